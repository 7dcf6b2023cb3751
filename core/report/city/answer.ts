// The front of the city sheet: what was asked, what came out, and the groups that the notices name.
import { walkerOf } from '../../access/walkers.ts'
import type { Gap } from '../../circle/measured.ts'
import type { Band } from '../../source/rows.ts'
import type { Category } from '../../standard/define.ts'
import type { Bar, Block, Card } from '../block.ts'
import { byTier, conventionWords, coverageOf, designations, gapsInOrder, knownBands, TIER_NAMES } from '../lookup.ts'
import { grouped, percent } from '../numbers.ts'
import type { CitySubject } from '../report.ts'
import { BAND_NAMES, barOf, indexOf, sayIn, untold } from './say.ts'
import { partly } from './unknown.ts'

/** Title, designations, convention. */
export function cover({ measured: m, extras, lang }: CitySubject): Block {
  const say = sayIn(lang)
  const chips = m.areas.flatMap((area) =>
    designations(area).map((d) => `${area.name} · ${d.name[lang]}${d.document ? ` · ${d.document}` : ''}`),
  )
  return {
    kind: 'cover',
    overline: say('城市一刻钟便民生活圈 · 测度报告', 'Living circles within a quarter of an hour · measured'),
    title: extras.title,
    chips: [...new Set(chips)],
    lines: [
      say('问：居民步行一刻钟之内，缺什么？', 'Asked: who lacks what within a quarter of an hour on foot?'),
      conventionWords(m.convention)[lang],
      say(
        `标准：${m.standard.name.zh}（${m.standard.cites}）`,
        `Standard: ${m.standard.name.en} (${m.standard.cites})`,
      ),
    ],
  }
}

/** One sentence, and the figures it stands on. */
export function* answer(subject: CitySubject): Generator<Block> {
  const { measured: m, lang } = subject
  const say = sayIn(lang)
  const share = coverageOf(m)
  const basic = m.categories.filter((c) => c.tier === 'basic')
  const known = basic.filter((c) => share(null, c.id)?.share != null && m.knowledge[indexOf(m, c.id)]!.known)
  const some = partly(m).filter(({ category }) => known.includes(category)).length
  const text = headline(
    subject,
    basic.length > 0 && m.categories.some((c, i) => c.tier === 'basic' && m.knowledge[i]!.known),
    known,
  )
  yield { kind: 'lead', text }
  yield {
    kind: 'figures',
    items: [
      {
        value: grouped(m.people),
        label: say('计入的居民', 'residents counted'),
        note: say('不在数据范围内的不计', 'those outside the data are not'),
      },
      {
        value: `${known.length} / ${basic.length}`,
        label: say('项基本保障类业态可以判断', 'basic categories can be told'),
        note: say(
          `${some > 0 ? `其中 ${some} 项只覆盖一部分地方；` : ''}${known.length < basic.length ? '其余不能判断，不等于缺失' : some > 0 ? '未覆盖处不等于缺失' : ''}`,
          `${some > 0 ? `${some} of them in part; ` : ''}${known.length < basic.length ? 'the others cannot be told, not the same as missing' : some > 0 ? 'where not known is not missing' : ''}`,
        ),
      },
      {
        value: grouped(m.serves.filter((of) => of.length > 0).length),
        label: say('处网点归入标准业态', 'outlets classed by the standard'),
        note: say(`数据中共 ${grouped(m.outlets.length)} 处`, `of ${grouped(m.outlets.length)} in the data`),
      },
      {
        value: grouped(m.population.lng.length),
        label: say('个居民单元', 'cells with residents'),
        note: cellWords(m.population.kind, m.population.cellMeters)[lang],
      },
    ],
  }
}

