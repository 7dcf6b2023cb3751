// The outer shell of a PBF: frames one after the other, each a compressed block. Blocks are handed on in the order of
// the file, whatever order they finish unpacking in, so that what is made of them never depends on timing.
import type { Bytes } from '../../base/bytes.ts'
import { Fault } from '../../base/fault.ts'
import type { Name } from '../../base/name.ts'
import { heed, type Progress } from '../../base/progress.ts'
import type { Bounds } from '../../geo/bounds.ts'
import { Fields, Garbled } from './fields.ts'
import { inflate } from './zlib.ts'

/** The format's own limits, for the header of a blob and for a block unpacked (PBF_Format, "File format"). */
const MAX_HEADER = 64 * 1024
const MAX_BLOCK = 32 * 1024 * 1024
/** What zlib and the Blob message may add to a block that does not compress. */
const MAX_BLOB = MAX_BLOCK + 64 * 1024

/** Blocks on their way at once: enough to keep the four threads of Node's pool busy while one block is decoded. */
const AT_ONCE = 6
/** Bytes read at a time: blobs of 60 kB come a dozen to a read. */
const WINDOW = 1024 * 1024
/** Unpacked blocks kept for a next pass; what does not fit is unpacked again, which costs time, not memory. */
const KEEP_BYTES = 96 * 1024 * 1024

const FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes'])
/** Fields of a Blob that hold data in a compression that is not zlib. */
const COMPRESSIONS = new Map([
  [4, 'lzma'],
  [5, 'bzip2'],
  [6, 'lz4'],
  [7, 'zstd'],
])
const MAGIC = [...'\n\tOSMHeader'].map((c) => c.charCodeAt(0))
const UTF8 = new TextDecoder()

/** What the file says of itself. */
export interface PbfHeader {
  /** Degrees; null where not stated. */
  readonly bounds: Bounds | null
  readonly requiredFeatures: readonly string[]
  /** What the data was made from, in the writer's words; null where not stated. */
  readonly source: string | null
}

/** Where a blob lies in the file. */
interface Frame {
  readonly type: string
  readonly at: number
  readonly size: number
}

/** Whether these first bytes are those of an OSM PBF: a length, then a header that says OSMHeader. */
export function looksLikePbf(head: Uint8Array): boolean {
  return head[0] === 0 && head[1] === 0 && MAGIC.every((c, i) => head[4 + i] === c)
}

/** An OSM PBF as blocks, which can be gone over several times. */
export class Blobs {
  /** The file's name. */
  readonly name: string
  readonly #bytes: Bytes
  /** Data frames met so far: all of them once a pass has ended. */
  readonly #frames: Frame[] = []
  /** Where the frames not yet met begin. */
  #next = 0
  #window: Uint8Array = new Uint8Array(0)
  #windowAt = 0
  readonly #kept = new Map<number, Uint8Array>()
  #keptBytes = 0

  constructor(bytes: Bytes) {
    this.#bytes = bytes
    this.name = bytes.name
  }

  /** Bytes of the file. */
  get bytes(): number {
    return this.#bytes.size
  }

