// Writes small zipped Shapefiles, with the defects that real ones have. Enough of the format for tests, no more.
import iconv from 'iconv-lite'

/** A layer to be written. */
export interface Layer {
  /** Rings of each record: [x, y, x, y, …], closed. */
  readonly shapes?: readonly (readonly (readonly number[])[])[]
  /** Instead of rings the points of each record: [x, y, x, y, …]; one each make a layer of points, else of multipoints. */
  readonly points?: readonly (readonly number[])[]
  /** Text columns. */
  readonly rows: readonly Readonly<Record<string, string>>[]
  readonly encoding: 'gbk' | 'utf8'
  /** Byte 29 of the .dbf: 0x4D says code page 936, 0 says nothing. */
  readonly language?: number
  readonly cpg?: string
  readonly prj?: string
}

/** The archive with `<name>.shp`, `.dbf` and what else the layer has; nothing is compressed, so bytes are the same everywhere. */
export function zippedShapefile(name: string, layer: Layer): Uint8Array {
  const parts: [string, Uint8Array][] = [
    [`${name}.shp`, shp(layer)],
    [`${name}.dbf`, dbf(layer)],
  ]
  if (layer.prj) parts.push([`${name}.prj`, Buffer.from(layer.prj)])
  if (layer.cpg) parts.push([`${name}.cpg`, Buffer.from(layer.cpg)])
  return zip(parts)
}

function shp({ shapes, points }: Layer): Uint8Array {
  if (!points) return shpOf(5, (shapes ?? []).map(polygon))
  return points.every((p) => p.length === 2) ? shpOf(1, points.map(point)) : shpOf(8, points.map(multipoint))
}

function point([x, y]: readonly number[]): Buffer {
  const body = Buffer.alloc(20)
  body.writeInt32LE(1, 0)
  body.writeDoubleLE(x!, 4)
  body.writeDoubleLE(y!, 12)
  return body
}

function multipoint(points: readonly number[]): Buffer {
  const body = Buffer.alloc(40 + 8 * points.length)
  body.writeInt32LE(8, 0)
  body.writeInt32LE(points.length / 2, 36)
  points.forEach((v, i) => {
    body.writeDoubleLE(v, 40 + 8 * i)
  })
  return body
}

function polygon(rings: readonly (readonly number[])[]): Buffer {
  const points = rings.flat()
  const body = Buffer.alloc(44 + 4 * rings.length + 8 * points.length)
  const xs = points.filter((_, i) => i % 2 === 0)
  const ys = points.filter((_, i) => i % 2 === 1)
  body.writeInt32LE(5, 0)
  ;[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((v, i) => {
    body.writeDoubleLE(v, 4 + 8 * i)
  })
  body.writeInt32LE(rings.length, 36)
  body.writeInt32LE(points.length / 2, 40)
  let start = 0
  rings.forEach((ring, i) => {
    body.writeInt32LE(start, 44 + 4 * i)
    start += ring.length / 2
  })
  points.forEach((v, i) => {
    body.writeDoubleLE(v, 44 + 4 * rings.length + 8 * i)
  })
  return body
}

function shpOf(code: number, bodies: readonly Buffer[]): Uint8Array {
  const records = bodies.map((body, k) => {
    const head = Buffer.alloc(8)
    head.writeInt32BE(k + 1, 0)
    head.writeInt32BE(body.length / 2, 4)
    return Buffer.concat([head, body])
  })
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE((100 + Buffer.concat(records).length) / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(code, 32)
  return Buffer.concat([header, ...records])
}

function dbf({ rows, encoding, language = 0 }: Layer): Uint8Array {
  const names = Object.keys(rows[0] ?? {})
  const cells = rows.map((row) => names.map((name) => iconv.encode(row[name] ?? '', encoding)))
  const widths = names.map((_, c) => Math.max(1, ...cells.map((row) => row[c]!.length)))
  const rowLength = 1 + widths.reduce((sum, w) => sum + w, 0)
  const header = Buffer.alloc(32 + 32 * names.length + 1)
  header[0] = 3
  header[1] = 124
  header[2] = 1
  header[3] = 1
  header.writeUInt32LE(rows.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(rowLength, 10)
  header[29] = language
  names.forEach((name, c) => {
    iconv.encode(name, encoding).copy(header, 32 + 32 * c, 0, 10)
    header[32 + 32 * c + 11] = 0x43 // C: text
    header[32 + 32 * c + 16] = widths[c]!
  })
  header[header.length - 1] = 13
  const body = cells.map((row) =>
    Buffer.concat([
      Buffer.from(' '),
      ...row.map((cell, c) => Buffer.concat([cell, Buffer.alloc(widths[c]! - cell.length, 32)])),
    ]),
  )
  return Buffer.concat([header, ...body, Buffer.from([0x1a])])
}

/** A zip archive of stored files, with GBK names as Windows in Chinese writes them. */
export function zip(files: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, bytes] of files) {
    const name = iconv.encode(path, 'gbk')
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt32LE(crc32(bytes), 14)
    local.writeUInt32LE(bytes.length, 18)
    local.writeUInt32LE(bytes.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    entry.writeUInt16LE(20, 6)
    local.copy(entry, 16, 14, 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, name, Buffer.from(bytes))
    directory.push(entry, name)
    offset += 30 + name.length + bytes.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, list, end])
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
