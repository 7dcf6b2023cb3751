// A big city that anybody can make: copies of one OSM PBF side by side, for what is measured at ten million nodes.
//
//   node bench/porto-copies.ts porto.osm.pbf 28 big.osm.pbf
//
// Copies stand in a square of rows and columns, each a box (as the header states it) from the next; the ids of copy k
// are those of the original plus k times a power of ten above the largest, so that references hold and the whole stays
// sorted by type and id, as the files are that people download. Tags and texts are copied as they are. The same file
// and number give the same bytes.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { bytesOf } from '../core/base/bytes.ts'
import { SILENT } from '../core/base/progress.ts'
import { Blobs } from '../core/source/osm/blobs.ts'
import { Fields } from '../core/source/osm/fields.ts'
import { Writer } from '../core/source/osm/proto.ts'
import { deflate } from '../core/source/osm/zlib.ts'

/** How far a copy lies from the original: ids, and units of 100 nanodegrees. */
interface Shift {
  readonly ids: number
  readonly lng: number
  readonly lat: number
}

/** Kinds of groups by the field that holds them: dense nodes, ways, relations. */
const KINDS = [2, 3, 4] as const

/** Writes `copies` of the PBF at `from` to `to`; says how many blocks. Throws on plain nodes and on blocks of mixed kinds. */
export async function copySideBySide(from: string, copies: number, to: string): Promise<number> {
  const blobs = new Blobs(bytesOf(basename(from), new Uint8Array(readFileSync(from))))
  const { bounds } = await blobs.header()
  if (!bounds) throw new Error(`${from} does not state its box.`)
  const blocks: Uint8Array[] = []
  await blobs.each(SILENT, (block) => void blocks.push(block.slice()))
  const ids = 10 ** Math.ceil(Math.log10(Math.max(...blocks.map(largestId)) + 1))
  const columns = Math.ceil(Math.sqrt(copies))
  const width = Math.ceil((bounds.east - bounds.west) * 1e7)
  const height = Math.ceil((bounds.north - bounds.south) * 1e7)
  const shiftOf = (copy: number): Shift => ({
    ids: copy * ids,
    lng: (copy % columns) * width,
    lat: Math.floor(copy / columns) * height,
  })

  const file = openSync(to, 'w')
  const put = async (type: string, block: Uint8Array) => writeSync(file, await frame(type, block))
  const last = shiftOf(columns - 1)
  const top = shiftOf(copies - 1)
  await put('OSMHeader', header(bounds, last.lng / 1e7, top.lat / 1e7))
  let count = 0
  for (const kind of KINDS) {
    const ofKind = blocks.filter((block) => kindOf(block) === kind)
    for (let copy = 0; copy < copies; copy++)
      for (const block of ofKind) {
        await put('OSMData', shifted(block, kind, shiftOf(copy)))
        count++
      }
  }
  closeSync(file)
  return count
}

// ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Visits the groups of a block and the messages in them. */
function eachMessage(block: Uint8Array, visit: (field: number, message: Uint8Array) => void): void {
  const fields = new Fields(block)
  while (fields.next()) {
    if (fields.field !== 2) continue
    const group = new Fields(fields.message())
    while (group.next()) visit(group.field, group.message())
  }
}

function kindOf(block: Uint8Array): number {
  let kind = 0
  eachMessage(block, (field) => {
    if (field === 1) throw new Error('Plain nodes are not copied.')
    if (kind !== 0 && kind !== field) throw new Error('A block holds things of several kinds.')
    kind = field
  })
  return kind
}

/** The largest id of a block of a file that is sorted; ids of nodes are the largest by far, so ways are not asked. */
function largestId(block: Uint8Array): number {
  let largest = 0
  eachMessage(block, (field, message) => {
    const fields = new Fields(message)
    while (fields.next()) {
      if (field !== 2) {
        if (fields.field === 1) largest = Math.max(largest, fields.value)
      } else if (fields.field === 1) {
        let id = 0
        for (const delta of zigzags(fields.message())) {
          id += delta
          largest = Math.max(largest, id)
        }
      }
    }
  })
  return largest
}

/** The numbers of a packed list of sint64. */
function* zigzags(packed: Uint8Array): Generator<number> {
  for (let at = 0; at < packed.length; ) {
    let value = 0
    let unit = 1
    let byte: number
    do {
      byte = packed[at++]!
      value += (byte & 127) * unit
      unit *= 128
    } while (byte > 127)
    yield value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
}

// ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A block with everything in it moved. Lists are differences, so that only the first of each is another. */
function shifted(block: Uint8Array, kind: number, shift: Shift): Uint8Array {
  const out = new Writer()
  const fields = new Fields(block)
  while (fields.next()) {
    if (fields.field === 1) out.message(1, fields.message())
    else if (fields.field === 2) out.message(2, shiftedGroup(fields.message(), kind, shift))
    else throw new Error(`Blocks with a grid of their own (field ${fields.field}) are not copied.`)
  }
  return out.view()
}

function shiftedGroup(group: Uint8Array, kind: number, shift: Shift): Uint8Array {
  const out = new Writer()
  const inner = new Writer()
  const fields = new Fields(group)
  while (fields.next()) {
    inner.clear()
    const message = new Fields(fields.message())
    while (message.next()) {
      const { field } = message
      if (kind === 2) {
        const by = field === 1 ? shift.ids : field === 8 ? shift.lat : field === 9 ? shift.lng : null
        if (by !== null) inner.message(field, firstMoved(message.message(), by))
        else if (field === 10) inner.message(field, message.message())
      } else if (field === 1) inner.number(1, message.value + shift.ids)
      else if (field === (kind === 3 ? 8 : 9)) inner.message(field, firstMoved(message.message(), shift.ids))
      else if (message.wire === 2 && field !== 4) inner.message(field, message.message())
    }
    out.message(kind, inner.view())
  }
  return out.view()
}

/** A packed list of differences that begins `by` further on. */
function firstMoved(packed: Uint8Array, by: number): Uint8Array {
  if (packed.length === 0) return packed
  const [first] = zigzags(packed)
  const out = new Writer()
  out.zigzag(first! + by)
  out.raw(packed.subarray(packed.findIndex((byte) => byte < 128) + 1))
  return out.view()
}

function header(
  { west, south, east, north }: { west: number; south: number; east: number; north: number },
  wider: number,
  higher: number,
): Uint8Array {
  const box = new Writer()
  for (const [k, degrees] of [west, east + wider, north + higher, south].entries())
    box.signed(k + 1, Math.round(degrees * 1e7) * 100)
  const out = new Writer()
  out.message(1, box.view())
  for (const feature of ['OsmSchema-V0.6', 'DenseNodes']) out.text(4, feature)
  out.text(5, 'Sort.Type_then_ID')
  return out.view()
}

async function frame(type: string, block: Uint8Array): Promise<Uint8Array> {
  const blob = new Writer()
  blob.number(2, block.length)
  blob.message(3, await deflate(block))
  const head = new Writer()
  head.text(1, type)
  head.number(3, blob.length)
  const out = new Writer()
  out.raw(Uint8Array.of(0, 0, head.length >> 8, head.length & 255))
  out.raw(head.view())
  out.raw(blob.view())
  return out.copy()
}

if (import.meta.main) {
  const [from, copies, to] = process.argv.slice(2)
  if (!from || !to || !(Number(copies) >= 1)) throw new Error('node bench/porto-copies.ts FILE COPIES OUT')
  console.log(`${to}: ${await copySideBySide(from, Number(copies), to)} blocks`)
}
