/**
 * Finds numbers with their units in normalised text, in Arabic or Chinese numerals, as ranges where they are.
 *
 * | kind | unit of `low` and `high` |
 * |---|---|
 * | duration | days (月 = 30, 季度 = 91, 年 = 365, 小时 = 1/24) |
 * | percent | per cent (成, 分之, 十个里有八个, 百人中九十六 included) |
 * | times | times, sessions, shots of light (枪, 炮, 下) |
 * | courses | courses of treatment (疗程) |
 * | people | people or cases |
 * | money | yuan |
 * | age | years of age |
 */
export type NumberKind = 'duration' | 'percent' | 'times' | 'courses' | 'people' | 'money' | 'age'

const kinds: readonly string[] = ['duration', 'percent', 'times', 'courses', 'people', 'money', 'age']

/** The kinds of numbers or of bounds on them, as bits. */
export const kindsOf = (ones: readonly { kind: string }[]): number =>
  ones.reduce((bits, { kind }) => bits | (1 << kinds.indexOf(kind)), 0)

export interface NumberHit {
  kind: NumberKind
  low: number
  high: number
  /** Half-open run of UTF-16 units of the text, unit included. */
  start: number
  end: number
}

const digitOf: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  俩: 2,
  仨: 3,
}
const unitOf: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10000 }

/** Reads a Chinese or Arabic number such as 12, 3.5, 1,000, 十二, 三百, 两, 1万, 几十. 几 and 数 are read as 3. NaN when it is none. */
export function readNumber(word: string): number {
  const arabic = /^(\d[\d,]*(?:\.\d+)?)([十百千万])?$/.exec(word)
  if (arabic) return Number(arabic[1]!.replaceAll(',', '')) * (arabic[2] ? unitOf[arabic[2]]! : 1)
  let total = 0
  let section = 0
  let digit = -1
  for (const char of word) {
    if (char in digitOf) digit = digit > 0 && !(digit >= 10) ? digit * 10 + digitOf[char]! : digitOf[char]!
    else if (char === '几' || char === '数') digit = 3
    else if (char === '上') digit = 1
    else if (char === '万') {
      total = (total + section + Math.max(digit, section || total ? 0 : 1)) * 10000
      section = 0
      digit = -1
    } else if (char in unitOf) {
      section += (digit < 0 ? 1 : digit) * unitOf[char]!
      digit = -1
    } else return Number.NaN
  }
  return total + section + Math.max(digit, 0)
}

const arabic = String.raw`\d[\d,]*(?:\.\d+)?`
const chinese = '(?:上(?=[百千万]))?[一二两三四五六七八九十百千万几数]+'
const amount = `(?:${arabic}[十百千万]?|${chinese}万?)`
const dash = '(?:-|~|—|–|－|至|到|、)+'
/** A word that counts people or things; 个 of 个月 is none. */
const counted = '(?:位|名|例|人|个(?!月|疗程|小时|星期|礼拜|季度|钟头|半|部位|阶段))'
/** One amount, or two with a dash between them; 两三, 三五 (two neighbouring digits) are read as a range later. */
const range = `(${amount})(?: ?${dash} ?(${amount}))? ?`

const days: Record<string, number> = {
  小时: 1 / 24,
  钟头: 1 / 24,
  天: 1,
  日: 1,
  晚: 1,
  周: 7,
  星期: 7,
  礼拜: 7,
  月: 30,
  季度: 91,
  年: 365,
}

interface Rule {
  kind: NumberKind
  /** One of these stands in every text that the expression finds anything in: a plain search is cheaper. */
  words: readonly string[]
  regex: RegExp
  read: (m: RegExpExecArray) => [number, number] | undefined
}

