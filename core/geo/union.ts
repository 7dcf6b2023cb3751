// Borders joined: polygons that meet become one, and a set of them is drawn with fewer corners without coming apart. By GEOS
// (libgeos.org), compiled to WebAssembly; it is loaded when first asked for, and what it holds is let go.
import { joined } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { boundsOfPolygon, type MultiPolygon, type Ring, ringAreaM2 } from './polygon.ts'

/** Corners are rounded to this, degrees (a centimetre), so that borders which all but meet do. */
const GRID = 1e-7
/** Holes and parts smaller than this are slips of drawing, m². Own proposal. */
export const SLIVER_M2 = 400

type Geos = Awaited<ReturnType<typeof import('geos-wasm')['default']>>
let loaded: Promise<Geos> | null = null

async function geosModule(): Promise<Geos> {
  loaded ??= import('geos-wasm').then((guest) => guest.default())
  try {
    return await loaded
  } catch (error) {
    loaded = null
    throw new Fault('no-union', { why: (error as Error).message })
  }
}

/**
 * The union of each group of areas. Gaps and parts below `SLIVER_M2` are left out; corners are rounded to 10⁻⁷ degrees. Fault
 * no-union where GEOS cannot be loaded or refuses.
 */
export async function unions(groups: readonly (readonly MultiPolygon[])[]): Promise<MultiPolygon[]> {
  const geos = await geosModule()
  return groups.map((group) => {
    const parts = group.filter((multi) => multi.length > 0)
    if (parts.length === 0) return []
    const joined = through(geos, parts, (g) => geos.GEOSUnaryUnionPrec(g, GRID))
    return joined.flatMap(withoutSlivers)
  })
}

/**
 * Areas that meet along the very same corners, drawn with fewer (Visvalingam & Whyatt 1993, on the borders they share): they meet
 * as before, without gaps or overlaps. `meters`: about the size of what is smoothed away. Fault no-union.
 */
export async function simplified(areas: readonly MultiPolygon[], meters: number): Promise<MultiPolygon[]> {
  const filled = areas.flatMap((multi, i) => (multi.length > 0 ? [i] : []))
  if (filled.length === 0) return [...areas]
  const geos = await geosModule()
  const box = boundsOfPolygon(areas.flat())!
  const degree = 111_195
  const shrink = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180)
  // on a plane of metres: degrees of longitude are shorter
  const scaled = (multi: MultiPolygon, by: (v: number, axis: number) => number) =>
    multi.map((rings) => rings.map((ring) => ring.map((v, k) => by(v, k & 1))))
  const flat = filled.map((i) =>
    scaled(areas[i]!, (v, axis) => (axis ? (v - box.south) * degree : (v - box.west) * degree * shrink)),
  )
  const done = throughCollection(geos, flat, (g) => geos.GEOSCoverageSimplifyVW(g, meters, 0))
  const result: MultiPolygon[] = areas.map(() => [])
  filled.forEach((i, k) => {
    result[i] = scaled(
      done[k]!,
      (v, axis) => Math.round((axis ? box.south + v / degree : box.west + v / degree / shrink) / GRID) * GRID,
    )
  })
  return result
}

/** A polygon without holes that are slips; nothing where it is one itself. */
function withoutSlivers(rings: readonly Ring[]): readonly (readonly Ring[])[] {
  if (Math.abs(ringAreaM2(rings[0]!)) < SLIVER_M2) return []
  return [rings.filter((ring, r) => r === 0 || Math.abs(ringAreaM2(ring)) >= SLIVER_M2)]
}

function through(geos: Geos, parts: readonly MultiPolygon[], work: (geometry: number) => number): MultiPolygon {
  return throughCollection(geos, [parts.flat()], work).flat()
}

/** Areas into GEOS as one collection, worked on, and out again; whatever happens, all that was taken is given back. */
function throughCollection(
  geos: Geos,
  areas: readonly MultiPolygon[],
  work: (geometry: number) => number,
): MultiPolygon[] {
  const bytes = areas.length === 1 ? wkbOf(areas[0]!) : wkbOfAll(areas)
  const { Module } = geos
  const [taken, buffers]: [number[], number[]] = [[], []]
  const room = (size: number) => {
    const at = Module._malloc(size)
    buffers.push(at)
    return at
  }
  try {
    const at = room(bytes.length)
    Module.HEAPU8.set(bytes, at)
    const given = geos.GEOSGeomFromWKB_buf(at, bytes.length)
    if (!given) throw new Fault('no-union', { why: 'GEOS: WKB' })
    taken.push(given)
    const done = work(given)
    if (!done) throw new Fault('no-union', { why: 'GEOS: TopologyException' })
    taken.push(done)
    const size = room(4)
    const out = geos.GEOSGeomToWKB_buf(done, size)
    const length = Module.getValue(size, 'i32')
    const copy = Module.HEAPU8.slice(out, out + length)
    geos.GEOSFree(out)
    return areasIn(copy)
  } finally {
    for (const geometry of taken) geos.GEOSGeom_destroy(geometry)
    for (const at of buffers) Module._free(at)
  }
}

// ── well-known binary (OGC 06-103r4), little-endian, two dimensions ─────────────────────────────────────────────

const [POLYGON, MULTIPOLYGON, COLLECTION] = [3, 6, 7]
const head = (kind: number, count: number) => new Uint8Array(Uint32Array.of(kind, count).buffer)

function wkbOf(multi: MultiPolygon): Uint8Array {
  const pieces: Uint8Array[] = [Uint8Array.of(1), head(MULTIPOLYGON, multi.length)]
  for (const rings of multi) {
    pieces.push(Uint8Array.of(1), head(POLYGON, rings.length))
    for (const ring of rings) {
      const closed = new Float64Array(ring.length + 2)
      closed.set(ring)
      closed.set(ring.subarray(0, 2), ring.length)
      pieces.push(new Uint8Array(Uint32Array.of(closed.length / 2).buffer), new Uint8Array(closed.buffer))
    }
  }
  return joined(pieces)
}

const wkbOfAll = (areas: readonly MultiPolygon[]): Uint8Array =>
  joined([Uint8Array.of(1), head(COLLECTION, areas.length), ...areas.map(wkbOf)])

/** The areas of a polygon, a multipolygon (one area) or a collection of them (one each); lines and points are dropped. */
function areasIn(bytes: Uint8Array): MultiPolygon[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const u32 = () => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  const polygon = (): Ring[] => {
    const rings: Ring[] = []
    for (let r = u32(); r > 0; r--) {
      const n = u32()
      const ring = new Float64Array(2 * (n - 1))
      for (let i = 0; i < 2 * n; i++, at += 8) if (i < ring.length) ring[i] = view.getFloat64(at, true)
      rings.push(ring)
    }
    return rings
  }
  const geometry = (): MultiPolygon => {
    at += 1
    const kind = u32()
    if (kind === POLYGON) {
      const rings = polygon()
      return rings.length > 0 ? [rings] : []
    }
    if (kind === MULTIPOLYGON || kind === COLLECTION) {
      const all: (readonly Ring[])[] = []
      for (let n = u32(); n > 0; n--) all.push(...geometry())
      return all
    }
    if (kind === 1) at += 16
    else if (kind === 2) at += 16 * u32()
    else for (let n = u32(); n > 0; n--) geometry()
    return []
  }
  const kind = view.getUint32(1, true)
  if (kind !== COLLECTION) return [geometry()]
  at = 5
  return Array.from({ length: u32() }, geometry)
}
