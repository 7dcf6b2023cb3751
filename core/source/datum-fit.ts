// Which datum a file is in, asked of the streets: outlets line them, and under the wrong datum they stand 300 to 900 m off,
// anywhere in the blocks. GCJ-02 and BD-09 are known by that; CGCS2000 cannot be told from WGS-84, and need not be.
import Flatbush from 'flatbush'
import type { Findings } from '../base/finding.ts'
import { type Bounds, boundsOf, contains } from '../geo/bounds.ts'
import { DATUMS, type Datum, fromWgs84, toWgs84 } from '../geo/datum.ts'
import { type LngLat, planeAt } from '../geo/meters.ts'
import type { OutletRow, Streets } from './rows.ts'

/** How one datum fits. */
export interface DatumEvidence {
  readonly datum: Datum
  /** Half of the points lie nearer to a street than this; null where none lies by the streets at all. */
  readonly medianMeters: number | null
  /** Share of the points within NEAR_METERS of a street, 0–1. */
  readonly shareNear: number
}

/** What the streets say. */
export interface DatumGuess {
  /** WGS-84 where nothing speaks for another. CGCS2000 is never named: it is the same at our accuracy. */
  readonly best: Datum
  /** Whether it is clearly better than the next. If not, a person should be asked. */
  readonly decisive: boolean
  /** Points that were tried: those near the streets, 500 at most. */
  readonly points: number
  readonly evidence: readonly DatumEvidence[]
}

/** A door is about this near to the middle of its street: a carriageway's half and a pavement. Own proposal. */
export const NEAR_METERS = 30

/** More points say the same. They are taken evenly over the file. */
const SAMPLE = 500

/** Beyond this a point has no street; such points count as far, and a file far from everything fits nothing. */
const SEARCH_METERS = 250

/** Standard errors between best and next for a clear answer: one false in a thousand. */
const CLEARLY = 3.3

/** Standard errors between best and WGS-84 for leaning to a shift: one false in twenty. */
const LEANING = 1.65

/**
 * Guesses the datum of `points`, as they stand in their file, by the share of them near a street under each datum.
 * Points far from the streets are passed over, for a city's ledger may reach beyond the extract.
 * Not decisive: fewer than 20 points there, a place where nothing shifts, or a tie.
 */
export function guessDatum(points: readonly LngLat[], streets: Streets): DatumGuess {
  const around = widened(streets)
  const inReach = around ? points.filter((p) => contains(around, ...p)) : []
  const step = Math.max(1, inReach.length / SAMPLE)
  const sample: LngLat[] = []
  for (let i = 0; i < inReach.length && sample.length < SAMPLE; i += step) sample.push(inReach[Math.floor(i)]!)
  const distance = nearestStreet(streets)
  const candidates = DATUMS.map(({ id }) => id).filter((id) => id !== 'cgcs2000')
  const tried = candidates.map((datum) => {
    const meters = sample.map(([lng, lat]) => distance(...toWgs84(lng, lat, datum)))
    const median = meters.toSorted((a, b) => a - b)[(meters.length - 1) >> 1]
    const near = meters.map((m) => m <= NEAR_METERS)
    const evidence: DatumEvidence = {
      datum,
      medianMeters: median === undefined || median === Infinity ? null : median,
      shareNear: near.length === 0 ? 0 : near.filter(Boolean).length / near.length,
    }
    return { ...evidence, near, evidence }
  })
  const [first, second] = tried.toSorted(
    (a, b) => b.shareNear - a.shareNear || (a.medianMeters ?? Infinity) - (b.medianMeters ?? Infinity),
  )
  const decisive = sample.length >= 20 && errorsApart(first!.near, second!.near) > CLEARLY
  // without a clear answer a shift must at least be likelier than none: most files nobody can say anything about are WGS-84
  const plain = tried.find((t) => t.datum === 'wgs84')!
  const leaning = errorsApart(first!.near, plain.near) > LEANING
  return {
    best: decisive || leaning ? first!.datum : 'wgs84',
    decisive,
    points: sample.length,
    evidence: tried.map((t) => t.evidence),
  }
}