  /**
   * Reads the first frame; to be called once, before `each`. Throws `empty-file`, `not-pbf`, `truncated`, or `bad-file`
   * where the file requires a feature that we do not have.
   */
  async header(): Promise<PbfHeader> {
    const file = this.name
    if (this.#bytes.size === 0) throw new Fault('empty-file', { file })
    if (!looksLikePbf(await this.#bytes.slice(0, 64))) throw new Fault('not-pbf', { file })
    const frame = (await this.#frame())!
    const block = await this.#unpack(frame, await this.#read(frame.at, frame.size))
    const header = this.#guard(frame, () => readHeader(block))
    const unknown = header.requiredFeatures.find((f) => !FEATURES.has(f))
    if (unknown !== undefined) {
      const feature = unknown.replace(/[^ -~]/g, '?').slice(0, 60) // whatever it is, it goes into a sentence
      throw new Fault('bad-file', {
        file,
        why: { zh: `它要求支持 ${feature}`, en: `it requires the feature ${feature}` },
      })
    }
    return header
  }

  /**
   * Goes over the blocks in the order of the file; `visit` gets each (unpacked, with its number from 0 on) and `wanted`
   * may say by number that one is not needed, and it is not even read. A block of which `visit` says `true` is kept unpacked
   * for the next pass, as far as there is room. Steps of `progress` are bytes of the file.
   * Throws `truncated` with the byte where the file ends too soon, `bad-file` where a blob or a block makes no sense
   * (`visit` may throw Garbled), `cancelled`.
   */
  async each(
    progress: Progress,
    visit: (block: Uint8Array, number: number) => unknown,
    wanted: (number: number) => boolean = () => true,
  ): Promise<void> {
    const queue: { frame: Frame; number: number; block: Promise<Uint8Array> }[] = []
    const finish = async () => {
      const { frame, number, block } = queue.shift()!
      const data = await block
      heed(progress)
      if (this.#guard(frame, () => visit(data, number)) === true) this.#keep(number, data)
      progress.step(frame.at + frame.size)
    }
    for (let number = 0; ; number++) {
      if (number === this.#frames.length && !(await this.#discover())) break
      if (!wanted(number)) continue
      const frame = this.#frames[number]!
      const kept = this.#kept.get(number)
      const block = kept ? Promise.resolve(kept) : this.#unpack(frame, await this.#read(frame.at, frame.size))
      block.catch(() => {}) // heard when its turn comes, or never if one before it fails
      queue.push({ frame, number, block })
      if (queue.length >= AT_ONCE) await finish()
    }
    while (queue.length) await finish()
  }

  /** Goes to the next data frame; false at the end of the file. Frames of other types are skipped, as the format asks. */
  async #discover(): Promise<boolean> {
    for (let frame = await this.#frame(); frame; frame = await this.#frame())
      if (frame.type === 'OSMData') {
        this.#frames.push(frame)
        return true
      }
    return false
  }

  /** The frame that begins at `#next`; null at the end of the file. */
  async #frame(): Promise<Frame | null> {
    const at = this.#next
    if (at === this.#bytes.size) return null
    const four = await this.#read(at, 4)
    const length = new DataView(four.buffer, four.byteOffset, 4).getUint32(0)
    if (length > MAX_HEADER)
      throw this.#bad(at, {
        zh: `块头 ${length} 字节，上限 ${MAX_HEADER}`,
        en: `a blob header of ${length} bytes; the limit is ${MAX_HEADER}`,
      })
    const head = await this.#read(at + 4, length)
    const place: Frame = { type: '', at: at + 4 + length, size: 0 }
    const frame = this.#guard(place, () => {
      let type = ''
      let size = 0
      const fields = new Fields(head)
      while (fields.next()) {
        if (fields.field === 1) type = UTF8.decode(fields.message())
        if (fields.field === 3) size = fields.value
      }
      return { type, at: place.at, size }
    })
    if (frame.size > MAX_BLOB)
      throw this.#bad(at, {
        zh: `数据块 ${frame.size} 字节，上限 ${MAX_BLOCK}`,
        en: `a blob of ${frame.size} bytes; the limit is ${MAX_BLOCK}`,
      })
    if (frame.at + frame.size > this.#bytes.size) throw this.#truncated()
    this.#next = frame.at + frame.size
    return frame
  }

  async #unpack(frame: Frame, blob: Uint8Array): Promise<Uint8Array> {
    const { raw, zlib, size } = this.#guard(frame, () => readBlob(blob))
    if (raw) return raw
    if (size > MAX_BLOCK)
      throw this.#bad(frame.at, {
        zh: `解开后 ${size} 字节，上限 ${MAX_BLOCK}`,
        en: `a block of ${size} bytes; the limit is ${MAX_BLOCK}`,
      })
    const block = zlib && (await inflate(zlib, size))
    if (!block) throw this.#bad(frame.at, { zh: '数据块解不开', en: 'a blob that does not unpack' })
    return block
  }

  async #read(at: number, length: number): Promise<Uint8Array> {
    if (at + length > this.#bytes.size) throw this.#truncated()
    if (at < this.#windowAt || at + length > this.#windowAt + this.#window.length) {
      this.#window = await this.#bytes.slice(at, at + Math.max(length, WINDOW))
      this.#windowAt = at
      if (this.#window.length < length) throw this.#truncated()
    }
    return this.#window.subarray(at - this.#windowAt, at - this.#windowAt + length)
  }

  #keep(number: number, block: Uint8Array): void {
    if (this.#kept.has(number) || this.#keptBytes + block.length > KEEP_BYTES) return
    this.#kept.set(number, block)
    this.#keptBytes += block.length
  }

  #guard<T>(frame: Frame, read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw error instanceof Garbled ? this.#bad(frame.at, error.why) : error
    }
  }

  #bad(at: number, { zh, en }: Name): Fault {
    return new Fault('bad-file', {
      file: this.name,
      why: { zh: `${zh}（第 ${at} 字节处）`, en: `${en} (at byte ${at})` },
    })
  }

  #truncated(): Fault {
    return new Fault('truncated', { file: this.name, at: this.#bytes.size })
  }
}

function readBlob(blob: Uint8Array): { raw: Uint8Array | null; zlib: Uint8Array | null; size: number } {
  let raw: Uint8Array | null = null
  let zlib: Uint8Array | null = null
  let size = 0
  const fields = new Fields(blob)
  while (fields.next()) {
    if (fields.field === 1) raw = fields.message()
    else if (fields.field === 2) size = fields.value
    else if (fields.field === 3) zlib = fields.message()
    else if (COMPRESSIONS.has(fields.field)) {
      const packing = COMPRESSIONS.get(fields.field)!
      throw new Garbled({ zh: `压缩方式是 ${packing}，只读 zlib`, en: `${packing} instead of zlib` })
    }
  }
  return { raw, zlib, size }
}

function readHeader(block: Uint8Array): PbfHeader {
  let bounds: Bounds | null = null
  let source: string | null = null
  const requiredFeatures: string[] = []
  const fields = new Fields(block)
  while (fields.next()) {
    if (fields.field === 1) bounds = readBox(fields.message())
    if (fields.field === 4) requiredFeatures.push(UTF8.decode(fields.message()))
    if (fields.field === 17) source = UTF8.decode(fields.message())
  }
  return { bounds, requiredFeatures, source }
}

/** The box in nanodegrees; null where it is none (some writers leave zeros, or the whole inside out). */
function readBox(box: Uint8Array): Bounds | null {
  const sides = [0, 0, 0, 0, 0]
  const fields = new Fields(box)
  while (fields.next()) if (fields.field >= 1 && fields.field <= 4) sides[fields.field] = fields.signed / 1e9
  const [, west, east, north, south] = sides as [number, number, number, number, number]
  const real = west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90
  return real ? { west, south, east, north } : null
}
