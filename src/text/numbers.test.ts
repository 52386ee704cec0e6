import { describe, expect, it } from 'vitest'
import { numbers, readNumber } from './numbers'

const read = (text: string) =>
  numbers(text).map(({ kind, low, high, start, end }) => `${kind} ${low}-${high} ${text.slice(start, end)}`)

describe('numbers', () => {
  it.each([
    ['不超过一个月', 'duration 30-30 一个月'],
    ['两三个月', 'duration 60-90 两三个月'],
    ['3-6个月', 'duration 90-180 3-6个月'],
    ['间隔 2 周', 'duration 14-14 2 周'],
    ['一个半月', 'duration 45-45 一个半月'],
    ['半年内', 'duration 182.5-182.5 半年'],
    ['一个季度', 'duration 91-91 一个季度'],
    ['七日见效', 'duration 7-7 七日'],
    ['治愈率98.6%', 'percent 98.6-98.6 98.6%'],
    ['百分之九十五', 'percent 95-95 百分之九十五'],
    ['九成五', 'percent 95-95 九成五'],
    ['七八成', 'percent 70-80 七八成'],
    ['十个里有八个', 'percent 80-80 十个里有八个'],
    ['每一百个病人里头就有九十五个', 'percent 95-95 每一百个病人里头就有九十五个'],
    ['百人中九十六', 'percent 96-96 百人中九十六'],
    ['一百人里的九十七个', 'percent 97-97 一百人里的九十七个'],
    ['二十位里的十九位', 'percent 95-95 二十位里的十九位'],
    ['百里挑九十七', 'percent 97-97 百里挑九十七'],
    ['十个人里九个能好', 'percent 90-90 十个人里九个'],
    ['五十例患者中就有四十五例', 'percent 90-90 五十例患者中就有四十五例'],
    ['300例回访中有270多例', 'percent 90-90 300例回访中有270多例'],
    ['打三枪', 'times 3-3 三枪'],
    ['十五炮见黑', 'times 15-15 十五炮'],
    ['照二十下', 'times 20-20 二十下'],
    ['10下就见效', 'times 10-10 10下'],
    ['10次包好', 'times 10-10 10次'],
    ['一两个疗程', 'courses 1-2 一两个疗程'],
    ['上万例', 'people 10000-10000 上万例'],
    ['10万余例', 'people 100000-100000 10万余例'],
    ['成千上万患者', 'people 1000-100000 成千上万患者'],
    ['几万块', 'money 30000-30000 几万块'],
    ['2岁以下', 'age 2-2 2岁'],
  ])('%s', (text, expected) => expect(read(text)).toEqual([expected]))

  it('takes two thirds for a share', () => expect(numbers('三分之二')[0]!.high).toBeCloseTo(66.67, 1))

  it.each([
    '百里挑一',
    '看一下',
    '照一下',
    '三下乡',
    '两下子',
    '六炮制',
    '2024年3月5日',
    '一次性',
    '第3次',
    '年轻',
    '完成',
    '8月份',
    '组成',
  ])('finds nothing in %s', (text) => expect(read(text)).toEqual([]))

  it.each([
    ['三个月中有两个疗程', ['duration 90-90 三个月', 'courses 2-2 两个疗程']],
    ['十二岁以下就诊', ['age 12-12 十二岁']],
    ['两个孩子里有一个', ['people 2-2 两个']],
    ['十个病人没有一个', ['people 10-10 十个']],
    ['十位患者中二十天见效', ['people 10-10 十位', 'duration 20-20 二十天']],
    ['20名患者中有30例皮损', ['people 20-20 20名', 'people 30-30 30例']],
  ])('takes no share or shot from %s', (text, expected) => expect(read(text)).toEqual(expected))

  it('reads Chinese numerals', () => {
    expect(['十二', '三百', '两万', '一千二百', '几十', '1.5万'].map(readNumber)).toEqual([
      12, 300, 20000, 1200, 30, 15000,
    ])
    expect(readNumber('好')).toBeNaN()
  })
})
