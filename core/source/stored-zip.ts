// A zip archive whose files are stored as they are: what was unpacked and looked at is handed on, and nothing else.
// Format: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
import { joined } from '../base/bytes.ts'

/** The archive of `files` by path, dated 1980. */
export function storedZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const encoder = new TextEncoder()
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [path, bytes] of files) {
    const name = encoder.encode(path)
    const crc = crc32(bytes)
    const local = header(0x04034b50, 30, name, (view) => {
      fields(view, 4, crc, bytes.length, name.length)
    })
    directory.push(
      header(0x02014b50, 46, name, (view) => {
        view.setUint16(4, 20, true)
        fields(view, 6, crc, bytes.length, name.length)
        view.setUint32(42, at, true)
      }),
    )
    pieces.push(local, bytes)
    at += local.length + bytes.length
  }
  const list = joined(directory)
  const end = header(0x06054b50, 22, new Uint8Array(0), (view) => {
    view.setUint16(8, files.size, true)
    view.setUint16(10, files.size, true)
    view.setUint32(12, list.length, true)
    view.setUint32(16, at, true)
  })
  return joined([...pieces, list, end])
}

function header(signature: number, length: number, name: Uint8Array, fill: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(length + name.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, signature, true)
  fill(view)
  bytes.set(name, length)
  return bytes
}

/** What local header and directory entry have in common, from the version needed on. */
function fields(view: DataView, at: number, crc: number, size: number, nameLength: number): void {
  view.setUint16(at, 20, true)
  view.setUint16(at + 2, 0x0800, true) // names are UTF-8
  view.setUint16(at + 8, (1 << 5) | 1, true) // the first of January 1980
  view.setUint32(at + 10, crc, true)
  view.setUint32(at + 14, size, true)
  view.setUint32(at + 18, size, true)
  view.setUint16(at + 22, nameLength, true)
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}
