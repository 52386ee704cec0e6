import { describe, expect, it } from 'vitest'
import { parsePattern } from './pattern'

describe('parsePattern', () => {
  it('reads links, subjects, context, numbers and absences', () => {
    const [pattern] = parsePattern('@tacrolimus ~ [use]? no-longer-than + duration<=6w !steroid !!relapse')
    expect(
      pattern!.steps.map(({ any, link, carried, context, optional }) => ({
        any,
        link,
        carried,
        context,
        optional,
      })),
    ).toEqual([
      { any: ['tacrolimus'], link: 'near', carried: true, context: false, optional: false },
      { any: ['use'], link: 'far', carried: false, context: true, optional: true },
      { any: ['no-longer-than'], link: 'near', carried: false, context: false, optional: false },
      { any: [], link: 'adjacent', carried: false, context: false, optional: false },
    ])
    expect(pattern!.steps[3]!.numbers).toEqual([{ kind: 'duration', op: '<=', value: 42 }])
    expect(pattern).toMatchObject({ absentInSentence: ['steroid'], absentInClause: ['relapse'] })
  })

  it('keeps alternatives inside brackets of words together', () => {
    expect(parsePattern('(不|没)好|cure')[0]!.steps[0]!.any).toEqual(['"(不|没)好"', 'cure'])
  })

  it('takes words and numbers as alternatives of one part', () => {
    const [step] = parsePattern('many|people>=500 cure')[0]!.steps
    expect(step).toMatchObject({ any: ['many'], numbers: [{ kind: 'people', op: '>=', value: 500 }] })
  })

  it('turns & into every order', () => {
    expect(parsePattern('a & b c').map((p) => p.steps.map((s) => s.any[0]).join())).toEqual([
      'a,b,c',
      'b,a,c',
    ])
  })

  it.each([
    ['@tacrolimus', 'no part that must be there'],
    ['duration<=soon', 'no bound'],
    ['percent>=60', 'not a number'],
    ['a||b', 'empty alternative'],
    ['@', 'names nothing'],
  ])('refuses %s in plain words', (source, message) => expect(() => parsePattern(source)).toThrow(message))
})
