// The datums a Chinese map file may be in. Inside core everything is WGS-84: `source` converts once, at the gate.
import { Fault } from '../base/fault.ts'
import type { Name } from '../base/name.ts'
import { inMainland } from './mainland.ts'
import type { LngLat } from './meters.ts'

/** Which ellipsoid and which shift a coordinate is in (see DATUMS). */
export type Datum = 'wgs84' | 'gcj02' | 'bd09' | 'cgcs2000'

/**
 * The datums with their names, the most usual in an office's hands first.
 *
 * CGCS2000 is read as WGS-84. It is ITRF97 at epoch 2000.0; WGS-84 (G2139) is ITRF2014 at epoch 2016.0. The ellipsoids
 * differ by 0.1 mm in their half-axis, the frames by centimetres, and the plates have carried China some decimetres
 * since 2000: nothing, where one measures walks to outlets.
 */
export const DATUMS: readonly { readonly id: Datum; readonly name: Name }[] = [
  { id: 'wgs84', name: { zh: 'WGS-84（GPS、OSM）', en: 'WGS-84 (GPS, OSM)' } },
  { id: 'cgcs2000', name: { zh: 'CGCS2000（2000 国家大地坐标系）', en: 'CGCS2000 (China Geodetic 2000)' } },
  { id: 'gcj02', name: { zh: 'GCJ-02（高德、腾讯）', en: 'GCJ-02 (Amap, Tencent)' } },
  { id: 'bd09', name: { zh: 'BD-09（百度）', en: 'BD-09 (Baidu)' } },
]

/** The datum called `id`, in any case and with or without a hyphen; throws the fault `unknown-datum`. */
export function getDatum(id: string): Datum {
  const plain = id.toLowerCase().replace(/[-_\s]/g, '')
  const found = DATUMS.find((datum) => datum.id === plain)
  if (found) return found.id
  throw new Fault('unknown-datum', { id, known: DATUMS.map((datum) => datum.id).join(', ') })
}

/**
 * A point of `datum` in WGS-84 degrees. There and back is under 1 mm anywhere in mainland China; Hong Kong, Macau,
 * Taiwan and places abroad stay put.
 *
 * Within some 600 m outside the mainland's border one shifted point can stand for two places: a shifted one inside
 * and an unshifted one outside. The one inside is taken, since that is whose circles are measured.
 */
export function toWgs84(lng: number, lat: number, datum: Datum): LngLat {
  if (datum === 'wgs84' || datum === 'cgcs2000') return [lng, lat]
  const back = unshift(lng, lat, datum === 'bd09' ? mainlandBd09 : mainlandGcj02)
  // a point inside whose origin is outside has no origin at all: the border is coarse there, and its neighbours shift
  return inMainland(back[0], back[1]) || inMainland(lng, lat) ? back : [lng, lat]
}

/** A WGS-84 point in `datum`, degrees. Outside mainland China nothing shifts. */
export function fromWgs84(lng: number, lat: number, datum: Datum): LngLat {
  if (datum === 'wgs84' || datum === 'cgcs2000' || !inMainland(lng, lat)) return [lng, lat]
  return datum === 'bd09' ? mainlandBd09(lng, lat) : mainlandGcj02(lng, lat)
}

// ── the shifts ───────────────────────────────────────────────────────────────────────────────────────────────────

/** 1e-10 degrees are 11 µm; both shifts vary by under 3 % of a step, so four or five steps get there. */
const CLOSE_DEGREES = 1e-10
const MOST_STEPS = 20

/** The point that `shift` moves to (lng, lat): fixed-point iteration, for neither shift has a closed inverse. */
function unshift(lng: number, lat: number, shift: (lng: number, lat: number) => LngLat): LngLat {
  let x = lng
  let y = lat
  for (let step = 0; step < MOST_STEPS; step++) {
    const [sx, sy] = shift(x, y)
    const dx = lng - sx
    const dy = lat - sy
    x += dx
    y += dy
    if (Math.abs(dx) < CLOSE_DEGREES && Math.abs(dy) < CLOSE_DEGREES) break
  }
  return [x, y]
}

const SEMI_MAJOR_M = 6378245 // Krasovsky 1940, as GCJ-02 uses it
const ECCENTRICITY_SQ = 0.006693421622965943

/** GCJ-02 of a point in mainland China. The polynomial is the published one of 2010 ("eviltransform"), which map APIs agree with. */
function mainlandGcj02(lng: number, lat: number): LngLat {
  const x = lng - 105
  const y = lat - 35
  const root = Math.sqrt(Math.abs(x))
  const sin = (k: number) => Math.sin(k * Math.PI)
  const wave = 20 * sin(6 * x) + 20 * sin(2 * x)
  const northWaves = wave + 20 * sin(y) + 40 * sin(y / 3) + 160 * sin(y / 12) + 320 * sin(y / 30)
  const eastWaves = wave + 20 * sin(x) + 40 * sin(x / 3) + 150 * sin(x / 12) + 300 * sin(x / 30)
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (2 / 3) * northWaves
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (2 / 3) * eastWaves
  const phi = (lat * Math.PI) / 180
  const w2 = 1 - ECCENTRICITY_SQ * Math.sin(phi) ** 2
  const meridianM = (SEMI_MAJOR_M * (1 - ECCENTRICITY_SQ)) / (w2 * Math.sqrt(w2))
  const parallelM = (SEMI_MAJOR_M / Math.sqrt(w2)) * Math.cos(phi)
  return [lng + ((east / parallelM) * 180) / Math.PI, lat + ((north / meridianM) * 180) / Math.PI]
}

const BD_TURN = (Math.PI * 3000) / 180

/** BD-09 of a point in mainland China: GCJ-02, turned and stretched a little, and set off. */
function mainlandBd09(lng: number, lat: number): LngLat {
  const [x, y] = mainlandGcj02(lng, lat)
  const r = Math.hypot(x, y) + 0.00002 * Math.sin(y * BD_TURN)
  const theta = Math.atan2(y, x) + 0.000003 * Math.cos(x * BD_TURN)
  return [r * Math.cos(theta) + 0.0065, r * Math.sin(theta) + 0.006]
}
