// One file for a whole city, so that a browser can measure it again for another walker without reading a single source.
//
//   ┌ 'YIKECITY' · version · bytes of head ┐
//   ├ head: JSON, padded to 8 ─────────────┤   an array in it stands as {"@array": [kind, first byte, items]},
//   ├ sections, each padded to 8 ──────────┤   counted from the first section
//   └──────────────────────────────────────┘
//
// Little-endian, as every machine that runs this is. Streets, columns and rings are copied once and never parsed.
import { Fault } from '../base/fault.ts'
import type { Name } from '../base/name.ts'
import { WalkGraph } from '../network/graph.ts'
import type { MeasureInputs } from './measured.ts'

const MAGIC = 'YIKECITY'
const VERSION = 1
const HEADER = 16
const MARK = '@array'

const KINDS = { u8: Uint8Array, i32: Int32Array, f32: Float32Array, f64: Float64Array } as const
type Kind = keyof typeof KINDS
type Column = InstanceType<(typeof KINDS)[Kind]>

const padded = (n: number) => (n + 7) & ~7

/** The inputs of a measurement as one file. The same inputs give the same bytes. */
export function packInputs(inputs: MeasureInputs): Uint8Array<ArrayBuffer> {
  const columns: { readonly column: Column; readonly at: number }[] = []
  let size = 0
  const put = (column: Column) => {
    const at = size
    columns.push({ column, at })
    size = padded(size + column.byteLength)
    return at
  }
  const { graph, ...rest } = inputs
  const head = { ...rest, graph: new Uint8Array(graph.seal()) }
  const json = JSON.stringify(replaced(head, (column) => ({ [MARK]: [kindOf(column), put(column), column.length] })))

  const text = new TextEncoder().encode(json)
  const start = padded(HEADER + text.length)
  const bytes = new Uint8Array(start + size)
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i)
  new Int32Array(bytes.buffer, 8, 2).set([VERSION, text.length])
  bytes.set(text, HEADER)
  bytes.fill(0x20, HEADER + text.length, start) // blanks, which JSON does not mind
  for (const { column, at } of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), start + at)
  }
  graph.unseal()
  return bytes
}

/**
 * The inputs in a file that `packInputs` wrote. Each array gets memory of its own, so that one may be handed to a worker
 * without the others. Throws `bad-file` on anything else.
 */
export function unpackInputs(bytes: Uint8Array, file = 'city.yike'): MeasureInputs {
  const wrong = (why: Name) => new Fault('bad-file', { file, why })
  if (bytes.length < HEADER || MAGIC !== String.fromCharCode(...bytes.subarray(0, 8)))
    throw wrong({ zh: `开头不是 ${MAGIC}`, en: `no ${MAGIC}` })
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER)
  const version = header.getInt32(8, true)
  if (version !== VERSION)
    throw wrong({ zh: `版本 ${version}，应为 ${VERSION}`, en: `version ${version}, not ${VERSION}` })
  const length = header.getInt32(12, true)
  const start = padded(HEADER + length)
  if (length < 0 || start > bytes.length) throw new Fault('truncated', { file, at: bytes.length })
  const revive = (_: string, value: unknown): unknown => {
    const mark = (value as { [MARK]?: unknown } | null)?.[MARK]
    if (!Array.isArray(mark)) return value
    const [kind, at, items] = mark as [Kind, number, number]
    const from = start + at
    const to = from + items * KINDS[kind].BYTES_PER_ELEMENT
    if (to > bytes.length) throw new Fault('truncated', { file, at: bytes.length })
    const own = new Uint8Array(to - from) // not slice(): Node's Buffer would share its memory
    own.set(bytes.subarray(from, to))
    return new KINDS[kind](own.buffer, 0, items)
  }
  const json = new TextDecoder().decode(bytes.subarray(HEADER, HEADER + length))
  const head = JSON.parse(json, revive) as Omit<MeasureInputs, 'graph'> & { graph: Uint8Array<ArrayBuffer> }
  return { ...head, graph: networkIn(head.graph.buffer, wrong) }
}

function networkIn(data: ArrayBuffer, wrong: (why: Name) => Fault): WalkGraph {
  try {
    return WalkGraph.from(data).unseal()
  } catch (error) {
    throw wrong({ zh: '其中的步行路网已损坏，或版本不符', en: (error as Error).message.replace(/\.$/, '') })
  }
}

/**
 * `value` with every column in it replaced, in the order of JSON; what holds none is the same object. (A replacer of
 * JSON.stringify does this at ten times the cost: it is asked about every string and number of every outlet.)
 */
function replaced(value: unknown, by: (column: Column) => unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (ArrayBuffer.isView(value)) return by(value as Column)
  let changed: unknown[] | Record<string, unknown> | null = null
  const source = value as Record<string, unknown>
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = replaced(value[i], by)
      if (item === value[i]) continue
      changed ??= [...value]
      ;(changed as unknown[])[i] = item
    }
  } else {
    for (const key in source) {
      const item = replaced(source[key], by)
      if (item === source[key]) continue
      changed ??= { ...source }
      ;(changed as Record<string, unknown>)[key] = item
    }
  }
  return changed ?? value
}

function kindOf(column: Column): Kind {
  for (const kind of Object.keys(KINDS) as Kind[]) if (column instanceof KINDS[kind]) return kind
  throw new Error(`A column is one of ${Object.keys(KINDS).join(', ')}; got ${(column as object).constructor.name}.`)
}
