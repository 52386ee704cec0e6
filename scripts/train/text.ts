import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Training text: training/<writer>.txt. A line `@ card-id` names the card that follows; `+ …` asserts its claim, `- …`
 * asserts no card's claim though it may look like it. `{a|b|}` stands for either; `{=name}` for a word of a list that
 * a line `= name: a|b|c` gives. One template a line.
 */
export interface Template {
  /** Card id, or undefined where nothing is asserted. */
  card?: string
  text: string
  file: string
  line: number
}

export interface TrainingText {
  templates: Template[]
  /** What is wrong, with file and line. */
  faults: string[]
}

export function readTraining(folder: string, cards: ReadonlySet<string>): TrainingText {
  const templates: Template[] = []
  const faults: string[] = []
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.txt')) continue
    const lists = new Map<string, string>()
    let card: string | undefined
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .forEach((written, i) => {
        const text = written.trim()
        const fault = (what: string) => faults.push(`training/${file}:${i + 1}: ${what}`)
        if (!text || text.startsWith('#')) return
        const body = text.slice(1).trim()
        switch (text[0]) {
          case '@':
            card = body
            if (!cards.has(body)) fault(`there is no card “${body}”`)
            break
          case '=': {
            const [name, words] = body.split(/[:：]\s*/, 2)
            if (name && words) lists.set(name.trim(), words.trim())
            else fault('a list is written “= name: a|b|c”')
            break
          }
          case '+':
          case '-': {
            if (text[0] === '+' && !card) return fault('asserts a claim before any card was named')
            const whole = body.replace(/\{=([^{}|]+)\}/g, (slot, name: string) => {
              const words = lists.get(name.trim())
              if (!words) fault(`${slot} is no list of this file`)
              return `{${words ?? ''}}`
            })
            templates.push({ ...(text[0] === '+' ? { card } : {}), text: whole, file, line: i + 1 })
            break
          }
          default:
            fault('begins with none of @ + - = #')
        }
      })
  }
  return { templates, faults }
}

/** One way to read a template; `choose(n)` picks among n. Inner slots first. */
function fillTemplate(text: string, choose: (count: number) => number): string {
  let filled = text
  for (let i = 0; i < 40 && filled.includes('{'); i++)
    filled = filled.replace(/\{([^{}]*)\}/g, (_, words: string) => {
      const options = words.split('|')
      return options[choose(options.length)]!
    })
  return filled
}

/** A small seeded generator (mulberry32): the same numbers everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Up to `most` different readings of a template. */
export function expand({ text }: Template, most: number, random: () => number): string[] {
  const ways = [...text.matchAll(/\{([^{}]*)\}/g)].reduce((n, [, words]) => n * words!.split('|').length, 1)
  const wanted = Math.min(most, ways)
  const found = new Set<string>()
  for (let i = 0; i < 4 * wanted && found.size < wanted; i++)
    found.add(fillTemplate(text, (count) => Math.floor(random() * count)))
  return [...found]
}
