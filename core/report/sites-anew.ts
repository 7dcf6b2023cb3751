// The files and sentences of sites chosen anew (siting/anew.ts): which outlets stay, which close, what opens.
import type { Name } from '../base/name.ts'
import type { Anew, AnewSite } from '../siting/anew.ts'
import { type Cell, csv } from './csv.ts'
import { conventionWords } from './lookup.ts'
import { degrees, fileShare, grouped, percent, wholeShare, wholes } from './numbers.ts'

/** People of each site, whole; they add up to all who reach one. */
const wholePeople = ({ sites }: Anew): readonly number[] => [...wholes(sites.map((s) => s.people))]

/** A value in the unit of the objective; a bound is rounded away from the value. */
function inUnit({ unit }: Anew, value: number, isBound = false): number {
  if (unit === 'people') return isBound ? Math.ceil(value - 1e-6) : Math.round(value)
  return unit === 'sites' ? Math.round(value) : Math.round(value * 100) / 100
}

const fields = (site: AnewSite, people: number) => ({
  what: site.what,
  id: site.id,
  name: site.name,
  lng: degrees(site.at[0]),
  lat: degrees(site.at[1]),
  people_nearest: people,
  cost_yuan: site.candidate?.cost ?? null,
})

/** `sites.json`. */
export function sitesAnewJson(anew: Anew): string {
  const people = wholePeople(anew)
  const share = (its: Anew['before']) => ({ ...wholeShare(its), share: fileShare(its.share) })
  const count = (what: AnewSite['what']) => anew.sites.filter((s) => s.what === what).length
  const json = {
    existing: 'free',
    question: { ...anew.question, categories: anew.question.categories.map((c) => c.id) },
    convention: conventionWords(anew.convention),
    outlets: anew.outlets,
    candidates: anew.candidates,
    unit: anew.unit,
    now: inUnit(anew, anew.now),
    objective: inUnit(anew, anew.objective),
    bound: inUnit(anew, anew.bound, true),
    gap: fileShare(anew.gap),
    ended: anew.ended,
    cap_minutes: anew.capMinutes,
    kept: count('kept'),
    opened: count('new'),
    closed: count('closed'),
    gained: Math.round(anew.gained),
    lost: Math.round(anew.lost),
    before: share(anew.before),
    after: share(anew.after),
    sites: anew.sites.map((site, i) => fields(site, people[i]!)),
    curve: anew.curve.map(({ sites, objective, bound }) => ({
      sites,
      objective: inUnit(anew, objective),
      bound: bound === null ? null : inUnit(anew, bound, true),
    })),
    how: anew.how,
    findings: anew.findings,
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

/** `sites.csv`: a row for every site that is open today or in the end. */
export function sitesAnewCsv(anew: Anew): string {
  const people = wholePeople(anew)
  const rows = anew.sites.map((site, i) => fields(site, people[i]!))
  return csv([Object.keys(fields(EMPTY, 0)), ...rows.map((row): Cell[] => Object.values(row))])
}

const EMPTY: AnewSite = { what: 'kept', id: '', name: '', at: [0, 0], outlet: null, candidate: null, people: 0 }

/** `sites.geojson`: the same as points, WGS-84. */
export function sitesAnewGeojson(anew: Anew): string {
  const people = wholePeople(anew)
  const features = anew.sites.map((site, i) => {
    const { lng, lat, ...properties } = fields(site, people[i]!)
    const geometry = { type: 'Point', coordinates: [lng, lat] }
    return JSON.stringify({ type: 'Feature', id: i + 1, geometry, properties })
  })
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}

/** The answer, a sentence a line. */
export function anewLines(anew: Anew): readonly Name[] {
  const lines: Name[] = []
  const put = (zh: string, en: string) => lines.push({ zh, en })
  const of = (what: AnewSite['what']) => anew.sites.filter((s) => s.what === what)
  const convention = conventionWords(anew.convention)
  const valued = (value: number): Name =>
    ({
      people: { zh: `${grouped(value)} 人够得到`, en: `${grouped(value)} people within reach` },
      sites: { zh: `${grouped(value)} 处`, en: `${grouped(value)} sites` },
      'mean-minutes': { zh: `平均 ${value.toFixed(2)} 分钟`, en: `${value.toFixed(2)} minutes on average` },
      'longest-minutes': { zh: `最远 ${value.toFixed(2)} 分钟`, en: `${value.toFixed(2)} minutes at most` },
    })[anew.unit]
  put(`约定：${convention.zh}`, `Convention: ${convention.en}`)
  const { name } = anew.question.categories[0]!
  put(
    `${name.zh}：现有 ${anew.outlets} 处可关可迁，候选 ${anew.candidates} 处；计入 ${grouped(anew.before.people)} 人`,
    `${name.en}: ${anew.outlets} outlets that may close or move, ${anew.candidates} candidates; ${grouped(anew.before.people)} people counted`,
  )
  const [kept, opened, closed] = [of('kept'), of('new'), of('closed')]
  put(
    `共开 ${kept.length + opened.length} 处：留用 ${kept.length}，新开 ${opened.length}；关 ${closed.length}`,
    `${kept.length + opened.length} open in the end: ${kept.length} kept, ${opened.length} new; ${closed.length} closed`,
  )
  const [now, then] = [valued(inUnit(anew, anew.now)), valued(inUnit(anew, anew.objective))]
  const bound = valued(inUnit(anew, anew.bound, true))
  const best = anew.ended === 'proven' || inUnit(anew, anew.objective) === inUnit(anew, anew.bound, true)
  put(
    `${now.zh} → ${then.zh}；${best ? '已证明最优' : `任何选法都不优于${bound.zh}`}`,
    `${now.en} → ${then.en}; ${best ? 'proven best' : `no choice does better than ${bound.en}`}`,
  )
  const share = (s: number | null) => (s === null ? '—' : percent(s))
  put(
    `覆盖率 ${share(anew.before.share)} → ${share(anew.after.share)}：新增 ${grouped(anew.gained)} 人，失去 ${grouped(anew.lost)} 人`,
    `Within reach ${share(anew.before.share)} → ${share(anew.after.share)}: ${grouped(anew.gained)} people gained, ${grouped(anew.lost)} lost`,
  )
  return lines
}
