import { type Signal, signal } from '@preact/signals'
import type { Finding } from '../analysis/types'
import type { CardText, SourceText, Texts } from '../cards/texts'
import type { Focus, FrameReport, ListedFinding, ReportDraft } from '../platform/messages'
import { begun } from '../reports/drafts'
import { MemoryArea } from '../reports/fixtures'
import { ReportStore } from '../reports/store'
import { defaults, type Settings } from '../settings/settings'
import type { Handout, Selection, Source, Tab } from './source'

/** For tests and for looking at the views: cards and pages made up in the manner of the real ones. */

const card = (
  id: string,
  rest: Partial<CardText> & Pick<CardText, 'proposition' | 'short' | 'why' | 'ask'>,
): CardText => ({
  id,
  topic: 'tacrolimus-duration',
  verdict: 'contradicted',
  harm: 'high',
  certainty: 'high',
  evidence: ['bad-2021', 'seneschal-2021'],
  checked: '2026-11',
  ...rest,
})

const source = (id: string, rest: Partial<SourceText> & Pick<SourceText, 'title' | 'kind'>): SourceText => ({
  id,
  seen: 'abstract',
  ...rest,
})

const cards = [
  card('tac-stop-one-month', {
    proposition: '他克莫司连续使用不能超过一个月',
    short:
      '用于白癜风常要用数月才能判断效果（研究多为3~6个月），未见指南规定“满一个月必须停”；疗程由医生定，别自行停用或延长。',
    why: '面部试验每日两次用了24周，65%的患者明显复色，对照组为0；汇总研究中，复色一半以上从未早于两个月出现。国内说明书（用于湿疹）写的是短期或间歇性长期使用，没有一个月的限制。',
    ask: '我该用多久，多久复诊一次？',
    caution: '这不等于可以自行延长用药；连续使用数年的安全性还没有定论。',
  }),
  card('cure-promise', {
    topic: 'cure-promise',
    proposition: '白癜风可以根治，永不复发',
    short: '目前没有能根治的方法；治疗可以控制进展、促进复色，停药后一年内约四成会再脱色。',
    why: '系统综述和国内共识都把目标定为控制、复色和维持。',
    ask: '我现在应以稳住还是以复色为主？',
    evidence: ['cochrane-2015', 'cn-consensus-2021'],
    law: ['cn-ad-law-2021#16'],
  }),
  card('vitamin-c-ban', {
    topic: 'diet-vitamin-c',
    verdict: 'unsupported',
    harm: 'medium',
    certainty: 'low',
    proposition: '白癜风患者不能吃含维生素C的水果',
    short: '没有可靠研究支持忌食水果；长期忌口反而可能营养不足。',
    why: '禁食维生素C的说法来自试管里的化学反应，没有临床试验表明正常饮食会加重白斑。',
    ask: '我需要忌口或补充什么吗？',
    evidence: ['diet-review'],
  }),
  card('cure-rate', {
    topic: 'cure-rate',
    verdict: 'unsupported',
    proposition: '治愈率达到九成以上',
    short: '这样的数字没有可核查的研究支持；疗效因部位、类型和病程差别很大。',
    why: '光疗研究中，半年达到明显复色的约两成，一年约三成半。',
    ask: '像我这样的部位和类型，大概能恢复多少？',
    evidence: ['cochrane-2015'],
    certainty: 'moderate',
  }),
]

const sources = [
  source('bad-2021', {
    kind: 'guideline',
    title: 'British Association of Dermatologists guidelines for the management of people with vitiligo 2021',
    authors: 'Eleftheriadou V, Atkar R, Batchelor J, et al.',
    year: 2022,
    journal: 'Br J Dermatol',
    doi: '10.1111/bjd.20596',
    seen: 'secondary',
  }),
  source('seneschal-2021', {
    kind: 'trial',
    title: 'Efficacy and Safety of Tacrolimus 0.1% for the Treatment of Facial Vitiligo',
    authors: 'Seneschal J, Duplaine A, et al.',
    year: 2021,
    journal: 'J Invest Dermatol',
    doi: '10.1016/j.jid.2020.12.028',
  }),
  source('cochrane-2015', {
    kind: 'systematic-review',
    title: 'Interventions for vitiligo',
    authors: 'Whitton ME, Pinart M, Batchelor J, et al.',
    year: 2015,
    journal: 'Cochrane Database Syst Rev',
    doi: '10.1002/14651858.CD003263.pub5',
  }),
  source('cn-consensus-2021', {
    kind: 'consensus',
    title: '白癜风诊疗共识（2021版）',
    year: 2021,
    journal: '中华皮肤科杂志',
    doi: '10.35541/cjd.20200785',
    seen: 'full',
  }),
  source('diet-review', { kind: 'review', title: 'Diet and vitiligo', year: 2020, seen: 'not-seen' }),
  source('cn-ad-law-2021', {
    kind: 'law',
    title: '中华人民共和国广告法',
    year: 2021,
    url: 'http://www.npc.gov.cn/',
    seen: 'full',
  }),
]

export const sampleTexts: Texts = {
  cards: Object.fromEntries(cards.map((each) => [each.id, each])),
  sources: Object.fromEntries(sources.map((each) => [each.id, each])),
  redFlags: [
    {
      id: 'rf-face-steroid',
      text: '面部长期涂激素后变薄、血丝、痘疹或一停就红，请带药膏看皮肤科，不要突然加量或乱换药。',
      when: ['steroid'],
      soon: 'two-weeks',
    },
    {
      id: 'rf-infection-tci',
      text: '涂药处出现水疱、糜烂、化脓或扩散性皮疹，请停药并尽快就诊。',
      when: ['tacrolimus-duration'],
      soon: 'days',
    },
    {
      id: 'rf-money',
      text: '被要求当天交大额费用或贷款时，请先暂停，找公立医院皮肤科听第二意见。',
      when: ['cure-promise', 'cure-rate'],
      soon: 'before-paying',
    },
  ],
  topics: {
    'tacrolimus-duration': '他克莫司用多久',
    'cure-promise': '根治承诺',
    'diet-vitamin-c': '维生素C与忌口',
    'cure-rate': '治愈率',
    steroid: '激素',
  },
  version: '2026-11',
}

