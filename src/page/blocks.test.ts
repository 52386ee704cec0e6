import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { isQuestion } from '../analyst/question'
import { PageReader, readBlocks } from './blocks'
import { spansOf } from './run'

const pageOf = (body: string, title = '') =>
  parseHTML(`<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`)
    .document as unknown as Document

const textsOf = (body: string) => readBlocks(pageOf(body)).map(({ block }) => block.text)

describe('reading blocks', () => {
  it('joins text across inline elements', () =>
    expect(textsOf('<p>有效率<b>高<i>达</i></b><a href="#">95%</a>以上</p>')).toEqual(['有效率高达95%以上']))

  it('parts block-level elements, also inside inline ones', () =>
    expect(textsOf('前<span>中<div>块</div>后</span>尾')).toEqual(['前中', '块', '后尾']))

  it('reads tables cell by cell, lists and definition lists item by item', () =>
    expect(
      textsOf(
        '<table><caption>费用</caption><tr><th>项目</th><td>三千</td></tr></table><ul><li>一<li>二</ul><dl><dt>问</dt><dd>答</dd></dl>',
      ),
    ).toEqual(['费用', '项目', '三千', '一', '二', '问', '答']))

  it('turns one <br> into a line break and two into a new block', () =>
    expect(textsOf('<div>一<br>二<br><br>  三<br></div>')).toEqual(['一\n二', '三']))

  it('collapses spaces as a browser does', () =>
    expect(textsOf('<p>\n  白斑\n  扩散  了 <b> UVB</b>\n 308 </p>')).toEqual(['白斑扩散 了 UVB 308']))

  it('keeps the lines of preformatted text as blocks', () =>
    expect(textsOf('<pre>第一行\r\n第二行\n\n  第三行</pre>')).toEqual(['第一行', '第二行', '  第三行']))

  it('leaves alone what is not the page speaking', () =>
    expect(
      textsOf(
        '<script>甲</script><style>乙</style><textarea>丙</textarea><input value="丁"><select><option>戊</select><div contenteditable>己</div><code>庚</code><noscript>辛</noscript><template>壬</template><p>癸</p>',
      ),
    ).toEqual(['癸']))

  it('leaves out what is hidden', () =>
    expect(
      textsOf(
        '<p hidden>甲</p><p style="display: none">乙</p><p>丙<span style="display:none">丁</span><span style="visibility:hidden">戊<b style="visibility:visible">己</b></span></p>',
      ),
    ).toEqual(['丙己']))

  it('reads the base of ruby without its reading', () =>
    expect(textsOf('<p>白<ruby>癜<rp>(</rp><rt>diàn</rt><rp>)</rp></ruby>风</p>')).toEqual(['白癜风']))

  it('knows headings by tag and by role, and the title', () =>
    expect(
      readBlocks(
        pageOf(
          '<h2>病因<small>小</small></h2><div role="heading" aria-level="3">治疗</div><p>文</p>',
          '标题',
        ),
      ).map(({ block }) => block),
    ).toEqual([
      { text: '标题', role: 'title', rank: 0 },
      { text: '病因小', role: 'heading', rank: 2 },
      { text: '治疗', role: 'heading', rank: 3 },
      { text: '文', role: 'text', rank: 0 },
    ]))

  it('reads nothing from an empty page', () => expect(textsOf(' \n ')).toEqual([]))
})

describe('the way back', () => {
  it('gives for each Text node the run that shows a quote', () => {
    const doc = pageOf('<p>\n 治<!-- x -->愈率 <b>高达</b>\n95%</p>')
    const [read] = new PageReader(doc).read()
    const { text } = read!.block
    expect(text).toBe('治愈率 高达 95%')
    const start = text.indexOf('愈')
    const spans = spansOf(read!, start, text.length)
    expect(spans.map(({ node, start, end }) => node.data.slice(start, end))).toEqual([
      '愈率 ',
      '高达',
      '\n95%',
    ])
  })

  it('leaves out a hidden middle', () => {
    const doc = pageOf('<p>彻底<span hidden>不</span>治好</p>')
    const [read] = new PageReader(doc).read()
    expect(spansOf(read!, 1, 3).map(({ node, start, end }) => node.data.slice(start, end))).toEqual([
      '底',
      '治',
    ])
  })

  it('maps every character of any block to itself', () => {
    const doc = pageOf('<div> a\n b<i>  c </i><br>中\n文 <ruby>字<rt>zi</rt></ruby>\u200b😀</div>')
    for (const read of new PageReader(doc).read()) {
      for (let i = 0; i < read.block.text.length; i++) {
        const [span] = spansOf(read, i, i + 1)
        const shown = span ? span.node.data.slice(span.start, span.end).replace(/\s/g, ' ') : '\n'
        expect(shown).toBe(read.block.text[i])
      }
    }
  })
})

