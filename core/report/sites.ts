// The files of a siting: sites.json, sites.csv, sites.geojson. People are whole, and those of the sites add up to those gained;
// what is not known is null or blank.
import type { Share } from '../circle/measured.ts'
import type { ByPlace, ChosenSite, Siting } from '../siting/siting.ts'
import { type Cell, csv } from './csv.ts'
import { conventionWords } from './lookup.ts'
import { degrees, fileShare, wholeShare, wholes } from './numbers.ts'

/** People of every site and category of it, whole; of a category they add up to the people gained. */
export function wholeGains({ sites, categories }: Siting): readonly (readonly number[])[] {
  const byCategory = new Map(
    categories.map(({ category: { id } }) => [id, wholes(sites.map((s) => s.people[s.categories.indexOf(id)] ?? 0))]),
  )
  return sites.map((site, i) => site.categories.map((id) => byCategory.get(id)![i]!))
}

const shareFields = (share: Share) => ({
  ...wholeShare(share),
  share: fileShare(share.share),
  unknown: Math.round(share.unknown),
  unconnected: Math.round(share.unconnected),
  edge: Math.round(share.edge),
})

const places = (where: readonly ByPlace[]) => {
  const people = wholes(where.map((w) => w.people))
  return where.map(({ id, name }, i) => ({ id, name, people: people[i] }))
}

const isPeople = ({ unit }: Siting) => unit === 'people' || unit === 'people-categories'

/** A value in the unit of the objective: people and sites whole, minutes to a hundredth. A bound is rounded away from the value. */
export function inUnit(siting: Siting, value: number, isBound = false): number {
  if (siting.unit === 'sites') return Math.round(value)
  if (isPeople(siting)) return isBound ? Math.ceil(value - 1e-6) : Math.round(value)
  return Math.round(value * 100) / 100
}

const siteFields = (siting: Siting, site: ChosenSite, i: number, gains: readonly number[]) => ({
  order: i + 1,
  id: site.candidate.id,
  name: site.candidate.name,
  kind: site.candidate.kind,
  lng: degrees(site.candidate.at[0]),
  lat: degrees(site.candidate.at[1]),
  categories: site.categories,
  people_gained: gains,
  people_alone: site.alone.map((n) => Math.round(n)),
  people_beside: site.beside.map((n) => Math.round(n)),
  area_m2: site.candidate.areaM2,
  cost_yuan: site.candidate.cost,
  capacity: site.candidate.capacity,
  hours: site.candidate.hours,
  van: site.van,
  runner_up: site.runnerUp && {
    id: site.runnerUp.candidate.id,
    name: site.runnerUp.candidate.name,
    loss: inUnit(siting, site.runnerUp.loss),
  },
})

/** `sites.json`: the whole answer. */
export function sitesJson(siting: Siting): string {
  const { question, sites, categories, walks } = siting
  const gains = wholeGains(siting)
  const minutes = (value: number) => Math.round(value * 100) / 100
  const json = {
    question: { ...question, categories: question.categories.map((c) => c.id) },
    convention: conventionWords(siting.convention),
    candidates: siting.candidates,
    unit: siting.unit,
    objective: inUnit(siting, siting.objective),
    bound: inUnit(siting, siting.bound, true),
    gap: fileShare(siting.gap),
    gap_asked: siting.gapAsked ?? 0,
    ended: siting.ended,
    cost_yuan: siting.cost,
    categories: categories.map((c) => ({
      category: c.category.id,
      name: c.category.name,
      lacking: Math.round(c.lacking),
      reachable: Math.round(c.reachable),
      gained: Math.round(c.gained),
      before: shareFields(c.before),
      after: shareFields(c.after),
      where: places(c.where),
    })),
    walks: walks && {
      cap_minutes: walks.capMinutes,
      people: Math.round(walks.people),
      mean_before: minutes(walks.meanBefore),
      longest_before: minutes(walks.longestBefore),
      capped: Math.round(walks.capped),
      reached_by_nothing: Math.round(walks.beyondAll),
    },
    served: siting.served && {
      people: Math.round(siting.served.people),
      before: Math.round(siting.served.before),
      after: Math.round(siting.served.after),
    },
    sites: sites.map((site, i) => ({ ...siteFields(siting, site, i, gains[i]!), where: places(site.where) })),
    curve: siting.curve.map(({ sites: n, objective, bound }) => ({
      sites: n,
      objective: inUnit(siting, objective),
      bound: bound === null ? null : inUnit(siting, bound, true),
    })),
    how: siting.how,
    findings: siting.findings,
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

const COLUMNS = [
  'order',
  'id',
  'name',
  'kind',
  'lng',
  'lat',
  'category',
  'people_gained',
  'people_alone',
  'people_beside',
  'area_m2',
  'cost_yuan',
  'capacity',
  'hours',
  'van',
  'runner_up',
  'runner_up_loss',
] as const

/** `sites.csv`: a row for every site and category of it. */
export function sitesCsv(siting: Siting): string {
  const gains = wholeGains(siting)
  const rows = siting.sites.flatMap((site, i) => {
    const f = siteFields(siting, site, i, gains[i]!)
    return site.categories.map((category, k): Cell[] => [
      f.order,
      f.id,
      f.name,
      f.kind,
      f.lng,
      f.lat,
      category,
      f.people_gained[k],
      f.people_alone[k],
      f.people_beside[k],
      f.area_m2,
      f.cost_yuan,
      f.capacity,
      f.hours,
      f.van,
      f.runner_up?.id,
      f.runner_up?.loss,
    ])
  })
  return csv([COLUMNS, ...rows])
}

/** `sites.geojson`: the sites as points, WGS-84. */
export function sitesGeojson(siting: Siting): string {
  const gains = wholeGains(siting)
  const features = siting.sites.map((site, i) => {
    const { lng, lat, runner_up, ...properties } = siteFields(siting, site, i, gains[i]!)
    return JSON.stringify({
      type: 'Feature',
      id: i + 1,
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: { ...properties, runner_up: runner_up?.id ?? null, runner_up_loss: runner_up?.loss ?? null },
    })
  })
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}
