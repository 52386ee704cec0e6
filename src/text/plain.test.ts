import { describe, expect, it } from 'vitest'
import { plainBlocks } from './plain'

describe('plainBlocks', () => {
  it('takes the first short line for the title and short lines above longer ones for headings', () => {
    const text = '饮食误区\n\n一、维C能不能吃\n可以正常吃，不必忌口。\n'
    expect(
      plainBlocks(text).map(({ role, text: t, offset }) => [role, t, text.indexOf(t) === offset]),
    ).toEqual([
      ['title', '饮食误区', true],
      ['heading', '一、维C能不能吃', true],
      ['text', '可以正常吃，不必忌口。', true],
    ])
  })

  it('sees no heading in a single line', () => expect(plainBlocks('白癜风可以根治')[0]!.role).toBe('text'))
})
