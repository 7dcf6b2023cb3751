// The gaps with their evidence; elders and children; area by area.
import type { Gap } from '../../circle/measured.ts'
import type { AreaLevel } from '../../source/rows.ts'
import type { Block, Content } from '../block.ts'
import { byTier, coverageOf, designations, gapsInOrder, knownBands, TIER_NAMES } from '../lookup.ts'
import { grouped, percent, wholeShare } from '../numbers.ts'
import type { CitySubject } from '../report.ts'
import { BAND_NAMES, BASIS, duration, indexOf, SHADES, sayIn, shade, untold, whyUntold } from './say.ts'
import { partly } from './unknown.ts'

/** Rows shown of the gaps by area before the rest is folded. */
const SHOWN = 20
/** Rows of it on the page at all. */
const MOST = 400

/** Lines under a text, those that are not empty. */
const lines = (...all: readonly string[]): string => all.filter(Boolean).join('\n')

/** Who lacks what: the city's gaps, then those of its areas. */
export function* gaps(subject: CitySubject): Generator<Block> {
  const { measured: m, lang } = subject
  const say = sayIn(lang)
  const ordered = gapsInOrder(m).filter((g) => g.people >= 0.5)
  const city = ordered.filter((g) => g.area === null)
  yield {
    kind: 'heading',
    level: 2,
    text: say('缺口', 'Gaps'),
    sub: say(
      '基本保障类在前，按人数排列；证据取自缺口中人数最多的单元',
      'basic first, then by people; the evidence is that of the cell with most people in the gap',
    ),
  }
  if (city.length === 0) {
    const any = m.coverage.some(({ share }) => share.share !== null)
    yield {
      kind: 'paragraph',
      text: any
        ? say(
            '能够判断的业态，可判断的居民没有缺口。',
            'No gap among those it can be told of, in any category that can be told.',
          )
        : say(
            '没有可以判断的业态或居民，所以没有缺口可列；这不等于没有缺口。',
            'Nothing can be told of any category or resident, so no gap is listed; that is not the same as none.',
          ),
    }
    yield* besides(subject)
    return
  }
  yield table(subject, city, false)
  yield* besides(subject)
  if (city.some((g) => g.basis === 'osm'))
    yield {
      kind: 'paragraph',
      tone: 'quiet',
      text: say(
        '待核实：只依据 OpenStreetMap。中国城市的开放地图常有遗漏，这样的缺口须先到现场或对照台账核实。',
        'To verify: rests on OpenStreetMap alone, which often lacks outlets in Chinese cities. Check in the field or against a ledger first.',
      ),
    }
  const areas = ordered.filter((g) => g.area !== null)
  if (areas.length === 0) return
  yield { kind: 'heading', level: 3, text: say('分区域', 'By area') }
  yield table(subject, areas.slice(0, SHOWN), true)
  if (areas.length > SHOWN)
    yield {
      kind: 'fold',
      summary: say(`其余 ${areas.length - SHOWN} 条`, `${areas.length - SHOWN} more`),
      blocks: [
        table(subject, areas.slice(SHOWN, MOST), true),
        ...(areas.length > MOST
          ? [
              {
                kind: 'paragraph',
                text: say(`第 ${MOST} 条以后见 gaps.csv。`, `Those after number ${MOST} are in gaps.csv.`),
              } as const,
            ]
          : []),
      ],
    }
}

