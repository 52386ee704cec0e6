import { type Document, isMap, isScalar, isSeq, parseDocument, visit, type YAMLMap } from 'yaml'

const order = [
  'id',
  'topic',
  'proposition',
  'verdict',
  'harm',
  'covers',
  'when',
  'except',
  'except-clause',
  'allow',
  'priority',
  'say',
  'evidence',
  'certainty',
  'law',
  'checked',
  'examples',
]
const flowKeys = new Set(['covers', 'evidence', 'law', 'allow'])

/** The one way a card file is written: keys in the order of the schema, short lists on one line, no needless quotes. */
export function formatCard(source: string): string {
  const doc = parseDocument(source)
  if (doc.errors.length || !isMap(doc.contents)) return source
  const map = doc.contents as YAMLMap
  map.items.sort((a, b) => rank(a.key) - rank(b.key))
  for (const { key, value } of map.items) {
    if (isSeq(value) && isScalar(key)) value.flow = flowKeys.has(String(key.value))
  }
  return print(doc)
}

/** The one way rules/guards.yaml is written: of each family what its cues do, the cues, the examples; one a line. */
export function formatGuards(source: string): string {
  const doc = parseDocument(source)
  if (doc.errors.length || !isMap(doc.contents)) return source
  for (const { value: family } of (doc.contents as YAMLMap).items) {
    if (!isMap(family)) continue
    family.items.sort((a, b) => familyRank(a.key) - familyRank(b.key))
    visit(family, { Collection: (_, node) => void (node.flow = node.items.length === 0) })
  }
  return print(doc)
}

const familyOrder = ['about', 'forms', 'examples']

const familyRank = (key: unknown) => familyOrder.indexOf(String(isScalar(key) ? key.value : key))

const rank = (key: unknown) => {
  const i = order.indexOf(String(isScalar(key) ? key.value : key))
  return i < 0 ? order.length : i
}

function print(doc: Document): string {
  visit(doc, {
    Scalar: (_, node) => void (typeof node.value === 'string' && !node.comment && (node.type = undefined)),
  })
  return doc.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: true })
}