export const finding = (rule: string, quote: string, rest: Partial<ListedFinding> = {}): ListedFinding => {
  const known = sampleTexts.cards[rule]
  const plain: Finding = {
    block: 0,
    start: 0,
    end: quote.length,
    quote,
    rule,
    verdict: known?.verdict ?? 'contradicted',
    topic: known?.topic ?? 'other',
    harm: known?.harm ?? 'medium',
    level: 'claim',
    why: {
      pattern: '',
      parts: [{ name: 'claim', text: quote }],
      guards: ['negated', 'asked', 'debunked'],
      restored: [],
    },
  }
  return { ...plain, key: `${rule}:${quote}`, before: '', after: '', ...rest }
}

export const frame = (findings: ListedFinding[], rest: Partial<FrameReport> = {}): FrameReport => ({
  tabId: 1,
  frameId: 0,
  url: 'https://clinic.example/zhishi/taroli.html',
  title: '他克莫司治白癜风要用多久？看完这篇就懂了',
  state: 'done',
  findings,
  at: 1,
  ...rest,
})

export const samplePage = frame([
  finding('cure-promise', '尽量治疗白斑，减少反复', {
    block: 2,
    before: '本院采用新技术，',
    after: '，让患者放心。',
    meant: '彻底根治白斑，永不复发',
    contradictedBy: { block: 9, start: 0, end: 10, quote: '目前白癜风还不能根治' },
    why: {
      pattern: '',
      parts: [
        { name: 'vitiligo', text: '白斑' },
        { name: 'cure', text: '尽量治疗' },
        { name: 'relapse', text: '减少反复' },
      ],
      guards: ['negated', 'asked', 'hedged', 'debunked', 'myth'],
      restored: [
        { published: '尽量治疗', meant: '彻底根治' },
        { published: '减少反复', meant: '永不复发' },
      ],
    },
  }),
  finding('tac-stop-one-month', '连续涂抹别超过一个月', {
    block: 3,
    before: '这种药膏药性强，',
    after: '，到时间就要停下来。',
  }),
  finding('tac-stop-one-month', '满四周必须停药', {
    block: 6,
    before: '不管有没有效果，',
    after: '，否则皮肤会受损。',
    why: {
      pattern: '',
      parts: [
        { name: 'drug', text: '他克莫司', carried: true },
        { name: 'limit', text: '满四周必须停药' },
      ],
      guards: ['negated', 'asked'],
      restored: [],
    },
  }),
  finding('vitamin-c-ban', '橙子、猕猴桃一口都不能碰', {
    block: 7,
    before: '得了白癜风，',
    after: '，会把黑色素还原掉。',
  }),
  finding('cure-rate', '有效率高达97%', { block: 8, before: '三联疗法', after: '，康复者遍布全国。' }),
])

export interface FakeSource extends Source {
  settings: Signal<Settings>
  tab: Signal<Tab | undefined>
  frames: Signal<FrameReport[]>
  focus: Signal<Focus | undefined>
  inView: Signal<readonly string[]>
  drafts: Signal<readonly ReportDraft[]>
  ready: Signal<boolean>
  error: Signal<string | undefined>
  area: MemoryArea
  /** What the views asked the browser to do, in order. */
  calls: unknown[][]
  /** What the page answers. */
  page: { stillThere: boolean; selection?: Selection }
  refuseChange?: Error
  handout?: Handout
}

export function fakeSource(frames: FrameReport[] = [samplePage]): FakeSource {
  const area = new MemoryArea()
  const calls: unknown[][] = []
  const fake = {
    settings: signal(defaults),
    tab: signal<Tab | undefined>({ id: 1, windowId: 1, url: frames[0]?.url, loading: false }),
    frames: signal(frames),
    focus: signal<Focus | undefined>(undefined),
    inView: signal<readonly string[]>([]),
    drafts: signal<readonly ReportDraft[]>([]),
    ready: signal(true),
    error: signal<string | undefined>(undefined),
    area,
    calls,
    page: { stillThere: true },
    reports: new ReportStore(area),
    versions: { extension: '0.1.0', rules: '2026-11' },
    async change(change) {
      if (fake.refuseChange) throw fake.refuseChange
      fake.settings.value = change(fake.settings.value)
    },
    async reveal(frameId, key) {
      calls.push(['reveal', frameId, key])
      return fake.page.stillThere
    },
    async rescan() {
      calls.push(['rescan'])
    },
    async selection() {
      return fake.page.selection
    },
    async beginDraft(draft, again) {
      fake.drafts.value = again ? [draft, ...fake.drafts.value] : begun(fake.drafts.value, draft)
    },
    async keepTyped(draft, typed) {
      fake.drafts.value = fake.drafts.value.map((one) => (one === draft ? { ...one, typed } : one))
    },
    async endDraft(draft) {
      fake.drafts.value = fake.drafts.value.filter(({ at }) => at !== draft.at)
    },
    async focused() {
      fake.focus.value = undefined
    },
    async openPanel() {
      calls.push(['openPanel'])
      return true
    },
    async openOptions(part) {
      calls.push(['openOptions', part])
    },
    async openHandout(handout) {
      calls.push(['openHandout', handout])
    },
    retry() {
      calls.push(['retry'])
    },
  } as FakeSource
  return fake
}
