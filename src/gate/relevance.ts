/** What may stand between two characters of a disguised word: spaces, marks, pinyin in brackets. */
const gap = '(?:[\\s*＊·._\\-\\u200b-\\u200f\\u2060\\ufeff]|[(（][a-zà-üāēīōūǎěǐǒǔ]{1,6}[)）]){0,4}'

/**
 * The disease by name. 白 goes with every syllable that sounds or looks like 癜; 百 and 自 begin so many other
 * words (自变风险, 百变风格) that only the nearest spellings count after them.
 */
const named = new RegExp(
  `(?<!紫)白${gap}[点點]?${gap}(?:[癜癫癲颠顛巅巔淀澱殿典垫碘滇掂顶頂丁瘢癍斑驳駁蚀蝕点點]|店(?!风[格采])|[电電](?!.[云雲扇暖])|定(?!.[险格])|变(?!风))${gap}[风風疯瘋峰枫锋凤]|[百自]${gap}[癜癫癲殿颠]${gap}[风風疯]|白[*＊×○]{1,2}[风風疯]|白(?:斑病|[蚀蝕][病症])`,
)

/** 白斑 of a mouth, an eye, a leaf or a fish is another matter. */
const patch = /(?<![口腔黏粘膜舌眼底阴陰喉带帶颈頸管颊頰牙齿齒道甲叶葉])白斑(?![狗鱼魚羚蝶综綜])|(?<!紫)白癜/
const lost = /色素(?:脱失|脫失|[减減]退)|[脱脫]色(?:斑|症)|[复復]色/
const treated = /他克莫司|吡美莫司|308|光[疗療]|[准準]分子/
const skin = /黑色?素|皮[肤膚]/

/** Plain searches are a hundred times faster than patterns; most pages hold none of these and are done with. */
const holds = (text: string, words: string[]) => words.some((word) => text.includes(word))

/**
 * Whether a page is about vitiligo or about the treatment of lost skin colour. Decides on names and their
 * disguises; a patch without a name counts beside a word of skin, colour loss or treatment, and lost colour
 * without a patch beside its treatment.
 */
export const isRelevant = (text: string): boolean =>
  holds(text, ['itiligo', 'VITILIGO', 'baidianfeng', 'bai dian feng']) ||
  (holds(text, ['白', '百', '自']) && named.test(text)) ||
  (holds(text, ['白', '色']) &&
    ((patch.test(text) && (skin.test(text) || lost.test(text) || treated.test(text))) ||
      (lost.test(text) && treated.test(text))))