/** The answer in a sentence or two: the largest gap of the basic categories, what it rests on, and of whom it says nothing. */
function headline({ measured: m, lang }: CitySubject, anyKnown: boolean, told: readonly Category[]): string {
  const say = sayIn(lang)
  const share = coverageOf(m)
  const { minutes } = m.convention
  if (told.length === 0)
    return anyKnown
      ? say(
          '居民都处在数据边缘，或未连通路网，还不能回答缺什么。请先取范围更大的街道数据。',
          'All residents live at the edge of the data or are not connected, so what is missing cannot be told yet. Bring streets of a wider area.',
        )
      : say(
          '本地数据没有覆盖任何一项基本保障类业态，还不能回答缺什么。请先提供网点台账。',
          'The data here know none of the basic categories, so what is missing cannot be told yet. Bring a ledger of outlets first.',
        )
  const city = gapsInOrder(m).filter((g) => g.area === null && g.people >= 0.5)
  const gaps = city.filter((g) => told.some((c) => c.id === g.category))
  const name = (g: Gap) => m.categories.find((c) => c.id === g.category)!.name
  const [worst] = gaps
  if (!worst) {
    const left = partly(m).some(({ category }) => told.includes(category))
    return (
      say(
        `可判断的 ${told.length} 项基本保障类业态，可判断的居民在 ${minutes} 分钟内都能走到。`,
        `Of the ${told.length} basic categories that can be told, all residents they can be told of have one within ${minutes} minutes.`,
      ) + (left ? say('有的业态台账只覆盖一部分地方，其余不能判断。', ' Some are known in part of the city only.') : '')
    )
  }
  const s = share(null, worst.category)!
  const sentences = [
    s.share
      ? say(
          `缺口最大的是${name(worst).zh}：${grouped(worst.people)} 位居民步行 ${minutes} 分钟走不到，占可判断居民的 ${percent(1 - s.share)}。`,
          `The largest gap is ${name(worst).en.toLowerCase()}: ${grouped(worst.people)} residents have none within ${minutes} minutes on foot, ${percent(1 - s.share)} of those it can be told of.`,
        )
      : say(
          `缺口最大的是${name(worst).zh}：可判断的 ${grouped(s.people)} 位居民在 ${minutes} 分钟内都走不到。`,
          `The largest gap is ${name(worst).en.toLowerCase()}: none of the ${grouped(s.people)} residents it can be told of has one within ${minutes} minutes.`,
        ),
  ]
  if (untold(s, say)) sentences.push(say(`${untold(s, say)}，没有计入。`, `${untold(s, say)}, and not counted.`))
  if (worst.basis === 'osm') {
    sentences.push(
      say('此项只依据 OpenStreetMap，须核实后再信。', 'It rests on OpenStreetMap alone and is to be checked first.'),
    )
    const sure = gaps.find((g) => g.basis !== 'osm')
    if (sure)
      sentences.push(
        say(
          `以台账为据的缺口中，最大的是${name(sure).zh}：${grouped(sure.people)} 人。`,
          `Of those that rest on a ledger the largest is ${name(sure).en.toLowerCase()}: ${grouped(sure.people)} people.`,
        ),
      )
  }
  return sentences.join(say('', ' '))
}

function cellWords(kind: string, side: number | null) {
  if (kind === 'street') return { zh: '居住街道的一段', en: 'pieces of residential street' }
  if (kind === 'building') return { zh: '居住建筑', en: 'residential buildings' }
  const meters = side === null ? '' : grouped(side)
  if (kind === 'grid')
    return { zh: meters ? `${meters} 米格网` : '格网', en: meters ? `a grid of ${meters} m` : 'a grid' }
  return { zh: '给定的点', en: 'points as given' }
}

/** Which bands a group is asked of, besides everybody. */
const ASKED_OF: Readonly<Record<string, readonly Band[]>> = { 一老: ['60+', '65+'], 一小: ['0-2', '3-6'] }

/** Who walks there in earnest: their own pace is another measurement. */
const OWN_WALKER: Readonly<Record<string, string>> = { 一老: 'elder', 一小: 'child' }