/** Under the gaps: of whom they say nothing, because ledgers know a category in part. */
function* besides({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const not = partly(m)
  if (not.length === 0) return
  const list = not.map(({ category, people }) =>
    say(`${category.name.zh}（${grouped(people)} 人）`, `${category.name.en} (${grouped(people)} people)`),
  )
  yield {
    kind: 'paragraph',
    tone: 'quiet',
    text: say(
      `台账只覆盖一部分地方的业态，未覆盖之处不作缺口：${list.join('、')}。`,
      `Known in part only, and no gap where not known: ${list.join(', ')}.`,
    ),
  }
}

function table({ measured: m, lang }: CitySubject, gaps: readonly Gap[], byArea: boolean): Block {
  const say = sayIn(lang)
  const names = new Map(m.areas.map((a) => [a.id, a.name]))
  const elders = m.population.bands['65+'] !== undefined
  const share = coverageOf(m)
  const row = (g: Gap): Content[] => {
    const c = m.categories[indexOf(m, g.category)]!
    const outlet = g.nearest && m.outlets[g.nearest.outlet]
    const area = g.area === null ? '' : (names.get(g.area) ?? g.area)
    const place = `${m.population.lng[g.cell]!.toFixed(5)}, ${m.population.lat[g.cell]!.toFixed(5)}`
    const elder = g.bands['65+']
    return [
      ...(byArea ? [area] : []),
      { text: c.name[lang], sub: [TIER_NAMES[c.tier][lang], c.group].filter(Boolean).join(' · ') },
      {
        text: grouped(g.people),
        sub: lines(
          say(`${grouped(g.cells)} 个单元`, `${grouped(g.cells)} cells`),
          untold(share(g.area, g.category), say),
        ),
      },
      ...(elders ? [elder === undefined ? '' : grouped(elder)] : []),
      outlet
        ? { text: outlet.name || say('（无名）', '(nameless)'), sub: place }
        : { text: say('台账无网点', 'none on the ledger'), sub: place, tone: 'worse' },
      g.nearest ? { text: `${grouped(g.nearest.meters)} m`, sub: duration(g.nearest.seconds, say) } : '—',
      g.snapMeters === null ? '—' : `${Math.round(g.snapMeters)} m`,
      {
        text: BASIS[g.basis][lang],
        sub: [
          g.basis === 'osm' ? say('待核实', 'to verify') : '',
          g.nearest ? say(`确认于 ${g.confirmed ?? '未知日期'}`, `confirmed ${g.confirmed ?? 'on no known day'}`) : '',
        ]
          .filter(Boolean)
          .join(' · '),
        ...(g.basis === 'osm' && { tone: 'unsure' as const }),
      },
    ]
  }
  return {
    kind: 'table',
    columns: [
      ...(byArea ? [{ text: say('区域', 'Area') }] : []),
      { text: say('缺什么', 'Lacking') },
      { text: say('居民（人）', 'People'), figures: true },
      ...(elders ? [{ text: say('其中65岁以上', 'of them 65+'), figures: true }] : []),
      { text: say('最近的网点', 'Nearest outlet') },
      { text: say('步行', 'Walk'), figures: true },
      { text: say('吸附', 'Snap'), figures: true },
      { text: say('依据', 'Basis') },
    ],
    rows: gaps.map(row),
  }
}

/** Elders and children beside everybody. */
export function* bands({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const known = knownBands(m)
  const share = coverageOf(m)
  const told = byTier(m).filter((c) => c.tier !== 'carrier' && m.knowledge[indexOf(m, c.id)]!.known)
  if (known.length === 0 || told.length === 0) return
  const { walker } = m.convention
  yield {
    kind: 'heading',
    level: 2,
    text: say('老人与孩子', 'Elders and children'),
    sub: say(
      `各年龄段按同一步速（${walker.name.zh} ${walker.kmh.value} km/h）；年龄段互有重叠`,
      `all bands at one pace (${walker.name.en.toLowerCase()}, ${walker.kmh.value} km/h); bands overlap`,
    ),
  }
  const cell = (id: string, band: (typeof known)[number] | null): Content => {
    const s = share(null, id, band)
    if (!s || s.share === null) return { text: '—', sub: s ? whyUntold(s, lang) : '', tone: 'unsure' }
    const lacking = grouped(wholeShare(s).lacking)
    return { text: percent(s.share), sub: lines(say(`缺 ${lacking} 人`, `${lacking} lack it`), untold(s, say)) }
  }
  yield {
    kind: 'table',
    columns: [
      { text: say('业态', 'Category') },
      { text: say('全部居民', 'All'), figures: true },
      ...known.map((band) => ({ text: BAND_NAMES[band][lang], figures: true })),
    ],
    rows: told.map((c) => [c.name[lang], cell(c.id, null), ...known.map((band) => cell(c.id, band))]),
  }
}

const LEVELS: Readonly<Record<AreaLevel, readonly [string, string]>> = {
  province: ['省', 'Provinces'],
  prefecture: ['市', 'Prefectures'],
  district: ['区县', 'Districts'],
  subdistrict: ['街道', 'Subdistricts'],
  community: ['社区', 'Communities'],
  other: ['区域', 'Areas'],
}

/** A table for each level of area: people, and the share of every basic category that can be told. */
export function* areas({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const share = coverageOf(m)
  const told = byTier(m).filter((c) => c.tier === 'basic' && m.knowledge[indexOf(m, c.id)]!.known)
  const people = peopleByArea({ measured: m })
  const here = m.areas.filter((_, a) => people[a]! > 0)
  if (here.length === 0 || told.length === 0) return
  yield {
    kind: 'heading',
    level: 2,
    text: say('逐区域看', 'Area by area'),
    sub: say(
      `基本保障类可达居民的比例；底色分档：${SHADES.map(([from]) => `${from * 100}%`).join('、')} 起`,
      `residents within reach of each basic category; shades begin at ${SHADES.map(([from]) => `${from * 100}%`).join(', ')}`,
    ),
  }
  for (const level of Object.keys(LEVELS) as AreaLevel[]) {
    const of = here.filter((a) => a.level === level)
    if (of.length === 0) continue
    yield { kind: 'heading', level: 3, text: say(...LEVELS[level]) }
    const block: Block = {
      kind: 'table',
      columns: [
        { text: say('名称', 'Name') },
        { text: say('计入居民', 'People'), figures: true },
        ...told.map((c) => ({ text: c.name[lang], figures: true })),
      ],
      rows: of.map((area) => [
        {
          text: area.name,
          sub: designations(area)
            .map((d) => d.name[lang])
            .join(say('；', '; ')),
        },
        grouped(people[m.areas.indexOf(area)]!),
        ...told.map((c): Content => {
          const s = share(area.id, c.id)
          return !s || s.share === null
            ? { text: '—', sub: s ? whyUntold(s, lang) : '', tone: 'unsure' }
            : {
                text: percent(s.share),
                sub: untold(s, say).replace(/(?<=人)处?|(?<=more) /, '\n'),
                tone: shade(s.share),
              }
        }),
      ]),
    }
    if (of.length > 80) yield { kind: 'fold', summary: say(`${of.length} 个`, `${of.length} of them`), blocks: [block] }
    else yield block
  }
}

/** Residents of each area, all cells that lie in it. */
function peopleByArea({ measured: m }: Pick<CitySubject, 'measured'>): Float64Array {
  const people = new Float64Array(m.areas.length)
  for (let i = 0; i < m.population.lng.length; i++)
    for (const a of m.facts.tractAreas[m.facts.tract[i]!] ?? []) people[a]! += m.population.people[i]!
  return people
}
