import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sampleRules } from '../analysis/sample'
import { judgeWith } from './check'
import { type CueExample, checkCues, cueExamples, holds, withGuards, without } from './check-cues'
import type { Rules } from './compiled'
import { load } from './load'

const loaded = load(join(import.meta.dirname, '../../rules'))
const { guards } = loaded
const rules = sampleRules({ cure: { when: ['can? cure'] } })
const trial = (rules: Rules) => ({
  rules,
  judge: judgeWith(rules, (doubtful) => doubtful.map(({ finding }) => finding)),
})
const whole = trial(rules)
const bare = (family: string, form?: number) =>
  trial(withGuards(rules, loaded, without(guards, family, form)))
const example = (family: string, kind: CueExample['kind'], text: string): CueExample => ({
  path: [family],
  family,
  kind,
  text,
  card: 'cure',
})
const faultsOf = (family: string, kind: CueExample['kind'], text: string) =>
  checkCues([example(family, kind, text)], whole, bare(family)).map(({ message }) => message)

it('accepts what comes out otherwise without the cues of its family', () => {
  expect(faultsOf('hedge', 'stops', '也许治好白斑。')).toEqual([])
  expect(faultsOf('turn', 'frees', '不用西药就治好白斑。')).toEqual([])
  expect(faultsOf('denial-behind', 'denies', '药能治好白斑。\n能治好白斑行不通。')).toEqual([])
  expect(faultsOf('wish', 'reads', '他[梦想]出国，[希望]早去。')).toEqual([])
})

it('names an example that does not hold', () => {
  expect(faultsOf('hedge', 'stops', '药治好白斑。')[0]).toMatch('marks it all the same')
  expect(faultsOf('turn', 'frees', '没有哪种药治好白斑。')[0]).toMatch('does not mark it')
  expect(faultsOf('wish', 'reads', '他[出国]是梦想。')[0]).toMatch('is read otherwise: 他出国是[梦想]。')
})

it('names an example that holds for another reason', () => {
  expect(faultsOf('hedge', 'stops', '据说也许治好白斑。')[0]).toMatch('would not mark it without')
  expect(faultsOf('turn', 'frees', '药就治好白斑。')[0]).toMatch('would mark it without')
  expect(faultsOf('wish', 'reads', '他出国。')[0]).toMatch('no cue is read')
})

it('takes one cue away and leaves the others', () => {
  const form = guards.hedge!.forms.indexOf('似乎')
  const mutant = bare('hedge', form)
  expect(holds(mutant, example('hedge', 'stops', '似乎治好白斑。'))).toBe(false)
  expect(holds(mutant, example('hedge', 'stops', '大概治好白斑。'))).toBe(true)
})

it('knows the place of every example', () => {
  for (const family of Object.keys(guards))
    for (const { path, text } of cueExamples(guards, family))
      expect(path.reduce<unknown>((at, key) => (at as never)[key], guards)).toBe(text)
})
