// The answer as a terminal shows it: coverage of every category, gaps in people, what is not known.
import type { Lang } from '@yike/core/base/name.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { byTier, conventionWords, coverageOf, gapsInOrder, TIER_NAMES } from '@yike/core/report/lookup.ts'
import { grouped, percent, wholeShare } from '@yike/core/report/numbers.ts'
import { columnsOf } from './terminal.ts'

/** Where and how to say it. */
export interface Saying {
  readonly title: string
  readonly out: string
  readonly json: boolean
  readonly lang: Lang
}

const pad = (text: string, to: number) => text + ' '.repeat(Math.max(0, to - columnsOf(text)))

/** Prints the summary of a measured city to stdout. */
export function summarise(m: Measured, { title, out, json, lang }: Saying): void {
  const share = coverageOf(m)
  const rows = byTier(m).map((c) => {
    const s = share(null, c.id)
    const k = m.knowledge[m.categories.indexOf(c)]!
    return {
      id: c.id,
      name: c.name[lang],
      tier: c.tier,
      group: c.group,
      outlets: k.outlets,
      known: k.known,
      basis: k.basis,
      share: s?.share ?? null,
      ...wholeShare(s ?? { people: 0, within: 0 }),
      edge: Math.round(s?.edge ?? 0),
      unknown: Math.round(s?.unknown ?? 0),
    }
  })
  const gaps = gapsInOrder(m).filter((g) => g.area === null)
  if (json) {
    const convention = conventionWords(m.convention).en
    console.log(
      JSON.stringify(
        {
          title,
          out,
          people: Math.round(m.people),
          cells: m.population.lng.length,
          outlets: m.outlets.length,
          convention,
          categories: rows,
          gaps: gaps.map((g) => ({ category: g.category, people: Math.round(g.people), basis: g.basis })),
          islands: m.islands.length,
          findings: m.findings,
        },
        null,
        2,
      ),
    )
    return
  }
  const zh = lang === 'zh'
  console.log(
    `\n${title}  ${zh ? `居民 ${grouped(m.people)} 人，网点 ${grouped(m.outlets.length)} 处` : `${grouped(m.people)} residents, ${grouped(m.outlets.length)} outlets`}`,
  )
  console.log(conventionWords(m.convention)[lang])
  for (const note of m.population.notes) {
    const placed = grouped(note.placed)
    console.log(
      zh
        ? `${note.name} ${note.code}：普查 ${grouped(note.people)} 人，面积的 ${percent(note.shareInside)} 在路网范围内，计入 ${placed} 人`
        : `${note.name} ${note.code}: census ${grouped(note.people)}, ${percent(note.shareInside)} of its surface inside the streets, ${placed} counted`,
    )
  }
  const lines = rows.map((r) => ({
    ...r,
    title: zh && r.group ? `${r.group} ${r.name}` : r.name,
    percent: r.share === null ? '—' : percent(r.share),
    lacking: grouped(r.lacking),
    of: grouped(r.people),
  }))
  const widest = (of: (r: (typeof lines)[number]) => string) => Math.max(...lines.map((r) => columnsOf(of(r))))
  const [names, lacking, of] = [widest((r) => r.title), widest((r) => r.lacking), widest((r) => r.of)]
  let tier = ''
  for (const r of lines) {
    if (r.tier !== tier) {
      tier = r.tier
      console.log(`\n${TIER_NAMES[r.tier][lang]}`)
    }
    const [few, all] = [r.lacking.padStart(lacking), r.of.padStart(of)]
    const counts = zh ? `缺 ${few} 人 / ${all} 人` : `${few} of ${all} lack it`
    const doubt = r.basis === 'osm' ? (zh ? '  待核实（仅 OSM）' : '  to be checked (OSM alone)') : ''
    const partly = r.known && r.unknown > 0
    const elsewhere = partly
      ? zh
        ? `  另 ${grouped(r.unknown)} 人处台账未覆盖`
        : `  ${grouped(r.unknown)} more where it is not known`
      : ''
    const unknown = zh ? '     —  台账未覆盖（不等于缺失）' : '     —  not known here (not the same as missing)'
    console.log(
      `  ${pad(r.title, names)}  ${r.known ? `${r.percent.padStart(6)}  ${counts}${doubt}${elsewhere}` : unknown}`,
    )
  }
  console.log(
    zh
      ? `\n结果：${out}（report.html 可离线打开；yike serve ${out} 看地图）`
      : `\nResult: ${out} (report.html opens offline; yike serve ${out} shows the map)`,
  )
}
