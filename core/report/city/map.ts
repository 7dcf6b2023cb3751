// The map of the city sheet: streets, water and green of the same extract, cells coloured by what they lack.
//
//   degrees ──► metres round the middle ──► whole units, about 6,000 across ──► path data, one `M` a cell
//
// Standing still, it shows of how many basic categories a cell is out of reach; a small script recolours it by one category.
import type { Measured } from '../../circle/measured.ts'
import { STATES } from '../../circle/measured.ts'
import { boundsOf } from '../../geo/bounds.ts'
import { planeAt } from '../../geo/meters.ts'
import { type Basemap, type BasemapLayer, OSM_CREDIT } from '../basemap.ts'
import type { MapBlock, MapKey, MapLayer } from '../block.ts'
import { cellGeometry } from '../geojson.ts'
import { byTier, STATE_NAMES, sharedPrefix, TIER_NAMES } from '../lookup.ts'
import type { CitySubject } from '../report.ts'
import { indexOf, type Say, sayIn, usesOsm } from './say.ts'

const ACROSS = 6000
/** Characters of base map at most; the least telling roads go first. */
const BUDGET = 1_500_000
/** Cells that are lines are drawn this wide, metres. */
const LINE_METERS = 34

type Point = readonly [x: number, y: number]
interface Frame {
  readonly width: number
  readonly height: number
  readonly unitMeters: number
  readonly at: (lng: number, lat: number) => Point
}

/** The map of a measured city. */
export function cityMap({ measured: m, basemap, lang }: CitySubject): MapBlock {
  const say = sayIn(lang)
  const { population } = m
  const frame = frameOf(m)
  const line = population.kind === 'street' || (population.kind === 'point' && !population.cellMeters)
  const basic = m.categories.flatMap((c, i) => (c.tier === 'basic' && m.knowledge[i]!.known ? [i] : []))
  const metres = frame.unitMeters
  return {
    kind: 'map',
    width: frame.width,
    height: frame.height,
    unitMeters: metres,
    caption: say(
      '示意图：底图与测度所用街道同源；区界取自所给文件，不作划界依据。',
      'A sketch: the base map is of the streets that were measured on; borders are those of the file given and prove nothing.',
    ),
    credit: basemap ? say(basemap.credit.zh, basemap.credit.en) : usesOsm(m) ? say(OSM_CREDIT.zh, OSM_CREDIT.en) : '',
    under: basemap ? groundOf(basemap, frame) : [],
    cellStyle: line ? 'line' : 'area',
    cellWidth: Math.max(4, Math.round(LINE_METERS / metres)),
    cells: Array.from({ length: population.lng.length }, (_, i) => cellPath(m, i, frame)),
    summaryOf: summaryOf(m, basic),
    summary: {
      label: say(
        `缺几项基本保障类（可判断的 ${basic.length} 项中）`,
        `Basic categories out of reach (of the ${basic.length} that can be told)`,
      ),
      keys: summaryKeys(say),
    },
    choices: byTier(m).flatMap((c) => {
      const i = indexOf(m, c.id)
      if (!m.knowledge[i]!.known) return []
      const n = population.lng.length
      return [
        { label: c.name[lang], group: TIER_NAMES[c.tier][lang], of: m.state.subarray(i * n, (i + 1) * n).join('') },
      ]
    }),
    states: STATES.map((state, i): MapKey => ({ key: String(i), style: `s-${state}`, text: STATE_NAMES[state][lang] })),
    over: bordersOf(m, frame),
    labels: labelsOf(m, frame),
    scale: scaleOf(frame, say),
    pick: say('看一类业态', 'Show one category'),
  }
}

