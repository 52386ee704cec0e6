import { literals, parseTemplate } from '../text/template'
import { firstMark, lastMark } from '../text/words'
import type { CompiledPattern, CompiledStep, Rules } from './compiled'
import { disguisesOf } from './dodges'
import type { Fault, Loaded } from './load'
import { type Pattern, parsePattern } from './pattern'
import { recode } from './recode'
import { simplify, traditionalPairs } from './variants'
import { writeTemplate } from './write-template'

const links = { near: 0, far: 1, adjacent: 2 } as const

/** Turns loaded rules into the compact form the analysis runs on. Faults are added to `loaded.faults`. */
export function compile(loaded: Loaded, version: string): Rules {
  const names: string[] = []
  const index = new Map<string, number>()
  const classes: (string | 0)[] = []
  const entries: string[][] = []
  const fault = (file: string, path: (string | number)[], message: string) =>
    loaded.faults.push({
      file: file.replace(`${process.cwd()}/`, ''),
      line: loaded.lineOf(file, path),
      message,
    } satisfies Fault)

  const concept = (name: string, cls: string | 0 = 0, words: readonly string[] = []): number => {
    const known = index.get(name)
    if (known !== undefined) return known
    index.set(name, names.length)
    names.push(name)
    classes.push(cls)
    entries.push([...words])
    return names.length - 1
  }
  for (const [name, family] of Object.entries(loaded.guards)) concept(`guard:${name}`, 0, family.forms)
  for (const [name, { class: cls, forms: words }] of Object.entries(loaded.concepts))
    concept(name, cls ?? 0, words)

  const groups: Rules['groups'] = []
  for (const [name, { includes }] of Object.entries(loaded.concepts)) {
    if (!includes) continue
    const members: number[] = []
    const collect = (id: string, path: string[]) => {
      const member = loaded.concepts[id]
      if (!member)
        return loaded.faults.push({
          file: 'rules/concepts',
          line: 1,
          message: `concept “${name}” includes “${id}”, which does not exist`,
        })
      if (path.includes(id))
        return loaded.faults.push({
          file: 'rules/concepts',
          line: 1,
          message: `concept “${id}” includes itself`,
        })
      members.push(index.get(id)!)
      for (const inner of member.includes ?? []) collect(inner, [...path, id])
    }
    for (const id of includes) collect(id, [name])
    groups.push([index.get(name)!, members])
  }

  const resolve = (name: string, file: string, path: (string | number)[]): number => {
    if (name.startsWith('"')) return concept(name, 0, [name.slice(1, -1)])
    const known = index.get(name)
    if (known === undefined) fault(file, path, `concept “${name}” does not exist in rules/concepts`)
    return known ?? 0
  }

  const slots: number[][] = []
  const slotNumbers = new Map<string, number>()
  const slotOf = (concepts: readonly number[]): number => {
    const list = [...new Set(concepts)].sort((a, b) => a - b)
    const known = slotNumbers.get(list.join())
    if (known !== undefined) return known
    slotNumbers.set(list.join(), slots.length)
    return slots.push(list) - 1
  }

  const any = (concepts: number[]) => ({ any: concepts, slot: slotOf(concepts) })

  const patterns: CompiledPattern[] = []
  const cards: Rules['cards'] = []
  for (const card of loaded.cards) {
    const allow = new Set<string>(card.allow)
    const cardIndex = cards.length
    card.when.forEach((use, i) => {
      let sources: string[]
      if (typeof use === 'string') sources = [use]
      else {
        const frame = loaded.frames.get(use.frame)
        if (!frame)
          return fault(card.file, ['when', i], `frame “${use.frame}” does not exist in rules/frames`)
        for (const slot of frame.slots)
          if (!use[slot]) fault(card.file, ['when', i], `frame “${use.frame}” needs “${slot}”`)
        for (const key of Object.keys(use))
          if (key !== 'frame' && !frame.slots.includes(key))
            fault(card.file, ['when', i], `frame “${use.frame}” has no slot “${key}”`)
        for (const guard of frame.allow ?? []) allow.add(guard)
        sources = frame.patterns.map((pattern) =>
          pattern.replace(/\{([a-z-]+)\}/g, (_, slot: string) => use[slot] ?? ''),
        )
      }
      for (const source of sources) {
        let parsed: Pattern[]
        try {
          parsed = parsePattern(source)
        } catch (error) {
          fault(card.file, ['when', i], (error as Error).message)
          continue
        }
        for (const pattern of parsed) {
          const steps: CompiledStep[] = pattern.steps.map((step) => ({
            ...any(step.any.map((name) => resolve(name, card.file, ['when', i]))),
            ...(step.numbers.length ? { numbers: step.numbers } : {}),
            link: links[step.link],
            ...(step.optional ? { optional: 1 as const } : {}),
            ...(step.carried ? { carried: 1 as const } : {}),
            ...(step.context ? { context: 1 as const } : {}),
          }))
          const absent = pattern.absentInSentence.map((name) => resolve(name, card.file, ['when', i]))
          patterns.push({
            card: cardIndex,
            source,
            steps,
            absent,
            ...(absent.length ? { absentSlot: slotOf(absent) } : {}),
            absentInClause: pattern.absentInClause.map((name) => resolve(name, card.file, ['when', i])),
          })
        }
      }
    })
    const words = (list: string[] | undefined, key: string) =>
      (list ?? []).map((word, i) => {
        for (const one of word.includes('|') ? word.split('|') : [])
          if (index.has(one)) fault(card.file, [key, i], `“${one}” is a concept: give it an item of its own`)
        return resolve(/^[a-z][a-z0-9-]*$/.test(word) ? word : `"${word}"`, card.file, [key, i])
      })
    const except = words(card.except, 'except')
    cards.push({
      id: card.id,
      topic: card.topic,
      verdict: card.verdict,
      harm: card.harm,
      allow: [...allow].sort(),
      except,
      ...(except.length ? { exceptSlot: slotOf(except) } : {}),
      exceptInClause: words(card['except-clause'], 'except-clause'),
      priority: card.priority ?? 0,
    })
  }

  const pieces = new Set<string>()
  const disguises: Rules['disguises'][number][] = []
  const places = new Map<string, number>()
  const homophones = (loaded.dodges.homophones ?? []).map(({ seen, meant }) => ({
    seen: simplify(seen.toLowerCase()),
    meant: simplify(meant),
  }))
  const pairs = loaded.dodges.pairs.map(({ written, published, telling }) => ({
    written: simplify(written),
    published: simplify(published),
    telling,
  }))
  const placeOf = (piece: string): number | undefined => {
    const known = places.get(piece)
    if (known !== undefined) return known
    const ways = disguisesOf(piece, pairs, homophones)
    if (!ways.length) return undefined
    places.set(piece, disguises.length)
    return disguises.push([piece, ways]) - 1
  }
  const markOf = (piece: string) => {
    const place = placeOf(piece)
    return place === undefined ? '' : String.fromCharCode(firstMark + place)
  }
  const written = entries.map((list, number) => {
    const name = names[number]!
    const dodged = !name.startsWith('guard:') && loaded.concepts[name]?.dodged !== false
    return list.map(simplify).flatMap((entry) => {
      try {
        if (/[\s\ue000-\uf8ff]/.test(entry))
          throw new Error(`“${entry}” holds white space or a private character`)
        const { template, doubtful } = parseTemplate(entry)
        for (const piece of literals(template)) pieces.add(piece)
        return `${writeTemplate(template, dodged ? markOf : () => '')}${doubtful ? '~' : ''}`
      } catch (error) {
        loaded.faults.push({
          file: `rules/concepts (${name})`,
          line: 1,
          message: (error as Error).message,
        })
        return []
      }
    })
  })
  if (disguises.length > lastMark - firstMark)
    throw new Error('more disguised pieces than there are marks for')
  const published = disguises.flatMap(([, ways]) => ways.map((way) => way[2]))

  return {
    version,
    chars: traditionalPairs(new Set([...pieces, ...published].join(''))),
    concepts: names,
    classes,
    ...recode(written.map((list) => list.join(' ')).join('\n')),
    disguises,
    groups,
    slots,
    patterns,
    cards,
  }
}