describe('reading again', () => {
  const body = '<div id="a"><p>一</p><p>二<b>三</b></p></div><div id="b"><p>四</p></div>'
  const texts = (reader: PageReader) => reader.read().map(({ block }) => block.text)

  it('keeps the blocks that did not change', () => {
    const doc = pageOf(body)
    const reader = new PageReader(doc)
    const before = reader.read()
    const b = doc.querySelector('b')!
    b.firstChild!.textContent = '叁'
    reader.touch(b.firstChild!)
    const after = reader.read()
    expect(after.map(({ block }) => block.text)).toEqual(['一', '二叁', '四'])
    expect(after[0]).toBe(before[0])
    expect(after[2]).toBe(before[2])
    expect(after[1]).not.toBe(before[1])
  })

  it('reads what was added and drops what was removed', () => {
    const doc = pageOf(body)
    const reader = new PageReader(doc)
    reader.read()
    const a = doc.querySelector('#a')!
    const p = doc.createElement('p')
    p.textContent = '新'
    a.append(p)
    a.querySelector('p')!.remove()
    reader.touch(a)
    expect(texts(reader)).toEqual(['二三', '新', '四'])
  })

  it('notices what becomes visible through something else', () => {
    const doc = pageOf('<p>一</p><p hidden>二</p>')
    const reader = new PageReader(doc)
    expect(texts(reader)).toEqual(['一'])
    doc.querySelector('[hidden]')!.removeAttribute('hidden')
    expect(reader.sweep([])).toBe(true)
    expect(texts(reader)).toEqual(['一', '二'])
    const [shown] = doc.querySelectorAll('p')
    shown!.setAttribute('hidden', '')
    expect(reader.sweep([shown!])).toBe(true)
    expect(texts(reader)).toEqual(['二'])
    expect(reader.sweep([])).toBe(false)
  })

  it('forgets what was known of a node that left and came back changed', () => {
    const doc = pageOf(body)
    const reader = new PageReader(doc)
    reader.read()
    const a = doc.querySelector('#a')!
    a.remove()
    a.querySelector('p')!.textContent = '改'
    doc.body.append(a)
    reader.arrived(a)
    reader.touch(doc.body)
    expect(texts(reader)).toEqual(['四', '改', '二三'])
  })

  it('does not follow what goes elsewhere between two steps', () => {
    const doc = pageOf(`<div>${'<i>一</i>'.repeat(400)}</div><textarea></textarea>`)
    const reader = new PageReader(doc)
    const steps = reader.steps()
    expect(steps.next().done).toBe(false)
    const left = [...doc.querySelectorAll('i')]
    doc.querySelector('textarea')!.append(...left, '不读')
    for (const _ of steps);
    const [text] = texts(reader)
    expect(text!.length).toBeGreaterThan(0)
    expect(text!.length).toBeLessThan(400)
    expect(text).not.toContain('不读')
  })

  it('reads in steps, in reading order', () => {
    const doc = pageOf(Array.from({ length: 50 }, (_, i) => `<div><p>第${i}段</p></div>`).join(''))
    const reader = new PageReader(doc)
    const steps = reader.steps()
    for (let i = 0; i < 9; i++) steps.next()
    const some = reader.blocks.map(({ block }) => block.text)
    expect(some.length).toBeGreaterThan(0)
    expect(some.length).toBeLessThan(50)
    for (const _ of steps);
    const all = texts(reader)
    expect(all).toEqual(Array.from({ length: 50 }, (_, i) => `第${i}段`))
    expect(all.slice(0, some.length)).toEqual(some)
  })

  it('reads again what becomes visible, and lets go of what becomes invisible', () => {
    const doc = pageOf('<p>一</p><p style="visibility: hidden">二</p>')
    const reader = new PageReader(doc)
    expect(texts(reader)).toEqual(['一'])
    const [shown, hidden] = doc.querySelectorAll('p')
    hidden!.setAttribute('style', '')
    shown!.setAttribute('style', 'visibility: hidden')
    expect(reader.sweep([shown!])).toBe(true)
    expect(texts(reader)).toEqual(['二'])
  })
})

describe('words in attributes', () => {
  it('come behind the text around them, and not twice', () =>
    expect(
      textsOf(
        '<p>前<img alt="白斑治疗前后对比图片">后</p><p title="前面说过的话不再说"><a title="前面说过的话不再说">前面说过的话不再说</a></p><img alt="logo"><img alt="图片">',
      ),
    ).toEqual(['前后', '白斑治疗前后对比图片', '前面说过的话不再说']))
})

describe('a giant text', () => {
  it('is read in parts that end with sentences and lead back to their places', () => {
    const sentence = '白斑扩散了就要就医。'
    const doc = pageOf(`<p>${sentence.repeat(1000)}</p>`)
    const read = new PageReader(doc).read()
    expect(read.length).toBeGreaterThan(1)
    expect(read.map(({ block }) => block.text).join('')).toBe(sentence.repeat(1000))
    let at = 0
    for (const one of read) {
      expect(one.block.text.length).toBeLessThanOrEqual(4000)
      expect(one.block.text.endsWith('。')).toBe(true)
      expect(spansOf(one, 0, 5)).toMatchObject([{ start: at, end: at + 5 }])
      at += one.block.text.length
    }
  })

  it('without a single sentence end is cut all the same, never inside a character', () => {
    const doc = pageOf(`<p>a${'😀'.repeat(4000)}</p>`)
    const parts = new PageReader(doc).read().map(({ block }) => block.text)
    expect(parts.join('')).toBe(`a${'😀'.repeat(4000)}`)
    for (const part of parts) expect(part.isWellFormed()).toBe(true)
  })
})

it('gives nothing that the analyst would not take: titles, attributes and tables without end', () => {
  const cells = '<td>白斑</td>'.repeat(400)
  const doc = pageOf(
    `<img alt="${'白斑扩散。'.repeat(4000)}"><table><tr>${cells}</tr><tr>${cells}</tr></table><h6>标题</h6>`,
    '白癜风'.repeat(9000),
  )
  const read = readBlocks(doc)
  const put = read.map(({ block }) => block)
  expect(put.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(20_000)
  expect(isQuestion({ kind: 'blocks', splice: { from: 0, drop: 0, put } })).toBe(true)
  const parts = read.filter(({ element }) => element)
  expect(parts.map(({ block }) => block.text).join('')).toBe('白斑扩散。'.repeat(4000))
})
