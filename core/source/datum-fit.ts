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
  /** Points that were tried. */
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

/**
 * Guesses the datum of `points`, as they stand in their file, by the share of them near a street under each datum.
 * Not decisive: fewer than 20 points, points outside the streets, a place where nothing shifts, or a tie.
 */
export function guessDatum(points: readonly LngLat[], streets: Streets): DatumGuess {
  const step = Math.max(1, points.length / SAMPLE)
  const sample: LngLat[] = []
  for (let i = 0; i < points.length && sample.length < SAMPLE; i += step) sample.push(points[Math.floor(i)]!)
  const distance = nearestStreet(streets)
  const candidates = DATUMS.map(({ id }) => id).filter((id) => id !== 'cgcs2000')
  const evidence = candidates.map((datum): DatumEvidence => {
    const meters = sample.map(([lng, lat]) => distance(...toWgs84(lng, lat, datum)))
    meters.sort((a, b) => a - b)
    const median = meters[(meters.length - 1) >> 1]
    const near = meters.filter((m) => m <= NEAR_METERS).length
    return {
      datum,
      medianMeters: median === undefined || median === Infinity ? null : median,
      shareNear: sample.length === 0 ? 0 : near / sample.length,
    }
  })
  const order = evidence.toSorted(
    (a, b) => b.shareNear - a.shareNear || (a.medianMeters ?? Infinity) - (b.medianMeters ?? Infinity),
  )
  const [first, second] = [order[0]!, order[1]!]
  const n = sample.length
  const variance = (p: number) => (p * (1 - p) + 1 / (n + 1)) / Math.max(1, n) // never quite zero
  const gap = first.shareNear - second.shareNear
  const decisive = n >= 20 && gap > CLEARLY * Math.sqrt(variance(first.shareNear) + variance(second.shareNear))
  // a doubtful word for a shift is no word: most files that nobody has said anything about are WGS-84
  return { best: decisive ? first.datum : bestGuess(order), decisive, points: n, evidence }
}

/** Undecided: WGS-84 if it is as good as any, else the best. */
function bestGuess(order: readonly DatumEvidence[]): Datum {
  const plain = order.find((e) => e.datum === 'wgs84')!
  return plain.shareNear >= order[0]!.shareNear - 0.05 ? 'wgs84' : order[0]!.datum
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

/** Metres from a WGS-84 point to the nearest street, Infinity beyond SEARCH_METERS. */
function nearestStreet(streets: Streets): (lng: number, lat: number) => number {
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
  const wide: Bounds = {
    west: bounds.west - 0.05,
    south: bounds.south - 0.05,
    east: bounds.east + 0.05,
    north: bounds.north + 0.05,
  }
  return (lng, lat) => {
    if (!contains(wide, lng, lat)) return Infinity
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
