import type { Block } from '../analysis/types'
import type { Question, Splice } from './protocol'

/** UTF-16 units of a block, blocks in one splice, heads of columns: more than any page of ours sends. */
const longest = 8_000
const mostBlocks = 60_000
const mostHeads = 200

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isShort = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const roles: readonly unknown[] = ['title', 'heading', 'text'] satisfies Block['role'][]

const isColumn = (value: unknown): value is Block['column'] =>
  value === undefined ||
  (isObject(value) &&
    isCount(value.index) &&
    Array.isArray(value.heads) &&
    value.heads.length <= mostHeads &&
    value.heads.every((head) => isShort(head, longest)))

const isBlock = (value: unknown): value is Block =>
  isObject(value) &&
  isShort(value.text, longest) &&
  roles.includes(value.role) &&
  isCount(value.rank) &&
  value.rank <= 6 &&
  isColumn(value.column)

const isSplice = (value: unknown): value is Splice =>
  isObject(value) &&
  isCount(value.from) &&
  isCount(value.drop) &&
  Array.isArray(value.put) &&
  value.put.length <= mostBlocks &&
  value.put.every(isBlock)

/** Whether a message is what our pages ask: one that a web page has taken over may send anything. */
export const isQuestion = (message: unknown): message is Question =>
  isObject(message) &&
  (message.kind === 'judge'
    ? typeof message.second === 'boolean'
    : message.kind === 'blocks' && isSplice(message.splice))