/** The rectangle round all cells with a margin, and degrees → units. */
function frameOf({ population }: Measured): Frame {
  const { lng, lat, outline, cellMeters } = population
  const even = (n: number) => (_: unknown, p: number) => outline![2 * p + n]!
  const half = (outline?.length ?? 0) / 2
  const boxes = [
    boundsOf(lng, lat),
    boundsOf(Float64Array.from({ length: half }, even(0)), Float64Array.from({ length: half }, even(1))),
  ].filter((b) => b !== null)
  const west = Math.min(...boxes.map((b) => b.west))
  const east = Math.max(...boxes.map((b) => b.east))
  const south = Math.min(...boxes.map((b) => b.south))
  const north = Math.max(...boxes.map((b) => b.north))
  const plane = planeAt((west + east) / 2, (south + north) / 2)
  const wide = plane.x(east) - plane.x(west)
  const high = plane.y(north) - plane.y(south)
  const margin = Math.max(150, (cellMeters ?? 0) * 2, 0.03 * Math.max(wide, high))
  const unitMeters = Math.max(0.2, (Math.max(wide, high) + 2 * margin) / ACROSS)
  const x0 = plane.x(west) - margin
  const y0 = plane.y(north) + margin
  return {
    width: Math.round((wide + 2 * margin) / unitMeters),
    height: Math.round((high + 2 * margin) / unitMeters),
    unitMeters,
    at: (x, y) => [Math.round((plane.x(x) - x0) / unitMeters), Math.round((y0 - plane.y(y)) / unitMeters)],
  }
}

function cellPath(m: Measured, i: number, frame: Frame): string {
  const { population } = m
  const geometry = cellGeometry(population, i)
  if (geometry.type === 'Point') return `${pathOf([geometry.coordinates], frame)}h0`
  if (geometry.type === 'LineString') {
    const d = pathOf(geometry.coordinates, frame)
    return d.includes('l') ? d : `${d}h0` // shorter than a unit: a dot
  }
  return `${pathOf(geometry.coordinates[0]!.slice(0, -1), frame)}z`
}

/** `M x y l dx dy …` in whole units; a point that falls on the one before is left out. */
function pathOf(points: readonly (readonly [number, number])[], frame: Frame, least = 0): string {
  let d = ''
  let [x, y] = [0, 0]
  points.forEach(([lng, lat], n) => {
    const [px, py] = frame.at(lng, lat)
    const last = n === points.length - 1
    if (n > 0 && !last && Math.abs(px - x) <= least && Math.abs(py - y) <= least) return
    if (n > 0 && px === x && py === y) return
    d += n === 0 ? `M${px} ${py}` : `l${px - x} ${py - y}`
    ;[x, y] = [px, py]
  })
  return d
}

/** Per cell the number of known basic categories out of reach, `4` for four and more; `u` where none can be told. */
function summaryOf(m: Measured, basic: readonly number[]): string {
  const n = m.population.lng.length
  let all = ''
  for (let i = 0; i < n; i++) {
    let told = 0
    let lacking = 0
    for (const c of basic) {
      const state = STATES[m.state[c * n + i]!]!
      if (state === 'within') told++
      else if (state === 'beyond' || state === 'none') {
        told++
        lacking++
      }
    }
    all += told === 0 ? 'u' : String(Math.min(4, lacking))
  }
  return all
}

const summaryKeys = (say: Say): readonly MapKey[] => [
  { key: '0', style: 'm-0', text: say('都能到', 'none') },
  { key: '1', style: 'm-1', text: say('缺 1 项', '1') },
  { key: '2', style: 'm-2', text: say('缺 2 项', '2') },
  { key: '3', style: 'm-3', text: say('缺 3 项', '3') },
  { key: '4', style: 'm-4', text: say('缺 4 项以上', '4 and more') },
  { key: 'u', style: 's-edge', text: say('不能判断', 'cannot be told') },
]

