import { expect, test } from 'vitest'
import { textPage } from './text-page'

test('the first line is title and heading, the rest are paragraphs, all escaped', () => {
  const page = textPage('\uFEFF甲 <b> & "乙"\r\n\r\n  第一段 \n第<二>段\n')
  expect(page).toContain('<title>甲 &lt;b&gt; &amp; &quot;乙&quot;</title>')
  expect(page).toContain('<h1>甲 &lt;b&gt; &amp; &quot;乙&quot;</h1>')
  expect(page.match(/<p>.*<\/p>/g)).toEqual(['<p>第一段</p>', '<p>第&lt;二&gt;段</p>'])
})
