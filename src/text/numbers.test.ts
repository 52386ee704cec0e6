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
    ['10次包好', 'times 10-10 10次'],
    ['一两个疗程', 'courses 1-2 一两个疗程'],
    ['上万例', 'people 10000-10000 上万例'],
    ['10万余例', 'people 100000-100000 10万余例'],
    ['成千上万患者', 'people 1000-100000 成千上万患者'],
    ['几万块', 'money 30000-30000 几万块'],
    ['2岁以下', 'age 2-2 2岁'],
  ])('%s', (text, expected) => expect(read(text)).toEqual([expected]))

  it('takes two thirds for a share', () => expect(numbers('三分之二')[0]!.high).toBeCloseTo(66.67, 1))

  it.each(['2024年3月5日', '一次性', '第3次', '年轻', '完成', '8月份', '组成'])(
    'finds nothing in %s',
    (text) => expect(read(text)).toEqual([]),
  )

  it('reads Chinese numerals', () => {
    expect(['十二', '三百', '两万', '一千二百', '几十', '1.5万'].map(readNumber)).toEqual([
      12, 300, 20000, 1200, 30, 15000,
    ])
    expect(readNumber('好')).toBeNaN()
  })
})