/** 一店 一早 一菜 一修 一老 一小 (一收 一洗): a card each, with every category of it. Yields nothing where a standard has no groups. */
export function* groups({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const share = coverageOf(m)
  const bands = knownBands(m)
  const inGroup = new Map<string, Category[]>()
  for (const group of ['一店', '一早', '一菜', '一修', '一老', '一小', '一收', '一洗']) inGroup.set(group, [])
  for (const c of m.categories) if (c.group) inGroup.set(c.group, [...(inGroup.get(c.group) ?? []), c])
  const { walker } = m.convention
  // a band's share is of the same walk as everybody's: told, so that nobody takes it for the elders' own pace
  const pace = (id: string) => {
    const own = walkerOf(id)
    return say(
      `各年龄段也按${walker.name.zh}步速 ${walker.kmh.value}\u00a0km/h 计，不是${own.name.zh}的步速（${own.kmh.value}\u00a0km/h）；后者须以该步行者另测。`,
      `All ages are at the pace of “${walker.name.en}”, ${walker.kmh.value} km/h, not of “${own.name.en}”, ${own.kmh.value} km/h: that is another measurement, with that walker.`,
    )
  }
  const items: Card[] = []
  for (const [group, categories] of inGroup) {
    if (categories.length === 0) continue
    const rows = categories.flatMap((c): Bar[] => {
      const k = m.knowledge[indexOf(m, c.id)]!
      const tag = k.basis === 'osm' ? say('待核实', 'to verify') : undefined
      const all = barOf(c.name[lang], share(null, c.id), say, k.known, tag)
      const asked = k.known ? (ASKED_OF[group] ?? []).filter((band) => bands.includes(band)) : []
      return [
        all,
        ...asked.map((b) => ({
          ...barOf(say(`其中${BAND_NAMES[b].zh}`, `of them aged ${BAND_NAMES[b].en}`), share(null, c.id, b), say, true),
          part: true as const,
        })),
      ]
    })
    const own = rows.some((bar) => bar.part) ? OWN_WALKER[group] : undefined
    items.push({ title: group, bars: rows, ...(own && own !== m.convention.walker.id && { note: pace(own) }) })
  }
  if (items.length === 0) return
  yield {
    kind: 'heading',
    level: 2,
    text: say(
      items.length > 6 ? '一店一早、一菜一修、一老一小、一收一洗' : '一店一早、一菜一修、一老一小',
      'The groups that the notices name',
    ),
    sub: say(
      '每条：时限内可达的居民占可判断居民的比例',
      'each bar: residents within reach, of those it can be told of',
    ),
  }
  yield { kind: 'cards', items }
}

/** A bar for each category that can be told, by tier. */
export function* coverage({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const share = coverageOf(m)
  if (!m.knowledge.some((k) => k.known)) return
  const legend = [
    { tone: 'good', text: say('时限内可达', 'within reach') },
    { tone: 'bad', text: say('超出时限或台账无网点', 'beyond, or none on the ledger') },
    { tone: 'edge', text: say('数据边缘，不计入分母', 'edge of the data, not counted') },
    { tone: 'quiet', text: say('未连通路网，不计入分母', 'not connected, not counted') },
    { tone: 'unsure', text: say('台账未覆盖', 'not known here') },
  ] as const
  yield {
    kind: 'heading',
    level: 2,
    text: say('覆盖率', 'Coverage'),
    sub: say(
      '分母是能够判断的居民；条长是全部居民，浅色与斜线部分不作判断',
      'the denominator is residents it can be told of; a bar is all residents, its pale and hatched parts are no statement',
    ),
  }
  for (const tier of ['basic', 'quality', 'carrier'] as const) {
    const told = byTier(m).filter((c) => c.tier === tier && m.knowledge[indexOf(m, c.id)]!.known)
    if (told.length === 0) continue
    yield { kind: 'heading', level: 3, text: TIER_NAMES[tier][lang] }
    yield {
      kind: 'bars',
      legend,
      rows: told.map((c) => {
        const k = m.knowledge[indexOf(m, c.id)]!
        const tag = k.basis === 'osm' ? say('待核实', 'to verify') : undefined
        return barOf(c.name[lang], share(null, c.id), say, true, tag)
      }),
    }
  }
}
