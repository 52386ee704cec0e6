import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EigenvalueDecomposition, Matrix, QrDecomposition } from 'ml-matrix'
import { root } from './rules'
import { randomFrom } from './train/text'

/**
 * npm run train:vectors: writes training/vectors.tsv, what the trainer knows of frequent words before it reads anything
 * of ours: which words stand in the same company. Made from the word pairs of the open-gram language model (Debian's
 * package sunpinyin-data; needed here alone): positive pointwise mutual information of each word with the words before
 * and behind it, brought down to few numbers by a randomised singular value decomposition. Seeded.
 */
const size = 48
const words = 12_000
/** More directions than are kept make the kept ones exact. */
const directions = size + 16
const rounds = 4
/** Words with fewer known pairs say nothing. */
const leastPairs = 8
const leastInformation = 0.5

const data = '/usr/lib/x86_64-linux-gnu/sunpinyin/data'
for (const file of ['lm_sc.t3g', 'pydict_sc.bin'])
  if (!existsSync(join(data, file))) {
    console.error(`${join(data, file)} is missing: install Debian's package sunpinyin-data`)
    process.exit(1)
  }

/** Words by number: strings of 32-bit characters, each ended by 0, at the offset that the third word of the file gives. */
function readWords(): string[] {
  const file = readFileSync(join(data, 'pydict_sc.bin'))
  const names: string[] = []
  let name = ''
  for (let at = file.readUInt32LE(8); at + 4 <= file.length; at += 4) {
    const code = file.readUInt32LE(at)
    if (code) name += String.fromCodePoint(code)
    else {
      names.push(name)
      name = ''
    }
  }
  return names
}

/**
 * The model's first two levels: how likely each word is, and each word behind it. Nodes of three 32-bit words: number of
 * the word in the low 18 bits of the first, its likelihood's place in a table in the low 16 of the second; the first of its children in the
 * high 16 of the second and, above them, the high 7 of the third.
 */
function readPairs() {
  const file = readFileSync(join(data, 'lm_sc.t3g'))
  const [order, , , ones, twos] = Array.from({ length: 6 }, (_, i) => file.readUInt32LE(4 * i))
  if (order !== 3) throw new Error(`${data}/lm_sc.t3g is not the model of word triples that is expected`)
  const likelihoods = 24
  const nodes = likelihoods + 4 * (65_536 + 16_384)
  const first = nodes + 12 * 2
  const second = first + 12 * ones!
  const word = (at: number) => file.readUInt32LE(at) & 0x3ffff
  const likelihood = (at: number) => file.readFloatLE(likelihoods + 4 * (file.readUInt32LE(at + 4) & 0xffff))
  const child = (at: number) =>
    (file.readUInt32LE(at + 4) >>> 16) | ((file.readUInt32LE(at + 8) >>> 25) << 16)
  const alone = new Map<number, number>()
  const pairs: { before: number; behind: number; likelihood: number }[] = []
  // The last node of each level only ends it.
  for (let i = 0; i + 1 < ones!; i++) {
    const at = first + 12 * i
    alone.set(word(at), likelihood(at))
    for (let k = child(at); k < Math.min(child(at + 12), twos! - 1); k++)
      pairs.push({
        before: word(at),
        behind: word(second + 12 * k),
        likelihood: likelihood(second + 12 * k),
      })
  }
  return { alone, pairs }
}

/** Rows of a sparse matrix. */
interface Sparse {
  starts: Int32Array
  columns: Int32Array
  values: Float64Array
  width: number
}

/** A times B, or A's transpose times B; rows of B and of the result are runs of `directions` numbers. */
function times(
  { starts, columns, values, width }: Sparse,
  b: Float64Array,
  transposed: boolean,
): Float64Array {
  const height = starts.length - 1
  const result = new Float64Array((transposed ? width : height) * directions)
  for (let i = 0; i < height; i++)
    for (let n = starts[i]!; n < starts[i + 1]!; n++) {
      const from = (transposed ? i : columns[n]!) * directions
      const to = (transposed ? columns[n]! : i) * directions
      for (let d = 0; d < directions; d++) result[to + d]! += values[n]! * b[from + d]!
    }
  return result
}

