import { describe, expect, it } from 'vitest'
import { isRelevant } from './relevance'

const yes = (texts: string[]) => it.each(texts)('%s', (text) => expect(isRelevant(text)).toBe(true))
const no = (texts: string[]) => it.each(texts)('%s', (text) => expect(isRelevant(text)).toBe(false))

describe('the disease by name', () =>
  yes([
    '白癜风的早期表现',
    '治療白癜風的方法',
    '白癫风医院哪家好',
    '白殿风初期症状',
    '白颠疯会传染吗',
    '白点癜风怎么办',
    '白癜疯',
    '百癜风',
    '自癜风',
    '白电风患者',
    '白店风早期',
    '白定风图片',
    '白驳风的中医治法',
    '白斑风',
    '白斑病的护理',
    '白蚀病',
    'Vitiligo treatment',
  ]))

describe('the disease in disguise', () =>
  yes([
    '白 癜 风',
    '白*癜*风',
    '白\u200b癜\u200b风',
    '癜風，白（bái）癜（diàn）風（fēng）',
    '白*风患者',
    '白-癜-风',
  ]))

describe('the subject without its name', () =>
  yes([
    '激光后出现色素脱失，可以用他克莫司吗',
    '孩子脸上有块白斑，去皮肤科看看',
    '白斑处的黑色素细胞减少',
    '手背色素减退，照308有用吗',
  ]))

describe('something else', () =>
  no([
    '紫白癜风又叫汗斑',
    '口腔白斑要不要切',
    '口腔黏膜白斑与皮肤病',
    '眼底白斑',
    '白头风是偏头痛的一种',
    '外阴白斑反复瘙痒，皮肤变薄',
    '白斑狗鱼的皮肤光滑',
    '对虾白斑综合征',
    '来自电风扇的噪声',
    '家电行业的白电风云',
    '百变风格，自变风险',
    '他克莫司用于肾移植后抗排斥',
    '维生素C能抑制黑色素，适合皮肤暗沉者',
    '墙上有白斑，重新刷漆',
    '308国道今日通车',
    '',
  ]))
