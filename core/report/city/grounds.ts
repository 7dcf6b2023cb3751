// The back of the city sheet: what the figures stand on. Residents counted, the state of the data, the standard's values
// with their sources, the convention, and every file that went in.
import { sayFinding } from '../../base/finding.ts'
import { BANDS } from '../../source/rows.ts'
import type { Threshold } from '../../standard/define.ts'
import type { Block, Content } from '../block.ts'
import { byTier, STATE_NAMES, TIER_NAMES } from '../lookup.ts'
import { grouped, percent } from '../numbers.ts'
import type { CitySubject } from '../report.ts'
import { BASIS, CERTAINTY, indexOf, type Say, sayIn } from './say.ts'

/** Whose residents were counted, and how they were placed. */
export function* residents({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const { notes, bands, file } = m.population
  yield { kind: 'heading', level: 2, text: say('计入的居民', 'Residents counted') }
  if (notes.length)
    yield {
      kind: 'table',
      columns: [
        { text: say('普查区域', 'Census area') },
        { text: say('普查人口', 'Census people'), figures: true },
        { text: say('面积在数据范围内', 'Surface inside the data'), figures: true },
        { text: say('计入', 'Counted'), figures: true },
        { text: say('分摊办法', 'Placed by') },
      ],
      rows: notes.map((n) => [
        { text: n.name, sub: n.code },
        grouped(n.people),
        percent(n.shareInside),
        grouped(n.placed),
        n.method === 'building-floor-area'
          ? say('居住建筑面积', 'floor area of residential buildings')
          : say('居住街道长度', 'length of residential streets'),
      ]),
    }
  for (const n of notes)
    if (n.shareInside < 0.995)
      yield {
        kind: 'paragraph',
        tone: 'unsure',
        text: say(
          `${n.name}只有 ${percent(n.shareInside)} 的面积在数据范围内：按比例计入 ${grouped(n.placed)} 人，其余 ${grouped(n.people - n.placed)} 人没有测度。按面积折算假定人口均匀，是近似。`,
          `Only ${percent(n.shareInside)} of the surface of ${n.name} lies inside the data: ${grouped(n.placed)} people were counted in proportion, ${grouped(n.people - n.placed)} were not measured. Proportion by surface takes people to be evenly spread, which is rough.`,
        ),
      }
  const unknown = BANDS.filter((b) => !bands[b])
  yield {
    kind: 'paragraph',
    tone: 'quiet',
    text:
      say(`人口来自 ${file}。`, `Residents are from ${file}.`) +
      (unknown.length ? say(`未知年龄段：${unknown.join('、')}。`, ` Bands not known: ${unknown.join(', ')}.`) : ''),
  }
}

/** Edge, islands, findings, labels nobody claims. */
export function* data({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const n = m.population.lng.length
  const edge = new Set<number>()
  let unconnected = 0
  for (let i = 0; i < n; i++) {
    let off = false
    for (let c = 0; c < m.categories.length; c++) {
      const state = m.state[c * n + i]!
      if (state === 5) edge.add(i)
      if (state === 4) off = true
    }
    if (off) unconnected += m.population.people[i]!
  }
  const edgePeople = [...edge].reduce((all, i) => all + m.population.people[i]!, 0)
  yield { kind: 'heading', level: 2, text: say('数据的状况', 'The state of the data') }
  yield {
    kind: 'figures',
    items: [
      {
        value: grouped(edgePeople),
        label: say('人至少有一项处在数据边缘', 'people at the edge of the data in at least one category'),
        note: say('更近的网点可能在数据之外，不算缺口', 'a nearer outlet may lie beyond; not counted as a gap'),
      },
      {
        value: grouped(unconnected),
        label: say('人未连通路网', 'people not connected'),
        note: say('附近没有可走的路，或在孤岛上', 'no way to walk nearby, or on an island'),
      },
      {
        value: grouped(m.islands.length),
        label: say('处孤岛路网', 'islands of the network'),
        note: say(
          `其上 ${grouped(m.islands.reduce((a, b) => a + b.people, 0))} 人`,
          `with ${grouped(m.islands.reduce((a, b) => a + b.people, 0))} people`,
        ),
      },
    ],
  }
  const peopled = m.islands.filter((i) => i.people >= 0.5).sort((a, b) => b.people - a.people)
  if (peopled.length)
    yield {
      kind: 'fold',
      summary: say(`有人的孤岛：${peopled.length} 处`, `Islands with people: ${peopled.length}`),
      blocks: [
        {
          kind: 'table',
          columns: [
            { text: say('位置', 'Where') },
            { text: say('路长', 'Ways'), figures: true },
            { text: say('居民', 'People'), figures: true },
          ],
          rows: peopled
            .slice(0, 100)
            .map((i) => [`${i.lng.toFixed(5)}, ${i.lat.toFixed(5)}`, `${grouped(i.meters)} m`, grouped(i.people)]),
        },
      ],
    }
  if (m.unclassified.length) {
    const total = m.unclassified.reduce((a, b) => a + b.count, 0)
    yield {
      kind: 'fold',
      summary: say(
        `没有归类的标签：${grouped(m.unclassified.length)} 种，${grouped(total)} 处`,
        `Labels not classed: ${grouped(m.unclassified.length)} kinds, ${grouped(total)} outlets`,
      ),
      blocks: [
        {
          kind: 'paragraph',
          tone: 'quiet',
          text: say('可自行指定某个标签属于哪一业态。', 'Any label can be mapped to a category by hand.'),
        },
        {
          kind: 'table',
          columns: [{ text: say('标签', 'Label') }, { text: say('处', 'Outlets'), figures: true }],
          rows: m.unclassified.slice(0, 60).map((u) => [u.label || say('（空白）', '(blank)'), grouped(u.count)]),
        },
      ],
    }
  }
  if (m.findings.length)
    yield {
      kind: 'fold',
      summary: say(`数据提示：${m.findings.length} 类`, `Notes on the data: ${m.findings.length} kinds`),
      blocks: [{ kind: 'list', items: m.findings.map((f) => sayFinding(f, lang)) }],
    }
}

/** The standard: each category's tier, thresholds and how sure they are; what is not published stays blank and says so. */
export function* standard({ measured: m, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const s = m.standard
  yield {
    kind: 'heading',
    level: 2,
    text: say('标准及其把握', 'The standard, and how sure it is'),
    sub: `${s.name[lang]} · ${s.cites}`,
  }
  if (s.note) yield { kind: 'paragraph', tone: 'quiet', text: s.note[lang] }
  const short = Object.entries(s.officialCounts ?? {}).filter(
    ([tier, count]) => s.categories.filter((c) => c.tier === tier).length < count,
  )
  for (const [tier, count] of short) {
    const have = s.categories.filter((c) => c.tier === tier).length
    const name = TIER_NAMES[tier as 'basic'][lang]
    yield {
      kind: 'paragraph',
      tone: 'unsure',
      text: say(
        `${name}官方共 ${count} 项，这里列出 ${have} 项，其余 ${count - have} 项名称未公布或未见。`,
        `Officially there are ${count} categories of the tier ${name}; ${have} are listed here, the other ${count - have} were not published or not seen.`,
      ),
    }
  }
  yield {
    kind: 'fold',
    summary: say(`${m.categories.length} 项业态的出处`, `Where the ${m.categories.length} categories come from`),
    blocks: [
      {
        kind: 'table',
        columns: [
          { text: say('业态', 'Category') },
          { text: say('类别与出处', 'Tier and source') },
          { text: say('文件中的时限或距离', 'Minutes or metres in documents') },
          { text: say('牵头部门', 'Lead') },
          { text: say('本地网点', 'Outlets here'), figures: true },
        ],
        rows: byTier(m).map((c): Content[] => {
          const k = m.knowledge[indexOf(m, c.id)]!
          return [
            { text: c.name[lang], sub: [c.code, c.group].filter(Boolean).join(' · ') },
            { text: TIER_NAMES[c.tier][lang], sub: `${c.tierSource} · ${CERTAINTY[c.tierStatus][lang]}` },
            c.thresholds.length
              ? {
                  text: c.thresholds.map((t) => thresholdWords(t, say)).join(say('；', '; ')),
                  sub: thresholdSources(c.thresholds, lang),
                }
              : { text: say('未公布', 'not published'), tone: 'unsure' },
            c.lead
              ? { text: c.lead.name, sub: CERTAINTY[c.lead.status][lang] }
              : { text: say('未公布', 'not published'), tone: 'unsure' },
            {
              text: k.known ? grouped(k.outlets) : STATE_NAMES.unknown[lang],
              sub: k.basis ? BASIS[k.basis][lang] : '',
              ...(!k.known && { tone: 'unsure' as const }),
            },
          ]
        }),
      },
      {
        kind: 'list',
        items: Object.entries(s.sources).map(([key, source]) => ({
          text: `${key} · ${source.title}`,
          sub: source.seen ?? say('未见原文', 'not seen'),
        })),
      },
    ],
  }
}

function thresholdWords({ scale, value, unit }: Threshold, say: Say): string {
  const span = typeof value === 'number' ? String(value) : value.join('—')
  if (scale === 'service') return say('按服务范围', 'by service')
  return unit === 'min' ? say(`步行 ${span} 分钟`, `${span} min on foot`) : say(`半径 ${span} 米`, `${span} m`)
}

const thresholdSources = (thresholds: readonly Threshold[], lang: 'zh' | 'en'): string =>
  thresholds.map((t) => `${t.source} ${CERTAINTY[t.status][lang]}`).join(lang === 'zh' ? '；' : '; ')

/** The convention value by value, and the files. */
export function* basis({ measured: m, extras, lang }: CitySubject): Generator<Block> {
  const say = sayIn(lang)
  const { walker, minutes, snap, legs, snapLimitMeters } = m.convention
  const own = say('本次设定', 'as asked')
  const of = (s: { readonly source: string; readonly status: keyof typeof CERTAINTY }): Content => ({
    text: CERTAINTY[s.status][lang],
    sub: s.source,
  })
  yield {
    kind: 'heading',
    level: 2,
    text: say('约定与复算', 'Convention, and computing it again'),
    sub: say(
      '商务文件没有规定一刻钟是多少米；下列约定随数字一起公布',
      'no commerce document fixes metres for a quarter of an hour; these values are published with the figures',
    ),
  }
  yield {
    kind: 'table',
    columns: [{ text: say('约定', 'Convention') }, { text: say('取值', 'Value') }, { text: say('出处', 'Source') }],
    rows: [
      [say('步行者', 'Walker'), walker.name[lang], own],
      [say('步速', 'Pace'), `${walker.kmh.value} km/h`, of(walker.kmh)],
      [
        say('台阶', 'Steps'),
        walker.steps.value === null ? say('不走', 'never') : `×${walker.steps.value}`,
        of(walker.steps),
      ],
      [say('过街等候', 'Wait at a crossing'), `${walker.crossingSeconds.value} s`, of(walker.crossingSeconds)],
      [say('时限', 'Limit'), say(`${minutes} 分钟`, `${minutes} min`), own],
      [say('门到路', 'Door to street'), legs ? say('两端都计', 'both legs counted') : say('不计', 'not counted'), own],
      [
        say('吸附', 'Snap'),
        say(
          `${snap === 'edge' ? '到最近的路段' : '到最近的节点'}，不超过 ${snapLimitMeters} 米`,
          `to the nearest ${snap}, within ${snapLimitMeters} m`,
        ),
        own,
      ],
    ],
  }
  yield {
    kind: 'table',
    columns: [
      { text: say('输入文件', 'File') },
      { text: say('用途', 'Role') },
      { text: say('字节', 'Bytes'), figures: true },
      { text: 'SHA-256' },
    ],
    rows: extras.inputs.map((i) => [i.file, i.role, grouped(i.bytes), { text: i.sha256, tone: 'quiet' }]),
  }
  yield {
    kind: 'paragraph',
    tone: 'quiet',
    text: say(
      `由 ${Object.entries(extras.versions)
        .map(([k, v]) => `${k} ${v}`)
        .join('、')} 生成。相同的输入得到相同的字节。`,
      `Made by ${Object.entries(extras.versions)
        .map(([k, v]) => `${k} ${v}`)
        .join(', ')}. The same inputs give the same bytes.`,
    ),
  }
}