/** 两三 → 2..3, 七八 → 7..8, 十五六 → 15..16; other words → n..n. */
function spread(word: string, second?: string): [number, number] {
  if (second !== undefined) {
    const high = readNumber(second)
    let low = readNumber(word)
    // 三到五万: the unit is said once.
    if (/万$/.test(second) && !/万$/.test(word)) low *= 10000
    return low <= high ? [low, high] : [high, low]
  }
  const pair = /^(十?)([一二两三四五六七八])([二两三四五六七八九])([十百千]?)(万?)$/.exec(word)
  if (pair) {
    const base = pair[1] ? 10 : 0
    const times = (pair[4] ? unitOf[pair[4]]! : 1) * (pair[5] ? 10000 : 1)
    const [a, b] = [digitOf[pair[2]!]!, digitOf[pair[3]!]!]
    if (b === a + 1 || (a === 3 && b === 5)) return [(base + a) * times, (base + b) * times]
  }
  if (/^十?几$/.test(word)) return word === '几' ? [2, 9] : [11, 19]
  if (word === '数') return [2, 9]
  const n = readNumber(word)
  return [n, n]
}

const scaled = ([low, high]: [number, number], factor: number): [number, number] => [
  low * factor,
  high * factor,
]

const rules: Rule[] = [
  {
    kind: 'percent',
    words: ['百分之'],
    regex: new RegExp(`百分之(${amount})(?:${dash}(?:百分之)?(${amount}))?`, 'g'),
    read: (m) => spread(m[1]!, m[2]),
  },
  {
    kind: 'percent',
    words: ['%'],
    regex: new RegExp(`(${arabic})%?(?:${dash}(${arabic}))?%`, 'g'),
    read: (m) => spread(m[1]!, m[2]),
  },
  {
    kind: 'percent',
    words: ['分之'],
    regex: /([一二三四五六七八九十])分之([一二三四五六七八九])/g,
    read: (m) => scaled([readNumber(m[2]!), readNumber(m[2]!)], 100 / readNumber(m[1]!)),
  },
  {
    kind: 'percent',
    words: ['成'],
    regex:
      /(?<![完生组形构造促变])([一两二三四五六七八九十几]|\d{1,2})(?:(?:-|~|到|至)?([一二三四五六七八九十]|\d{1,2}))?成(?!为|立|功|员|人|分|熟|本|果|因|长|年|份|效|药|品|像|绩|就|活|都|形|了|千上万)(半|多)?([一二三四五六七八九](?!个|次|年|月|天))?/g,
    read: (m) => {
      const extra = m[3] === '半' ? 5 : m[4] ? digitOf[m[4]]! : 0
      const [low, high] = m[2] ? spread(m[1]!, m[2]) : spread(m[1]!)
      return [low * 10 + extra, high * 10 + extra]
    },
  },
  {
    // 十个里有八个, 百人中九十六, 二十位里的十九位: a share of ten or more, its unit said once at least.
    kind: 'percent',
    words: ['位', '名', '例', '人', '个'],
    regex: new RegExp(
      `(?:每)?(${amount})(?:多|余)?${counted}[^，。；！？0-9]{0,8}?(?:里头|里面|里|当中|之中|中|(?<![没只未])有|至少)(?:的|就|便|能|已|都|平均|大约|约|最少|至少|起码|足足|有|会有)*(${amount})(?:多|余|来)?(?:${counted}|(?<=[十百千\\d][一二三四五六七八九十\\d])(?![次天日周年月岁元块万成个%.，、\\d]|分之|疗程|小时))`,
      'g',
    ),
    read: (m) => {
      const whole = readNumber(m[1]!)
      const [low, high] = spread(m[2]!)
      return whole >= 10 && high <= whole ? scaled([low, high], 100 / whole) : undefined
    },
  },
  {
    kind: 'percent',
    words: ['里挑', '里面挑', '里头挑'],
    regex:
      /(?<!千|万|几|数|[二三四五六七八九])百里(?:面|头)?挑([二三四五六七八九]十[一二三四五六七八九]?|\d{2})/g,
    read: (m) => spread(m[1]!),
  },
  {
    kind: 'duration',
    words: ['个半'],
    regex: new RegExp(`${range}(个半)(月|小时|钟头|星期|礼拜)`, 'g'),
    read: (m) => {
      const [low, high] = spread(m[1]!, m[2])
      return scaled([low + 0.5, high + 0.5], days[m[4]!]!)
    },
  },
  {
    kind: 'duration',
    words: ['小时', '钟头', '天', '周', '星期', '礼拜', '季度'],
    regex: new RegExp(
      `${range}(?:余|多|来)?(?:个)?(小时|钟头|天|周|星期|礼拜|季度)(?!岁|之一|末|边|围|年|刊|到晚)`,
      'g',
    ),
    read: (m) => scaled(spread(m[1]!, m[2]), days[m[3]!]!),
  },
  {
    kind: 'duration',
    words: ['个月', '个多月'],
    regex: new RegExp(`${range}(?:余|多|来)?个(?:多)?(月)`, 'g'),
    read: (m) => scaled(spread(m[1]!, m[2]), 30),
  },
  {
    kind: 'duration',
    words: ['日', '晚'],
    regex: /([一二两三四五六七八九十]|\d{1,2})(?:日|晚)(?=之?内|见|起|就|可|即|消|不见|速|康|治|告)/g,
    read: (m) => spread(m[1]!),
  },
  {
    kind: 'duration',
    words: ['月'],
    regex:
      /(?<![十\d])([一二两三四五六七八九十]{1,2}(?:(?:到|至|-|~)[一二三四五六七八九十]{1,2})?)月(?!份|初|底|中旬|下旬|上旬|[一二三四五六七八九十\d]|经|亮|日|季|球)/g,
    read: (m) => {
      const parts = m[1]!.split(/到|至|-|~/)
      return scaled(spread(parts[0]!, parts[1]), 30)
    },
  },
  {
    kind: 'duration',
    words: ['年'],
    regex: new RegExp(
      `(?<![\\d第])(${arabic}|${chinese})(?:${dash}(${amount}))?(?:余|多|来)?年(?!龄|级|代|轻|前|度|纪|间|份|月|\\d|[一二三四五六七八九十]{1,2}月)(半)?`,
      'g',
    ),
    read: (m) => {
      const [low, high] = spread(m[1]!, m[2])
      if (high > 200) return undefined
      const extra = m[3] ? 0.5 : 0
      return scaled([low + extra, high + extra], 365)
    },
  },
  {
    kind: 'duration',
    words: ['半'],
    regex: /(大半|半)(?:个)?(年|月|小时|天)(?!纪|边|来)/g,
    read: (m) => scaled([0.5, 0.5], days[m[2]!]!),
  },
  { kind: 'duration', words: ['足月', '满月', '整整月'], regex: /(?:整整|满|足)月/g, read: () => [30, 30] },
  {
    kind: 'courses',
    words: ['疗程'],
    regex: new RegExp(`${range}(?:个|到两个|两个)?(?:大|小)?疗程`, 'g'),
    read: (m) => spread(m[1]!, m[2]),
  },
  {
    kind: 'times',
    words: ['次', '回', '趟', '遍'],
    regex: new RegExp(
      `(?<!第|[这那上下每])${range}(?:余|多|来)?(?:次|回|趟|遍)(?!要|于|数|序|生|性|级|日|发|品|元|形|答|事|复|家|来)`,
      'g',
    ),
    read: (m) => spread(m[1]!, m[2]),
  },
  {
    // Shots of light: 三枪, 十炮.
    kind: 'times',
    words: ['枪', '炮'],
    regex: new RegExp(
      `(?<!第|[这那上下每])${range}(?:余|多|来)?(?:枪(?!支|手|击|械|战|毙|口|法|头)|炮(?!制|弹|灰|楼|火|轰|台|竹|仗|友|姜|附|甲|炙|兵|塔|天))`,
      'g',
    ),
    read: (m) => spread(m[1]!, m[2]),
  },
  {
    // 照十下, 二十下见效; 一下 and 十岁以下 count nothing.
    kind: 'times',
    words: ['下'],
    regex: new RegExp(
      `(?<!第|[这那上每以])(?:(?<=[照打扎烤射轰](?:了|个|上|满|够)?)${range}(?:余|多|来)?下(?![午来去降面班肢次岗属车床半旬])|${range}(?:余|多|来)?下(?=就|便|即|包|见效|见黑|能|搞定|解决|左右|以内|之内))`,
      'g',
    ),
    read: (m) => {
      const low = m[1] ?? m[3]!
      return low === '一' || low === '几' || low === '1' ? undefined : spread(low, m[2] ?? m[4])
    },
  },
  {
    kind: 'people',
    words: ['例', '名', '位', '人', '个'],
    regex: new RegExp(
      `${range}(?:余|多|来)?(?:万)?(?:例|名|位|人次|人|个(?=患者|病人|白友|家庭|病友|孩子|患儿|案例))(?!体|员|民|工|类|家|生|医生|医师|专家|主任|教授|护士)`,
      'g',
    ),
    read: (m) => {
      const times = /万(?:例|名|位|人)/.test(m[0]) && !/万$/.test(m[1]!) ? 10000 : 1
      return scaled(spread(m[1]!, m[2]), times)
    },
  },
  {
    kind: 'people',
    words: ['成千上万', '数以万计', '成百上千', '千千万万', '无数'],
    regex: /(?:成千上万|数以万计|成百上千|千千万万|无数)(?:例|名|位|个|的|患者|家庭)?/g,
    read: () => [1000, 100000],
  },
  {
    kind: 'money',
    words: ['元', '块', '人民币'],
    regex: new RegExp(`${range}(?:余|多|来)?(?:元|块钱|块|人民币)(?!素|月|旦)`, 'g'),
    read: (m) => spread(m[1]!, m[2]),
  },
  {
    kind: 'age',
    words: ['岁'],
    regex: new RegExp(`${range}(?:周)?岁`, 'g'),
    read: (m) => spread(m[1]!, m[2]),
  },
]