const matrixOf = (numbers: Float64Array): Matrix =>
  Matrix.from1DArray(numbers.length / directions, directions, numbers)

const orthogonal = (numbers: Float64Array): Float64Array =>
  Float64Array.from(new QrDecomposition(matrixOf(numbers)).orthogonalMatrix.to1DArray())

const names = readWords()
const { alone, pairs } = readPairs()
const isWord = (number: number) => /^[\u4e00-\u9fff]+$/.test(names[number] ?? '')
console.log(`${alone.size} words, ${pairs.length} pairs`)

const entries = new Map<number, [column: number, value: number][]>()
const put = (row: number, column: number, value: number) => {
  const entry = entries.get(row)
  if (entry) entry.push([column, value])
  else entries.set(row, [[column, value]])
}
for (const { before, behind, likelihood } of pairs) {
  if (!names[before] || !names[behind]) continue
  const information = Math.log(likelihood / Math.max(alone.get(behind) ?? 0, 1e-8)) - leastInformation
  if (information <= 0) continue
  put(before, behind, information)
  put(behind, names.length + before, information)
}
const rows = [...entries].filter(([word, entry]) => isWord(word) && entry.length >= leastPairs)
const sparse: Sparse = {
  starts: new Int32Array(rows.length + 1),
  columns: Int32Array.from(rows.flatMap(([, entry]) => entry.map(([column]) => column))),
  values: Float64Array.from(
    rows.flatMap(([, entry]) => {
      const length = Math.sqrt(Math.hypot(...entry.map(([, value]) => value)))
      return entry.map(([, value]) => value / length)
    }),
  ),
  width: 2 * names.length,
}
for (const [i, [, entry]] of rows.entries()) sparse.starts[i + 1] = sparse.starts[i]! + entry.length

const random = randomFrom(20261127)
let basis = orthogonal(
  times(
    sparse,
    Float64Array.from({ length: sparse.width * directions }, () => random() - 0.5),
    false,
  ),
)
for (let i = 0; i < rounds; i++) {
  basis = orthogonal(times(sparse, times(sparse, basis, true), false))
  console.log(`round ${i + 1} of ${rounds}`)
}
const inside = matrixOf(times(sparse, basis, true))
const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(inside.transpose().mmul(inside), {
  assumeSymmetric: true,
})
const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!)
const turned = matrixOf(basis).mmul(eigenvectorMatrix)
const vectors = rows.map((_, i) => {
  const vector = order.slice(0, size).map((k) => turned.get(i, k) * Math.abs(realEigenvalues[k]!) ** 0.25)
  const length = Math.hypot(...vector) || 1
  return vector.map((number) => number / length)
})
const kept = rows
  .map(([word], i) => ({ name: names[word]!, likelihood: alone.get(word) ?? 0, vector: vectors[i]! }))
  .filter(({ name }) => name.length <= 4)
  .sort((a, b) => b.likelihood - a.likelihood)
  .slice(0, words)
const mean = Array.from(
  { length: size },
  (_, d) => kept.reduce((sum, { vector }) => sum + vector[d]!, 0) / kept.length,
)
const lines = kept.map(({ name, vector }) => {
  const bytes = Int8Array.from(vector, (number, d) =>
    Math.max(-127, Math.min(127, Math.round(254 * (number - mean[d]!)))),
  )
  return `${name}\t${Buffer.from(bytes.buffer).toString('base64')}`
})
writeFileSync(
  join(root, 'training/vectors.tsv'),
  [
    `# ${kept.length} frequent Chinese words and ${size} signed bytes each (base64): words in like company have like numbers.`,
    '# Made by `npm run train:vectors` from the word pairs of the open-gram language model (Kefu Chai, Yong Sun and others),',
    '# which is licensed under CC BY-SA 3.0; so is this file. Read by the trainer alone; none of it is shipped.',
    ...lines,
    '',
  ].join('\n'),
)
console.log(`${kept.length} vectors`)
