// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaults } from '../settings/settings'
import { backupJson, readBackup } from './backup'
import { MemoryArea, sampleDraft, sampleReport } from './fixtures'
import { limits, makeReport, plainUrl, readReport } from './report'
import { reportRows, reportsJson, reportText } from './report-text'
import { NotSaved, ReportStore } from './store'

const versions = { extension: '0.1.0', rules: '2026-11' }
const form = { draft: sampleDraft, words: sampleDraft.words, note: '', withContext: true, versions }

describe('makeReport', () => {
  it('keeps no query, fragment, user name or password', () => {
    expect(makeReport(form, 'a', 1).url).toBe('https://clinic.example/article/7.html')
    expect(plainUrl('https://me:secret@a.cn/x?y#z')).toBe('https://a.cn/x')
    expect(plainUrl('file:///home/me/a.html?x')).toBe('file:///home/me/a.html')
    expect(plainUrl('not an address?x#y')).toBe('not an address')
  })
  it('leaves the context out when asked to', () => {
    const report = makeReport({ ...form, withContext: false }, 'a', 1)
    expect(JSON.stringify(report)).not.toContain('很多人问')
    expect(report).not.toHaveProperty('before')
  })
  it('keeps the context nearest the words', () => {
    const draft = { ...sampleDraft, before: `远${'近'.repeat(limits.context)}` }
    expect(makeReport({ ...form, draft }, 'a', 1).before).toBe('近'.repeat(limits.context))
  })
  it('does not keep the tab', () => expect(makeReport(form, 'a', 1)).not.toHaveProperty('tabId'))
  it('makes what the store accepts, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 3000 }),
        fc.string({ maxLength: 3000 }),
        fc.string(),
        (words, note, url) => {
          fc.pre(words.trim() !== '')
          const report = makeReport(
            { ...form, draft: { ...sampleDraft, url, title: note }, words, note },
            'a',
            1,
          )
          expect(readReport(JSON.parse(JSON.stringify(report)))).toEqual(report)
        },
      ),
    )
  })
})

describe('reportRows', () => {
  it('shows every text the report holds', () => {
    const report = makeReport(
      { ...form, draft: { ...sampleDraft, kind: 'wrong', rule: 'cure-promise' }, note: '说明' },
      'a',
      1,
    )
    const shown = reportText(report)
    const hidden = new Set(['version', 'id', 'kind', 'at', 'versions'])
    for (const [key, value] of Object.entries(report))
      if (!hidden.has(key)) expect(shown, key).toContain(String(value))
    expect(shown).toContain('0.1.0')
    expect(reportRows(report).map((row) => row.name)).toContain('类型')
  })
})

describe('ReportStore', () => {
  it('keeps reports across stores, newest first', async () => {
    const area = new MemoryArea()
    await new ReportStore(area).save(sampleReport)
    await new ReportStore(area).save({ ...sampleReport, id: 'r2', at: sampleReport.at + 1 })
    expect((await new ReportStore(area).read()).reports.map((r) => r.id)).toEqual(['r2', 'r1'])
  })
  it('sets damaged records aside, keeps them and loses no other', async () => {
    const damaged = { ...sampleReport, id: 'bad', words: 7 }
    const items = {
      settings: defaults,
      'report:r1': sampleReport,
      'report:bad': damaged,
      'report:null': null,
      'report:other-id': sampleReport,
    }
    const area = new MemoryArea(items)
    const store = new ReportStore(area)
    const kept = await store.read()
    expect(kept.reports).toEqual([sampleReport])
    expect(kept.broken).toEqual({
      'report:bad': damaged,
      'report:null': null,
      'report:other-id': sampleReport,
    })
    await store.save({ ...sampleReport, id: 'r3' })
    expect(area.items).toMatchObject(items)
    expect(JSON.parse(reportsJson(kept)).broken['report:bad'].words).toBe(7)
  })
  it('sets a record aside whose moment no date can stand for', async () => {
    const never = { ...sampleReport, at: 1e20 }
    const kept = await new ReportStore(new MemoryArea({ 'report:r1': never })).read()
    expect(kept).toEqual({ reports: [], broken: { 'report:r1': never } })
  })
  it('leaves records of a later version alone', async () => {
    const later = { ...sampleReport, version: 2 }
    const kept = await new ReportStore(new MemoryArea({ 'report:r1': later })).read()
    expect(kept).toEqual({ reports: [], broken: { 'report:r1': later } })
  })
  it.each([
    ['QUOTA_BYTES quota exceeded', true],
    ['IO error: .../000003.log: FILE_ERROR_NO_SPACE', true],
    ['An unexpected error occurred', false],
  ])('tells a full disk from another failure: %s', async (message, full) => {
    const area = new MemoryArea()
    area.refuse = new Error(message)
    const failure = await new ReportStore(area).save(sampleReport).catch((error) => error)
    expect(failure).toBeInstanceOf(NotSaved)
    expect(failure).toMatchObject({ full, message })
  })
  it('deletes one and takes it back', async () => {
    const store = new ReportStore(new MemoryArea({ 'report:r1': sampleReport }))
    await store.delete('r1')
    expect((await store.read()).reports).toEqual([])
    await store.save(sampleReport)
    expect((await store.read()).reports).toEqual([sampleReport])
  })
})

describe('backup', () => {
  it('gives back what was written', () => {
    const settings = { ...defaults, offSites: ['a.cn'] }
    const text = backupJson(settings, { reports: [sampleReport], broken: { 'report:x': 1 } })
    expect(readBackup(text)).toEqual({ settings, reports: [sampleReport], broken: 1 })
  })
  it.each([
    ['', 'bad'],
    ['null', 'bad'],
    ['[]', 'bad'],
    ['{"app":"bianbai","format":"reports","version":1}', 'bad'],
    ['{"app":"bianbai","format":"backup","version":2}', 'newer'],
    ['{"app":"bianbai","format":"backup","version":1,"settings":{}}', 'bad'],
  ])('refuses %s', (text, problem) => expect(readBackup(text)).toBe(problem))
  it('takes sound reports out of a damaged file', () => {
    const text = JSON.stringify({
      app: 'bianbai',
      format: 'backup',
      version: 1,
      settings: {},
      reports: [sampleReport, 3],
    })
    expect(readBackup(text)).toEqual({ settings: defaults, reports: [sampleReport], broken: 1 })
  })
})
