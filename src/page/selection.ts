import type { PageMessages } from '../platform/messages'
import { plainAddress } from './reporter'

const around = 60
const plain = (text: string) => text.replace(/\s+/g, ' ')

/** What the reader selected, with the words around it. Never from a form: that is the reader's own writing. */
export function selectedWords(window: Window): ReturnType<PageMessages['selection']> {
  const selection = window.getSelection()
  const words = plain(selection?.toString() ?? '').trim()
  const field = window.document.activeElement?.closest('input, textarea, [contenteditable]')
  if (!selection?.rangeCount || !words || field) return null
  const range = selection.getRangeAt(0)
  const { body } = window.document
  const left = range.cloneRange()
  const right = range.cloneRange()
  let scope: Node = range.commonAncestorContainer
  const reach = () => {
    left.setStart(scope, 0)
    left.setEnd(range.startContainer, range.startOffset)
    right.setStart(range.endContainer, range.endOffset)
    right.setEnd(scope, scope.nodeType === 3 ? (scope as Text).length : scope.childNodes.length)
    return left.toString().length >= around && right.toString().length >= around
  }
  while (!reach() && scope.parentNode && scope !== body) scope = scope.parentNode
  return {
    words,
    before: plain(left.toString()).slice(-around),
    after: plain(right.toString()).slice(0, around),
    url: plainAddress(window.location),
    title: window.document.title,
  }
}
