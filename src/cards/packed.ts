import type { CompiledPattern, CompiledStep, Rules } from './compiled'

/** The rules as pages load them. */
export interface PackedRules {
  version: string
  chars: string
  /** Names, joined by spaces; the literals behind them have none. */
  concepts: string
  classes: Rules['classes']
  entries: Rules['entries']
  disguises: Rules['disguises']
  groups: Rules['groups']
  slots: Rules['slots']
  /** Lists of bounds on numbers, each once. */
  numbers: NonNullable<CompiledStep['numbers']>[]
  /**
   * All patterns in a row: card, absent slot, slot absent in the clause (0 for none, else one more), number of steps;
   * for each step its slot, its place in `numbers` (as before) and its marks.
   */
  patterns: number[]
  cards: Omit<Rules['cards'][number], 'except' | 'exceptInClause' | 'exceptSlot'>[]
  /** For each card the slots of `except` and `exceptInClause`, 0 for none, else one more. */
  excepts: number[]
}

const optional = 4
const carried = 8
const context = 16

/** For the build: leaves out the sources of patterns and the names of literals, which are long and only explain. */
export function packRules(rules: Rules): PackedRules {
  const named = rules.concepts.findIndex((name) => name.startsWith('"'))
  const numbers: PackedRules['numbers'] = []
  const numberPlaces = new Map<string, number>()
  const slots = rules.slots.map((list) => [...list])
  const slotOf = (list: readonly number[]): number => {
    if (!list.length) return 0
    const known = slots.findIndex(
      (slot) => slot.length === list.length && slot.every((one, i) => one === list[i]),
    )
    return known >= 0 ? known + 1 : slots.push([...list])
  }
  const placeOf = (bounds: CompiledStep['numbers']): number => {
    if (!bounds) return 0
    const key = JSON.stringify(bounds)
    let place = numberPlaces.get(key)
    if (place === undefined) numberPlaces.set(key, (place = numbers.push(bounds)))
    return place
  }
  const patterns = rules.patterns.flatMap(({ card, steps, absent, absentInClause }) => [
    card,
    slotOf(sorted(absent)),
    slotOf(sorted(absentInClause)),
    steps.length,
    ...steps.flatMap((step) => [
      step.slot!,
      placeOf(step.numbers),
      step.link +
        (step.optional ? optional : 0) +
        (step.carried ? carried : 0) +
        (step.context ? context : 0),
    ]),
  ])
  const { version, chars, classes, entries, disguises, groups, cards } = rules
  return {
    version,
    chars,
    concepts: rules.concepts.slice(0, named < 0 ? undefined : named).join(' '),
    classes,
    entries,
    disguises,
    groups,
    excepts: cards.flatMap((card) => [slotOf(sorted(card.except)), slotOf(sorted(card.exceptInClause))]),
    slots,
    numbers,
    patterns,
    cards: cards.map(({ except, exceptInClause, exceptSlot, ...card }) => card),
  }
}

const sorted = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b)

/** In the page. What was left out is empty; literals are told by their quote. */
export function unpackRules(packed: PackedRules): Rules {
  const {
    version,
    chars,
    classes,
    entries,
    disguises,
    groups,
    slots,
    numbers,
    patterns: flat,
    excepts,
  } = packed
  const concepts = packed.concepts.split(' ')
  while (concepts.length < classes.length) concepts.push('"')
  const listOf = (slot: number) => (slot ? slots[slot - 1]! : [])
  const numberOf = (slot: number) => (slot ? slot - 1 : undefined)
  const patterns: CompiledPattern[] = []
  for (let at = 0; at < flat.length; ) {
    const card = flat[at++]!
    const absent = flat[at++]!
    const absentInClause = flat[at++]!
    const steps: CompiledStep[] = []
    for (let left = flat[at++]!; left > 0; left--) {
      const slot = flat[at++]!
      const bounds = flat[at++]!
      const marks = flat[at++]!
      const step: CompiledStep = { any: slots[slot]!, slot, link: (marks & 3) as 0 | 1 | 2 }
      if (bounds) step.numbers = numbers[bounds - 1]!
      if (marks & optional) step.optional = 1
      if (marks & carried) step.carried = 1
      if (marks & context) step.context = 1
      steps.push(step)
    }
    patterns.push({
      card,
      source: '',
      steps,
      absent: listOf(absent),
      absentSlot: numberOf(absent),
      absentInClause: listOf(absentInClause),
    })
  }
  const cards = packed.cards.map((card, i) => ({
    ...card,
    except: listOf(excepts[i * 2]!),
    exceptSlot: numberOf(excepts[i * 2]!),
    exceptInClause: listOf(excepts[i * 2 + 1]!),
  }))
  return { version, chars, concepts, classes, entries, disguises, groups, slots, patterns, cards }
}
