import type { Plugin } from 'vite'
import { readBrackets } from '../src/cards/check'
import type { Loaded } from '../src/cards/load'
import { packRules } from '../src/cards/packed'
import { textsOf } from '../src/cards/texts-of'
import { buildRules, report, root } from './rules'

const rehearsalOf = ({ cards }: Loaded) =>
  cards.flatMap(({ examples: { flag, pass } }) => [
    ...flag.map((example) => readBrackets(example).text),
    ...pass.map(({ text }) => text),
  ])

/** Gives the modules of cards/virtual.d.ts, compiled from rules/ when the bundle is built. */
export function rulesPlugin(): Plugin {
  return {
    name: 'bianbai-rules',
    resolveId: (id) => (id.startsWith('virtual:bianbai/') ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith('\0virtual:bianbai/')) return
      const { rules, loaded, faults } = buildRules()
      if (faults.length) this.error(`rules/ has faults:\n${faults.map(report).join('\n')}`)
      this.addWatchFile(`${root}/rules`)
      const values: Record<string, () => unknown> = {
        engine: () => packRules(rules),
        rehearsal: () => rehearsalOf(loaded),
        texts: () => textsOf(loaded, rules.version),
        shorts: () => Object.fromEntries(loaded.cards.map(({ id, say }) => [id, say.short])),
      }
      const value = values[id.slice(id.lastIndexOf('/') + 1)]!()
      // A string that JSON.parse reads loads faster than an object literal of the same size.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(value))})`
    },
  }
}
