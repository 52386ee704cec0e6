import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { analyse } from '../src/analysis/analyse'
import { settle } from '../src/analysis/settle'
import {
  byPlace,
  type Explanation,
  type Finding,
  type Harm,
  type Level,
  type Verdict,
} from '../src/analysis/types'
import type { Rules } from '../src/cards/compiled'
import { isRelevant } from '../src/gate/relevance'
import { Model } from '../src/reader/model'
import { Network } from '../src/reader/network'
import { type PlacedBlock, plainBlocks } from '../src/text/plain'
import { htmlBlocks } from './html'
import { buildRules, report, root } from './rules'

export interface Document {
  id: string
  text?: string
  html?: string
}

/** One line of `scan`. Offsets: UTF-16 units of the given text, or of `text` for html. */
export interface Judgement {
  id: string
  relevant: boolean
  text?: string
  findings: {
    start: number
    end: number
    quote: string
    verdict: Verdict
    topic: string
    harm: Harm
    rule: string
    level: Level
    meant?: string
    contradictedBy?: { start: number; end: number; quote: string }
    why?: Explanation
  }[]
}

let rules: Rules | undefined

let second: Model | undefined

/** A trained part of the second reader, as the extension ships it. */
export const readerFile = (name: 'model' | 'network') =>
  JSON.parse(readFileSync(join(root, `src/reader/${name}.json`), 'utf8'))

/** The trained second reader, as the extension ships it, read when it is first wanted. */
export const secondReader = () =>
  (second ??= new Model(readerFile('model'), new Network(readerFile('network'))))
const jieba = createRequire(import.meta.url)

/** A broken rule file is named and left out; the others still judge. */
function ownRules(): Rules {
  const built = buildRules()
  for (const fault of built.faults) console.error(`scan: ${report(fault)}`)
  if (built.faults.length) process.exitCode = 1
  return built.rules
}

/** Judges one document as the extension would. `assumeTopic` skips the page gate. */
export function judge(
  document: Document,
  options: {
    assumeTopic?: boolean
    explain?: boolean
    rules?: Rules
    cardsOnly?: boolean
    reader?: Model
  } = {},
): Judgement {
  rules ??= options.rules ?? ownRules()
  const { blocks, text } =
    document.html === undefined
      ? { blocks: plainBlocks(document.text ?? ''), text: undefined }
      : htmlBlocks(document.html)
  const relevant = isRelevant(text ?? document.text ?? '')
  const head = { id: document.id, relevant, ...(text === undefined ? {} : { text }) }
  if (!relevant && !options.assumeTopic) return { ...head, findings: [] }
  return {
    ...head,
    findings: findingsOf(
      blocks,
      options.rules ?? rules,
      options.cardsOnly ? undefined : (options.reader ?? secondReader()),
    ).map((finding) => placed(finding, blocks, options.explain)),
  }
}

export function findingsOf(blocks: readonly PlacedBlock[], compiled: Rules, reader?: Model): Finding[] {
  const { findings, doubtful } = analyse(blocks, compiled, { reader })
  if (!doubtful.length) return findings
  const { cut } = jieba('jieba-wasm') as { cut: (text: string, hmm: boolean) => string[] }
  return [
    ...findings,
    ...settle(
      doubtful,
      doubtful.map(({ sentence }) => cut(sentence, true)),
    ),
  ].sort(byPlace)
}

function placed(
  { block, start, end, quote, verdict, topic, harm, rule, level, meant, contradictedBy, why }: Finding,
  blocks: readonly PlacedBlock[],
  explain?: boolean,
): Judgement['findings'][number] {
  const offset = (b: number) => blocks[b]!.offset
  return {
    start: offset(block) + start,
    end: offset(block) + end,
    quote,
    verdict,
    topic,
    harm,
    rule,
    level,
    ...(meant ? { meant } : {}),
    ...(contradictedBy
      ? {
          contradictedBy: {
            start: offset(contradictedBy.block) + contradictedBy.start,
            end: offset(contradictedBy.block) + contradictedBy.end,
            quote: contradictedBy.quote,
          },
        }
      : {}),
    ...(explain ? { why } : {}),
  }
}