const candidate = /[0-9一二两三四五六七八九十百千万几数半无满足整]/

const kindBits = rules.map((rule) => kindsOf([rule]))

function holdsAny(text: string, words: readonly string[]): boolean {
  for (let i = 0; i < words.length; i++) if (text.includes(words[i]!)) return true
  return false
}

/** Kinds of which a number may stand in a half-open run of `text`, as bits: its digits and its units are there. */
export function kindsIn(text: string, from: number, to: number): number {
  const run = text.slice(from, to)
  if (!candidate.test(run)) return 0
  let bits = 0
  for (let i = 0; i < rules.length; i++)
    if ((bits & kindBits[i]!) === 0 && holdsAny(run, rules[i]!.words)) bits |= kindBits[i]!
  return bits
}

/** All number hits of a half-open run of `text`, by start; where two overlap the longer stands. Nothing beyond the run is looked at. */
export function numbers(text: string, from = 0, to = text.length): NumberHit[] {
  const run = text.slice(from, to)
  if (!candidate.test(run)) return []
  const hits: NumberHit[] = []
  for (const { kind, words, regex, read } of rules) {
    if (!holdsAny(run, words)) continue
    regex.lastIndex = 0
    for (let m = regex.exec(run); m; m = regex.exec(run)) {
      const value = read(m)
      const start = from + m.index
      if (value && !Number.isNaN(value[0]) && !Number.isNaN(value[1]))
        hits.push({ kind, low: value[0], high: value[1], start, end: start + m[0].length })
      if (m[0].length === 0) regex.lastIndex++
    }
  }
  if (hits.length < 2) return hits
  hits.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: NumberHit[] = []
  for (const hit of hits) {
    const last = kept.at(-1)
    if (last && hit.start < last.end) {
      if (hit.end - hit.start > last.end - last.start) kept[kept.length - 1] = hit
      continue
    }
    kept.push(hit)
  }
  return kept
}