/** Layers under the cells, most telling roads last; the least telling are dropped until the page is of a decent size. */
function groundOf(base: Basemap, frame: Frame): readonly MapLayer[] {
  const near = (points: readonly (readonly [number, number])[]) => {
    let [w, e, n, s] = [Infinity, -Infinity, Infinity, -Infinity]
    for (const [lng, lat] of points) {
      const [x, y] = frame.at(lng, lat)
      if (x < w) w = x
      if (x > e) e = x
      if (y < n) n = y
      if (y > s) s = y
    }
    return e >= 0 && w <= frame.width && s >= 0 && n <= frame.height
  }
  const draw = <P>(layer: BasemapLayer<P>, keep: (p: P) => boolean = () => true, least = 2) => {
    let d = ''
    for (const { properties, geometry } of layer.features) {
      if (!keep(properties)) continue
      if (geometry.type === 'MultiLineString')
        for (const line of geometry.coordinates) if (near(line)) d += pathOf(line, frame, least)
      if (geometry.type === 'MultiPolygon')
        for (const rings of geometry.coordinates)
          if (near(rings[0] ?? [])) for (const ring of rings) d += `${pathOf(ring.slice(0, -1), frame, least)}z`
    }
    return d
  }
  const layers: MapLayer[] = [
    { style: 'b-green', d: draw(base.green) },
    { style: 'b-water', d: draw(base.water, (p) => p.class === 'area') },
    { style: 'b-river', d: draw(base.water, (p) => p.class === 'river') },
    { style: 'b-rail', d: draw(base.rail) },
    ...(['path', 'street', 'collector', 'arterial', 'express'] as const).map((road) => ({
      style: `b-${road}`,
      d: draw(base.roads, (p) => p.class === road, road === 'path' ? 4 : 2),
    })),
  ]
  let size = layers.reduce((all, l) => all + l.d.length, 0)
  return layers.filter((layer) => {
    if (layer.d === '') return false
    if (size <= BUDGET || !/path|street|collector/.test(layer.style)) return true
    size -= layer.d.length
    return false
  })
}

/** Borders of the areas that have residents here, fine ones fine. */
function bordersOf(m: Measured, frame: Frame): readonly MapLayer[] {
  const here = new Set(m.facts.tractAreas.flat())
  const fine = new Set(['community', 'other', 'subdistrict'])
  const draw = (want: boolean) =>
    m.areas
      .filter((area, i) => here.has(i) && fine.has(area.level) === want)
      .flatMap((area) => area.polygon.flat())
      .map((ring) => {
        const points = Array.from({ length: ring.length / 2 }, (_, p) => [ring[2 * p]!, ring[2 * p + 1]!] as const)
        return `${pathOf(points, frame, 3)}z`
      })
      .join('')
  return [
    { style: 'o-fine', d: draw(true) },
    { style: 'o-main', d: draw(false) },
  ].filter((layer) => layer.d !== '')
}

/** Sizes of a label, units: across a character and from line to line, on a wide page and (about twice as large) on a phone. */
const LABEL = { wide: [115, 200], small: [240, 300] } as const

/** Names of areas where most of their residents live, the most people first; one that would stand on another is left out. */
function labelsOf(m: Measured, frame: Frame): MapBlock['labels'] {
  const { lng, lat, people } = m.population
  const sums = m.areas.map(() => ({ people: 0, x: 0, y: 0 }))
  for (let i = 0; i < lng.length; i++)
    for (const a of m.facts.tractAreas[m.facts.tract[i]!] ?? []) {
      const s = sums[a]!
      s.people += people[i]!
      s.x += people[i]! * lng[i]!
      s.y += people[i]! * lat[i]!
    }
  const prefix = sharedPrefix(m.areas.map((area) => area.name)).length
  const placed: { x: number; y: number; text: string; minor: boolean }[] = []
  const order = m.areas.map((_, a) => a).sort((a, b) => sums[b]!.people - sums[a]!.people || a - b)
  for (const a of order) {
    const s = sums[a]!
    if (s.people <= 0 || placed.length >= 40) continue
    const [x, y] = frame.at(s.x / s.people, s.y / s.people)
    const text = m.areas[a]!.name.slice(prefix)
    const crowds =
      ([wide, high]: readonly [number, number]) =>
      (p: (typeof placed)[number]) =>
        Math.abs(p.y - y) < high && Math.abs(p.x - x) < ((p.text.length + text.length) * wide) / 2
    if (placed.some(crowds(LABEL.wide))) continue
    const out = x < text.length * 120 || x > frame.width - text.length * 120
    placed.push({ x, y, text, minor: out || placed.some((p) => !p.minor && crowds(LABEL.small)(p)) })
  }
  return placed
}

/** A bar of a round length, about a sixth of the map. */
function scaleOf(frame: Frame, say: Say): MapBlock['scale'] {
  const about = (frame.width * frame.unitMeters) / 6
  const meters = [100, 200, 500, 1000, 2000, 5000, 10000, 20000].findLast((m) => m <= about) ?? 100
  const text = meters < 1000 ? say(`${meters} 米`, `${meters} m`) : say(`${meters / 1000} 千米`, `${meters / 1000} km`)
  return { units: Math.round(meters / frame.unitMeters), text }
}
