// The text of the files that a measurement leaves: city.json, areas.csv, cells.csv, gaps.csv. Columns never change place;
// docs/files.md names them. A number that is not known is blank (CSV) or null (JSON): no sentinel leaves core.

import { type Measured, STATES } from '../circle/measured.ts'
import { type AreaRow, BANDS } from '../source/rows.ts'
import { type Cell, cellsText, csv, csvPieces, type Row } from './csv.ts'
import {
  byTier,
  conventionWords,
  coverageOf,
  designations,
  gapsInOrder,
  knownBands,
  snapTenths,
  TIER_NAMES,
} from './lookup.ts'
import { degrees, fileShare, inTenths, micro, shareFields, wholes } from './numbers.ts'
import { Pen, type Piece, Words } from './pen.ts'

/** What a result was made from, as its manifest has it. */
export interface Inputs {
  readonly role: string
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/** What a measured city does not know of itself. */
export interface Extras {
  /** What the result is called. */
  readonly title: string
  readonly inputs: readonly Inputs[]
  /** Versions of what made it: `{ yike: '0.1.0' }`. */
  readonly versions: Readonly<Record<string, string>>
}

const bandColumn = (band: string) => `people_${band.replace('-', '_').replace('+', '_up')}`

/** Columns of areas.csv. */
const AREA_COLUMNS = [
  'area_id',
  'area_name',
  'adcode',
  'level',
  'parent',
  'designations',
  'category',
  'category_name',
  'tier',
  'group',
  'band',
  'people',
  'within',
  'share',
  'unknown',
  'unconnected',
  'edge',
  'basis',
  'standard',
  'walker',
  'kmh',
  'minutes',
]

/** `areas.csv` in pieces: a row for each area (first the whole city, with a blank id), category and age band. */
export function areasCsv(m: Measured): Generator<string> {
  return csvPieces(areaRows(m))
}

function* areaRows(m: Measured): Generator<Row> {
  const share = coverageOf(m)
  const { walker, minutes } = m.convention
  const bands = [null, ...knownBands(m)]
  const categories = byTier(m).map((c) => ({
    id: c.id,
    text: cellsText([c.id, c.name.zh, c.tier, c.group]),
    end: cellsText([m.knowledge[m.categories.indexOf(c)]!.basis, m.standard.id, walker.id, walker.kmh.value, minutes]),
  }))
  yield AREA_COLUMNS
  for (const area of [null, ...m.areas]) {
    const named = area ? designations(area).map((d) => d.name.zh) : []
    const { id = '', name = '全部', adcode, level, parent } = area ?? {}
    const place = cellsText([id, name, adcode, level, parent, named.join('；')])
    for (const c of categories) {
      for (const band of bands) {
        const s = share(area?.id ?? null, c.id, band)
        if (!s) continue
        const f = shareFields(s)
        const figures = cellsText([band ?? 'all', f.people, f.within, f.share, f.unknown, f.unconnected, f.edge])
        yield `${place},${c.text},${figures},${c.end}`
      }
    }
  }
}

/** `cells.csv` in pieces: a row for each cell; for each category its state in words, nearest seconds, metres and outlet, and the count within. */
export function* cellsCsv(m: Measured): Generator<Piece> {
  const { population, categories, cellArea, areas, outlets } = m
  const cells = population.lng.length
  const bands = knownBands(m)
  yield csv([
    [
      'cell',
      'lng',
      'lat',
      'area_id',
      'area_name',
      'people',
      ...bands.map(bandColumn),
      'snap_metres',
      ...categories.flatMap(({ id }) => [
        `${id}.state`,
        `${id}.seconds`,
        `${id}.metres`,
        `${id}.outlet`,
        `${id}.within`,
      ]),
    ],
  ])
  const people = [population.people, ...bands.map((band) => population.bands[band]!)].map(wholes)
  const areaNames = new Words([...areas.map((area) => `,${cellsText([area.id, area.name])}`), ',,'])
  const outletIds = new Words([...outlets.map((outlet) => cellsText([outlet.id])), ''])
  const states = new Words(STATES.map((state) => `,${state},`))
  const UNCONNECTED = STATES.indexOf('unconnected')
  const orBlank = (index: number, items: readonly unknown[]) => (index < 0 ? items.length : index)
  const pen = new Pen()
  for (let i = 0; i < cells; i++) {
    pen.whole(i)
    pen.sign(COMMA)
    pen.decimal(micro(population.lng[i]!), 6)
    pen.sign(COMMA)
    pen.decimal(micro(population.lat[i]!), 6)
    pen.word(areaNames, orBlank(cellArea[i]!, areas))
    for (const column of people) {
      pen.sign(COMMA)
      pen.whole(column[i]!)
    }
    pen.sign(COMMA)
    tenths(pen, snapTenths(m, i))
    for (let c = 0; c < categories.length; c++) {
      const { ds, mm, outlet } = m.nearest[c]!
      const state = m.state[c * cells + i]!
      pen.word(states, state)
      tenths(pen, inTenths(ds[i]!, 10))
      pen.sign(COMMA)
      tenths(pen, inTenths(mm[i]!, 1000))
      pen.sign(COMMA)
      pen.word(outletIds, orBlank(outlet[i]!, outlets))
      pen.sign(COMMA)
      // a count of 0 is a statement; where nothing is known there is none
      if (state !== UNCONNECTED && m.knowledge[c]!.outlets > 0) pen.whole(m.within[c]!.count[i]!)
    }
    pen.sign(RETURN)
    pen.sign(NEWLINE)
    if (pen.full) yield pen.take()
  }
  yield pen.take()
}

const [COMMA, RETURN, NEWLINE] = [0x2c, 0x0d, 0x0a]

function tenths(pen: Pen, n: number | null): void {
  if (n !== null) pen.decimal(n, 1)
}

/** `gaps.csv`: who lacks what, basic first, then most people first; each row with the evidence of its worst-off cell. */
export function gapsCsv(m: Measured): string {
  const categories = new Map(m.categories.map((c) => [c.id, c]))
  const areas = new Map(m.areas.map((a) => [a.id, a]))
  const rows: Cell[][] = [
    [
      'area_id',
      'area_name',
      'category',
      'category_name',
      'tier',
      'group',
      'lead',
      'people',
      ...BANDS.map(bandColumn),
      'cells',
      'cell',
      'lng',
      'lat',
      'nearest_outlet',
      'nearest_name',
      'seconds',
      'metres',
      'snap_metres',
      'basis',
      'to_verify',
      'confirmed',
      'source_file',
      'source_row',
      'source_ref',
    ],
  ]
  for (const g of gapsInOrder(m)) {
    const c = categories.get(g.category)!
    const area = g.area === null ? null : areas.get(g.area)
    const outlet = g.nearest && m.outlets[g.nearest.outlet]
    const origin = outlet?.origins[0]
    rows.push([
      g.area ?? '',
      area?.name ?? '全部',
      c.id,
      c.name.zh,
      c.tier,
      c.group,
      c.lead?.name,
      Math.round(g.people),
      ...BANDS.map((band) => (g.bands[band] === undefined ? null : Math.round(g.bands[band]))),
      g.cells,
      g.cell,
      degrees(m.population.lng[g.cell]!),
      degrees(m.population.lat[g.cell]!),
      outlet?.id,
      outlet?.name,
      g.nearest && Math.round(g.nearest.seconds),
      g.nearest && Math.round(g.nearest.meters),
      g.snapMeters === null ? null : Math.round(g.snapMeters * 10) / 10,
      g.basis,
      g.basis === 'osm' ? 'yes' : 'no',
      g.confirmed,
      origin?.file,
      origin?.row,
      origin?.ref,
    ])
  }
  return csv(rows)
}

/** `city.json` in pieces: the whole answer but for the cells. A piece for each area, of which there may be thousands. */
export function* cityJson(m: Measured, extras: Extras): Generator<string> {
  const share = coverageOf(m)
  const { walker, minutes, snap, legs, snapLimitMeters } = m.convention
  const bands = knownBands(m)
  const tiered = byTier(m)
  const shares = (area: string | null, category: string) => {
    const all = share(area, category)
    if (!all) return null
    const by = bands.flatMap((band) => {
      const s = share(area, category, band)
      return s ? [[band, shareFields(s)] as const] : []
    })
    return { ...shareFields(all), bands: Object.fromEntries(by) }
  }
  const areaOf = (a: AreaRow) => ({
    id: a.id,
    name: a.name,
    adcode: a.adcode,
    level: a.level,
    parent: a.parent,
    designations: designations(a).map((d) => ({ batch: d.batch, name: d.name, document: d.document })),
    categories: Object.fromEntries(
      tiered.flatMap((c) => {
        const s = shares(a.id, c.id)
        return s ? [[c.id, s]] : []
      }),
    ),
  })
  const gaps = gapsInOrder(m).filter((g) => g.area === null)
  const city = {
    title: extras.title,
    convention: {
      words: conventionWords(m.convention),
      walker: walker.id,
      kmh: walker.kmh,
      steps: walker.steps,
      crossingSeconds: walker.crossingSeconds,
      gates: walker.gates,
      minutes,
      snap,
      legs,
      snapLimitMeters,
    },
    standard: {
      id: m.standard.id,
      name: m.standard.name,
      cites: m.standard.cites,
      year: m.standard.year,
      officialCounts: m.standard.officialCounts,
      note: m.standard.note ?? null,
    },
    denominator: 'residents in cells whose state is within, beyond or none; those left out stand beside it, by why',
    people: Math.round(m.people),
    peopleByBand: Object.fromEntries(bands.map((b) => [b, Math.round(sum(m.population.bands[b]!))])),
    cells: { count: m.population.lng.length, kind: m.population.kind, sideMetres: m.population.cellMeters },
    population: m.population.notes.map((n) => ({
      ...n,
      shareInside: fileShare(n.shareInside),
      placed: Math.round(n.placed),
    })),
    categories: tiered.map((c) => {
      const k = m.knowledge[m.categories.indexOf(c)]!
      const g = gaps.find((gap) => gap.category === c.id)
      return {
        id: c.id,
        code: c.code,
        name: c.name,
        tier: c.tier,
        tierName: TIER_NAMES[c.tier],
        tierSource: c.tierSource,
        tierStatus: c.tierStatus,
        group: c.group,
        lead: c.lead,
        thresholds: c.thresholds,
        outlets: k.outlets,
        byOrigin: k.byOrigin,
        known: k.known,
        unknownIn: k.unknownIn.map((a) => m.areas[a]!.id),
        basis: k.basis,
        toVerify: k.basis === 'osm',
        share: shares(null, c.id),
        lacking: g ? { people: Math.round(g.people), cells: g.cells } : null,
      }
    }),
    areas: [],
    islands: m.islands.map((i) => ({
      nodes: i.nodes,
      metres: Math.round(i.meters),
      people: Math.round(i.people),
      lng: degrees(i.lng),
      lat: degrees(i.lat),
    })),
    unclassified: m.unclassified,
    findings: m.findings,
    inputs: extras.inputs,
    versions: extras.versions,
  }
  const [before, after] = JSON.stringify(city, null, 1).split(NO_AREAS) as [string, string]
  yield before
  if (m.areas.length === 0) yield NO_AREAS
  else {
    const begin = NO_AREAS.slice(0, -1)
    for (let a = 0; a < m.areas.length; a++)
      yield `${a === 0 ? begin : ','}\n  ${JSON.stringify(areaOf(m.areas[a]!), null, 1).replaceAll('\n', '\n  ')}`
    yield '\n ]'
  }
  yield `${after}\n`
}

/** The property as it stands one blank in, where no property of a property can. */
const NO_AREAS = '\n "areas": []'

const sum = (numbers: ArrayLike<number>) =>
  Array.prototype.reduce.call(numbers, (a, b) => (a as number) + b, 0) as number
