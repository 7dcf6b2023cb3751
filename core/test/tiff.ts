// Writes small GeoTIFFs: one band of 32-bit floats, uncompressed, in one strip. Enough of the format for tests, no more.

/** What is written. */
export interface Grid {
  readonly width: number
  readonly height: number
  /** Row by row from the north. */
  readonly values: readonly number[]
  /** Where the tie point (pixel 0,0) lies, and how large a pixel is. */
  readonly tie: readonly [x: number, y: number]
  readonly scale: readonly [x: number, y: number]
  /** GeoKeys by number; strings go into the citation. */
  readonly keys: Readonly<Record<number, number | string>>
  readonly noData?: string
}

type Entry = readonly [tag: number, type: 2 | 3 | 4 | 12, values: readonly number[] | string]

/** The file's bytes. */
export function geoTiff(grid: Grid): Uint8Array {
  const citation: string[] = []
  const keys = [1, 1, 0, Object.keys(grid.keys).length]
  for (const [key, value] of Object.entries(grid.keys))
    if (typeof value === 'number') keys.push(Number(key), 0, 1, value)
    else {
      keys.push(Number(key), 34737, value.length + 1, citation.join('').length)
      citation.push(`${value}|`)
    }
  const data = Buffer.alloc(4 * grid.values.length)
  grid.values.forEach((v, i) => {
    data.writeFloatLE(v, 4 * i)
  })
  const entries: Entry[] = [
    [256, 4, [grid.width]],
    [257, 4, [grid.height]],
    [258, 3, [32]],
    [259, 3, [1]],
    [262, 3, [1]],
    [273, 4, [8]], // pixels stand right behind the header
    [277, 3, [1]],
    [278, 4, [grid.height]],
    [279, 4, [data.length]],
    [339, 3, [3]], // floats
    [33550, 12, [...grid.scale, 0]],
    [33922, 12, [0, 0, 0, ...grid.tie, 0]],
    [34735, 3, keys],
  ]
  if (citation.length > 0) entries.push([34737, 2, `${citation.join('')}\0`])
  if (grid.noData) entries.push([42113, 2, `${grid.noData}\0`])
  const at = 8 + data.length
  const directory = Buffer.alloc(2 + 12 * entries.length + 4)
  const extra: Buffer[] = []
  let behind = at + directory.length
  directory.writeUInt16LE(entries.length, 0)
  entries.forEach(([tag, type, values], k) => {
    const size = { 2: 1, 3: 2, 4: 4, 12: 8 }[type]
    const bytes = typeof values === 'string' ? Buffer.from(values, 'latin1') : Buffer.alloc(size * values.length)
    if (typeof values !== 'string')
      values.forEach((v, i) => {
        if (type === 3) bytes.writeUInt16LE(v, 2 * i)
        else if (type === 4) bytes.writeUInt32LE(v, 4 * i)
        else bytes.writeDoubleLE(v, 8 * i)
      })
    const entry = 2 + 12 * k
    directory.writeUInt16LE(tag, entry)
    directory.writeUInt16LE(type, entry + 2)
    directory.writeUInt32LE(bytes.length / size, entry + 4)
    if (bytes.length <= 4) bytes.copy(directory, entry + 8)
    else {
      directory.writeUInt32LE(behind, entry + 8)
      extra.push(bytes)
      behind += bytes.length
    }
  })
  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])
  header.writeUInt32LE(at, 4)
  return Buffer.concat([header, data, directory, ...extra])
}
