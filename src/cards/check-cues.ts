import { engineFor, withCuesOf } from '../analysis/engine'
import { normalise } from '../text/normalise'
import { type Failure, type Judge, readBrackets, withBrackets } from './check'
import { compile } from './compile'
import type { Rules } from './compiled'
import type { Loaded } from './load'

type Guards = Loaded['guards']

/** What an example shows of a cue: see `guardsSchema`. */
type Kind = 'stops' | 'frees' | 'denies' | 'reads'

/** A text of rules/guards.yaml that shows what a cue of a family does. */
export interface CueExample {
  path: (string | number)[]
  family: string
  kind: Kind
  text: string
  /** The card that it does it to; where it is only read, none. */
  card?: string
}

export function cueExamples(guards: Guards, family: string): CueExample[] {
  const { reads = [], ...byKind } = guards[family]!.examples
  const shown = Object.entries(byKind).flatMap(([kind, byCard]) =>
    Object.entries(byCard).flatMap(([card, texts]) =>
      texts.map((text, i) => ({
        path: [family, 'examples', kind, card, i],
        family,
        kind: kind as Kind,
        text,
        card,
      })),
    ),
  )
  const read = reads.map((text, i) => ({
    path: [family, 'examples', 'reads', i],
    family,
    kind: 'reads' as const,
    text,
  }))
  return [...shown, ...read]
}

/** In the place of a family's cues: a sign that stands in no text. */
const nowhere = '⁂⁂⁂'

/** The rules with these cues; words, concepts and patterns stay as they were made once. */
export function withGuards(rules: Rules, loaded: Loaded, guards: Guards): Rules {
  const cues = compile({ ...loaded, concepts: {}, cards: [], guards }, '')
  return withCuesOf(engineFor(rules), cues)
}

/** The guards without one form of a family, or without all of them. */
export function without(guards: Guards, family: string, form?: number): Guards {
  const { forms } = guards[family]!
  const rest = form === undefined ? [] : forms.filter((_, i) => i !== form)
  return { ...guards, [family]: { ...guards[family]!, forms: rest.length ? rest : [nowhere] } }
}

/** Rules that examples of cues are tried on. */
export interface Trial {
  rules: Rules
  judge: Judge
}

/** A text with the cues of a family in [brackets]. */
function readWith({ rules }: Trial, text: string, family: string): string {
  const engine = engineFor(rules)
  const { text: plain, from } = normalise(text, engine.chars)
  const cue = engine.cue(family)
  const place = (at: number) => from?.[at] ?? at
  return withBrackets(
    text,
    engine.cues
      .scan(plain)
      .filter(({ concepts }) => concepts.includes(cue))
      .map(({ start, end }) => [place(start), place(end)]),
  )
}

/** Whether a text comes out as its example says. */
export function holds(trial: Trial, { text, card, kind, family }: CueExample): boolean {
  if (kind === 'reads') return readWith(trial, readBrackets(text).text, family) === text
  const found = trial.judge(text).filter(({ rule }) => rule === card)
  if (kind === 'denies') return found.some(({ contradictedBy }) => contradictedBy)
  return found.length > 0 === (kind === 'frees')
}

const wrong = {
  stops: ['marks it all the same', 'would not mark it without the cues of this family either'],
  frees: ['does not mark it', 'would mark it without the cues of this family too'],
  denies: [
    'does not find itself denied there',
    'would find itself denied there without the cues of this family too',
  ],
}

/** Checks that the examples of a family hold, and that they would not on rules without its cues. */
export const checkCues = (examples: CueExample[], trial: Trial, bare: Trial): Failure[] =>
  examples.flatMap((example) => {
    const { path, text, card, kind, family } = example
    const holding = holds(trial, example)
    if (holding && !holds(bare, example)) return []
    if (kind === 'reads') {
      const corrected = readWith(trial, readBrackets(text).text, family)
      return [{ path, message: holding ? `no cue is read: ${text}` : `is read otherwise: ${corrected}` }]
    }
    return [{ path, message: `“${card}” ${wrong[kind][holding ? 1 : 0]}: ${text}` }]
  })