/** How many standard errors more points are near under one datum than under another, of those that differ (McNemar 1947). */
function errorsApart(a: readonly boolean[], b: readonly boolean[]): number {
  const onlyA = a.filter((near, i) => near && !b[i]).length
  const onlyB = b.filter((near, i) => near && !a[i]).length
  return onlyA + onlyB === 0 ? 0 : (onlyA - onlyB) / Math.sqrt(onlyA + onlyB)
}

/**
 * Checks rows that were read in a datum somebody named: where the streets clearly say another, that is noted as
 * `datum-doubt` with the evidence, and the rows stay as they are.
 */
export function checkDatum(
  rows: readonly OutletRow[],
  given: Datum,
  streets: Streets,
  file: string,
  findings: Findings,
): DatumGuess {
  const guess = guessDatum(
    rows.map((row) => fromWgs84(...row.at, given)),
    streets,
  )
  const same = guess.best === given || (guess.best === 'wgs84' && given === 'cgcs2000')
  if (guess.decisive && !same) {
    const share = (datum: Datum) => {
      const found = guess.evidence.find((e) => e.datum === (datum === 'cgcs2000' ? 'wgs84' : datum))!
      return `${datum} ${Math.round(100 * found.shareNear)} %`
    }
    findings.note('datum-doubt', file, null, `≤ ${NEAR_METERS} m: ${share(given)}, ${share(guess.best)}`)
  }
  return guess
}

/** The streets' box and as much round it as any datum shifts: 0.02° are about 2 km; null without streets. */
function widened({ lng, lat }: Streets): Bounds | null {
  const b = boundsOf(lng, lat)
  return b && { west: b.west - 0.02, south: b.south - 0.02, east: b.east + 0.02, north: b.north + 0.02 }
}

type Distance = (lng: number, lat: number) => number

/** Every ledger is held against the same streets. */
const distances = new WeakMap<Streets, Distance>()

/** Metres from a WGS-84 point to the nearest street, Infinity beyond SEARCH_METERS. */
function nearestStreet(streets: Streets): Distance {
  const known = distances.get(streets)
  if (known) return known
  const distance = distanceTo(streets)
  distances.set(streets, distance)
  return distance
}

function distanceTo(streets: Streets): Distance {
  const bounds = boundsOf(streets.lng, streets.lat)
  const segments = segmentsOf(streets)
  if (!bounds || segments.length === 0) return () => Infinity
  const plane = planeAt((bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2)
  const x = (node: number) => plane.x(streets.lng[node]!)
  const y = (node: number) => plane.y(streets.lat[node]!)
  const index = new Flatbush(segments.length / 2, 16, Float32Array)
  for (let i = 0; i < segments.length; i += 2) {
    const [a, b] = [segments[i]!, segments[i + 1]!]
    index.add(Math.min(x(a), x(b)), Math.min(y(a), y(b)), Math.max(x(a), x(b)), Math.max(y(a), y(b)))
  }
  index.finish()
  return (lng, lat) => {
    const [px, py] = [plane.x(lng), plane.y(lat)]
    // small boxes first: nearly every point is settled by the first
    for (const reach of [NEAR_METERS, SEARCH_METERS]) {
      let best = Infinity
      for (const s of index.search(px - reach, py - reach, px + reach, py + reach)) {
        const [a, b] = [segments[2 * s]!, segments[2 * s + 1]!]
        best = Math.min(best, toSegment(px, py, x(a), y(a), x(b), y(b)))
      }
      if (best <= reach) return best
    }
    return Infinity
  }
}

/** Pairs of node indices: the straight pieces of highways, not of railways or fences that share the table. */
function segmentsOf({ wayFirst, wayRefs, wayTags }: Streets): Int32Array {
  const pairs: number[] = []
  for (let way = 0; way < wayTags.length; way++) {
    // outlets line streets for cars and lanes alike, but not motorways
    if (/^(motorway|motorway_link|proposed|construction)$/.test(wayTags[way]!.highway ?? '')) continue
    for (let i = wayFirst[way]!; i < wayFirst[way + 1]! - 1; i++) pairs.push(wayRefs[i]!, wayRefs[i + 1]!)
  }
  return Int32Array.from(pairs)
}

/** Distance from a point to a straight piece on the plane. */
function toSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length2 = dx * dx + dy * dy
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length2))
  return Math.hypot(px - ax - t * dx, py - ay - t * dy)
}
