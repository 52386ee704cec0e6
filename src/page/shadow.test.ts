// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { PageReader } from './blocks'
import { spansOf } from './run'

it('reads open shadow trees in place of the light one, and slotted text where it is shown', () => {
  document.body.innerHTML = '<p>前</p><x-card><b>光里</b></x-card>'
  const host = document.querySelector('x-card')!
  host.attachShadow({ mode: 'open' }).innerHTML = '<div>影一</div><div>说：<slot></slot>。</div>'
  const reader = new PageReader(document)
  const blocks = reader.read()
  expect(blocks.map(({ block }) => block.text)).toEqual(['前', '影一', '说：光里。'])
  expect([...reader.shadowRoots]).toEqual([host.shadowRoot])
  const roots = spansOf(blocks[2]!, 0, 4).map(({ node }) => node.getRootNode())
  expect(roots).toEqual([host.shadowRoot, document])

  host.querySelector('b')!.textContent = '改了'
  reader.touch(host.querySelector('b')!)
  expect(reader.read().map(({ block }) => block.text)).toEqual(['前', '影一', '说：改了。'])
})
