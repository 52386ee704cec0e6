import type { Engine } from './engine'
import type { Page } from './page'

/** A line of a list that neither a number nor a quotation mark begins is no longer than this, in UTF-16 units. */
const shortItem = 28

/** What follows so many items is no longer of the list: menus and footers are short lines too. */
const mostItems = 12

const numbering =
  /^[\s*]*(?:[（(]?[第其]?[0-9一二三四五六七八九十]{1,3}(?:[)）.、，：．]|[条句种个][、，：])|[·•\-●◆■▲×✗✘❌][^-—])/
const circled = /^[\s*]*[①-⑳]/
const quotation = /^[\s*]*["“]/
const spoken = /[\p{L}\p{N}]/u

/**
 * Tells of a block which one introduces the list that it is an item of, where that one says that none of its items is
 * true (下面这些话，一句都别信：), else -1. All items have one shape: numbered, quoted, or short
 * lines; a heading, another shape, a clinic that speaks of itself or a dozen items end the list.
 */
export function sayingsIn(page: Page, engine: Engine): (block: number) => number {
  const pointer = engine.cue('sayings')
  const rejections = ['debunk', 'warning', 'myth-heading'].map((family) => engine.cue(family))
  const known = new Map<number, number>()
  const introduces = (block: number) => {
    const { sentences } = page.read[block]!
    return (
      sentences.some((sentence) => sentence.hasCue(pointer)) &&
      sentences.some((sentence) => rejections.some((family) => sentence.hasCue(family)))
    )
  }
  const shapeOf = (block: number) => {
    const { text } = page.read[block]!.normalised
    if (numbering.test(text) || circled.test(page.blocks[block]!.text)) return 'numbered'
    if (quotation.test(text)) return 'quoted'
    // 以下 begins another list, and so does a line behind a sign (★ 第二栏).
    if (text.length > shortItem || page.blocks[block]!.role !== 'text') return undefined
    return /^[\s*]*[\p{L}\p{N}]/u.test(text) && !/[以如]下|下[面列]|[我本]院/.test(text) ? 'short' : undefined
  }
  return (block) => {
    const shape = shapeOf(block)
    if (!shape) return -1
    const items: number[] = []
    let found = -1
    for (let here = block; here >= 0 && items.length <= mostItems; here--) {
      if (items.length && introduces(here)) {
        found = here
        break
      }
      // A rule of dashes between the introduction and its list.
      if (!spoken.test(page.read[here]!.normalised.text)) continue
      if (shapeOf(here) !== shape) break
      const before = known.get(here)
      if (before !== undefined) {
        found = before
        break
      }
      items.push(here)
    }
    for (const item of items) known.set(item, found)
    return found
  }
}
