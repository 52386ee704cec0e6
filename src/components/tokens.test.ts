import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')
const colours = (part: string) =>
  Object.fromEntries([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]))

const luminance = (hex: string) => {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('%s colours', (_, c) => {
  const texts = ['ink', 'ink-2', 'ink-3', 'accent', 'contradicted', 'unsupported', 'self']
  const grounds = ['paper', 'surface', 'sunk']
  const pairs: [string, string][] = [
    ...texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
    ...['contradicted', 'unsupported', 'self', 'accent'].map((tone): [string, string] => [
      tone,
      `${tone}-soft`,
    ]),
    ['ink-3', 'flash'],
    ...['ink', 'ink-2'].flatMap((ink) =>
      ['contradicted-soft', 'unsupported-soft', 'self-soft', 'accent-soft', 'flash'].map(
        (soft): [string, string] => [ink, soft],
      ),
    ),
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
  ]
  it.each(pairs)('%s on %s has 4.5:1', (text, ground) => {
    expect(contrast(c[text]!, c[ground]!)).toBeGreaterThanOrEqual(4.5)
  })
})
