import type { CompiledPattern, CompiledStep, Rules } from './compiled'

/** The rules as pages load them. */
export interface PackedRules {
  version: string
  chars: string
  /** Names, joined by spaces; the literals behind them have none. */
  concepts: string
  classes: Rules['classes']
  entries: Rules['entries']
  alphabet: Rules['alphabet']
  disguises: Rules['disguises']
  groups: Rules['groups']
  /** A list for each slot, parted by `!`: concepts as steps from one to the next, ascending, one character a number. */
  slots: string
  /** Lists of bounds on numbers, each once. */
  numbers: NonNullable<CompiledStep['numbers']>[]
  /**
   * All patterns in a row: card, absent slot, slot absent in the clause (0 for none, else one more), number of steps;
   * for each step its slot, its place in `numbers` (as before) and its marks. One character a number.
   */
  patterns: string
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
  const { version, chars, classes, entries, alphabet, disguises, groups, cards } = rules
  return {
    version,
    chars,
    concepts: rules.concepts.slice(0, named < 0 ? undefined : named).join(' '),
    classes,
    entries,
    alphabet,
    disguises,
    groups,
    excepts: cards.flatMap((card) => [slotOf(sorted(card.except)), slotOf(sorted(card.exceptInClause))]),
    slots: slots.map((list) => numerals(list.map((each, i) => each - (list[i - 1] ?? 0)))).join('!'),
    numbers,
    patterns: numerals(patterns),
    cards: cards.map(({ except, exceptInClause, exceptSlot, ...card }) => card),
  }
}

/** Stands for 0. Behind it come no characters that JSON writes in another way. */
const zero = 0x5d

function numerals(numbers: readonly number[]): string {
  if (numbers.some((each) => each < 0 || each > 0xd000)) throw new Error('a number that is no character')
  return numbers.map((each) => String.fromCharCode(zero + each)).join('')
}

function readSlot(numerals: string): number[] {
  const slot: number[] = []
  let last = 0
  for (let i = 0; i < numerals.length; i++) slot.push((last += numerals.charCodeAt(i) - zero))
  return slot
}

const sorted = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b)

/** In the page. What was left out is empty; literals are told by their quote. */
export function unpackRules(packed: PackedRules): Rules {
  const { version, chars, classes, entries, alphabet, disguises, groups, numbers, excepts } = packed
  const slots = packed.slots.split('!').map(readSlot)
  let at = 0
  const next = () => packed.patterns.charCodeAt(at++) - zero
  const concepts = packed.concepts.split(' ')
  while (concepts.length < classes.length) concepts.push('"')
  const listOf = (slot: number) => (slot ? slots[slot - 1]! : [])
  const numberOf = (slot: number) => (slot ? slot - 1 : undefined)
  const patterns: CompiledPattern[] = []
  while (at < packed.patterns.length) {
    const card = next()
    const absent = next()
    const absentInClause = next()
    const steps: CompiledStep[] = []
    for (let left = next(); left > 0; left--) {
      const slot = next()
      const bounds = next()
      const marks = next()
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
  return { version, chars, concepts, classes, entries, alphabet, disguises, groups, slots, patterns, cards }
}
