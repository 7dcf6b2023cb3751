// Files out of a zip archive (APPNOTE 6.3.10): stored or deflated, names in UTF-8 or GBK. Only those asked for are unpacked.
import { joined } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { LIMITS } from './limits.ts'
import { checkSize } from './size.ts'

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8

/**
 * The files of an archive whose path `wants`, by path. Nothing is believed: an entry that unpacks to other than it says,
 * to more than LIMITS.archiveRatio times its size, or all together to more than `limitBytes`, is refused, and memory is
 * taken only as bytes come out (faults bad-file, too-large). An archive within it is not opened.
 */
export async function unzip(
  archive: Uint8Array,
  file: string,
  wants: (path: string) => boolean,
  limitBytes: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const bad = (zh: string, en: string) => new Fault('bad-file', { file, why: { zh, en } })
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = findEnd(view)
  if (end < 0) throw bad('压缩包不完整', 'the zip archive has no end')
  const entries = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (entries > LIMITS.archiveFiles)
    throw bad(
      `压缩包里有 ${entries} 个文件，上限 ${LIMITS.archiveFiles}`,
      `it holds ${entries} files; the limit is ${LIMITS.archiveFiles}`,
    )
  let total = 0
  const files = new Map<string, Uint8Array>()
  for (let k = 0; k < entries; k++) {
    if (at + 46 > archive.length || view.getUint32(at, true) !== ENTRY)
      throw bad('压缩包目录损坏', 'the zip directory is damaged')
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    const packed = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const nameLength = view.getUint16(at + 28, true)
    const local = view.getUint32(at + 42, true)
    const path = pathOf(archive.subarray(at + 46, at + 46 + nameLength))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (!wants(path)) continue
    if (flags & 1) throw bad('压缩包有密码', 'the zip archive is locked with a password')
    total += size
    checkSize(file, total, limitBytes)
    if (size > 2 ** 20 && size > LIMITS.archiveRatio * packed)
      throw bad(
        `${path} 解开后是原来的 ${LIMITS.archiveRatio} 倍以上，不予解开`,
        `${path} would unpack to more than ${LIMITS.archiveRatio} times its size and was left packed`,
      )
    if (local + 30 > archive.length || view.getUint32(local, true) !== LOCAL)
      throw bad(`${path} 损坏`, `${path} is damaged`)
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (from + packed > archive.length) throw bad(`${path} 不完整`, `${path} is cut short`)
    const bytes = archive.subarray(from, from + packed)
    const unpacked = method === STORED ? bytes : method === DEFLATED ? await inflateRaw(bytes, size) : null
    if (!unpacked || unpacked.length !== size) throw bad(`${path} 解不开`, `${path} cannot be unpacked`)
    files.set(path, unpacked)
  }
  return files
}

/** The end record stands last, before a comment of up to 65,535 bytes. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 65535; at--)
    if (view.getUint32(at, true) === END) return at
  return -1
}

/** Windows writes names in the code page of the country and often forgets the flag, so the bytes decide. */
function pathOf(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name)
  } catch {
    return new TextDecoder('gb18030').decode(name)
  }
}

/** Null where the stream is damaged or holds more than `size`. */
async function inflateRaw(bytes: Uint8Array, size: number): Promise<Uint8Array | null> {
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  // What goes wrong is heard where we read; these two must only not go unheard.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {})
  writer.close().catch(() => {})
  const reader = stream.readable.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return length === size ? joined(pieces) : null
      if (!value) continue
      length += value.length
      if (length > size) {
        reader.cancel().catch(() => {})
        return null
      }
      pieces.push(value)
    }
  } catch {
    return null
  }
}
