import { describe, expect, it } from 'vitest'
import { hostFrom, setCard, setSite, setVerdict } from './changes'
import { parseSettings } from './parse'
import { defaults, isOn } from './settings'

describe('parseSettings', () => {
  it.each([undefined, null, 'x', [], 3])('gives the defaults for %j', (stored) =>
    expect(parseSettings(stored)).toEqual(defaults),
  )
  it('keeps what is sound and repairs the rest', () => {
    const stored = {
      enabled: false,
      offSites: ['a.cn', 7, '', 'a.cn'],
      verdicts: { unsupported: false },
      language: 'xx',
    }
    expect(parseSettings(stored)).toEqual({
      ...defaults,
      enabled: false,
      offSites: ['a.cn'],
      verdicts: { contradicted: true, unsupported: false },
    })
  })
  it('gives back what was stored', () => {
    const settings = setVerdict('contradicted', false)(setCard('a', false)(setSite('b.cn', false)(defaults)))
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
  })
})

describe('changes', () => {
  it('switches one site and leaves the others', () => {
    const off = setSite('b.cn', false)(setSite('a.cn', false)(defaults))
    expect(isOn(off, 'a.cn')).toBe(false)
    const back = setSite('a.cn', true)(off)
    expect([isOn(back, 'a.cn'), isOn(back, 'b.cn')]).toEqual([true, false])
  })
  it('does not list a site twice', () => {
    const twice = setSite('a.cn', false)(setSite('a.cn', false)(defaults))
    expect(twice.offSites).toEqual(['a.cn'])
  })
})

describe('hostFrom', () => {
  it.each([
    ['www.example.com', 'www.example.com'],
    ['https://www.Example.com:8080/a?b#c', 'www.example.com:8080'],
    [' localhost:3000 ', 'localhost:3000'],
    ['白癜风.cn', 'xn--cwyrcq13k.cn'],
    ['ftp://example.com', undefined],
    ['javascript:alert(1)', undefined],
    ['two words', undefined],
    ['word', undefined],
    ['', undefined],
  ])('%s gives %s', (typed, host) => expect(hostFrom(typed)).toBe(host))
})
