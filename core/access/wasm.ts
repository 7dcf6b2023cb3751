// A kernel in WebAssembly and its memory, which is handed out once from the bottom up and never given back: one instance, one task.
import { compiled } from './compiled.ts'

/** What is used of WebAssembly, told here once: it is in Node and in browsers, and in neither's types alone. */
interface WasmMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}
type WasmModule = object
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => WasmModule
  readonly Instance: new (
    module: WasmModule,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> }
}
const wasm = () => (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly

type Column = Int32Array | Uint16Array | Uint8Array | Float64Array | BigUint64Array

/** Compiled once; kept by the WebAssembly that did it. */
const modules = new WeakMap<Wasm, Map<keyof typeof compiled, WasmModule>>()

/** Why kernels cannot run here; null where they can. A machine without WebAssembly, or without its SIMD, has a reason. */
export function whyNoKernels(): string | null {
  try {
    if (!wasm()) return 'no WebAssembly'
    moduleOf('lanes')
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function moduleOf(kernel: keyof typeof compiled): WasmModule {
  const by = wasm()!
  const its = modules.get(by) ?? new Map<keyof typeof compiled, WasmModule>()
  modules.set(by, its)
  let module = its.get(kernel)
  if (!module) {
    module = new by.Module(Uint8Array.from(atob(compiled[kernel]), (c) => c.charCodeAt(0)))
    its.set(kernel, module)
  }
  return module
}

const PAGE = 65_536

/** One running kernel. Views are of the moment: asked for anew after anything that may have grown the memory. */
export class Instance {
  readonly #exports: Readonly<Record<string, unknown>>
  readonly #memory: WasmMemory
  #top: number

  constructor(kernel: keyof typeof compiled) {
    const abort = () => {
      throw new Error(`The kernel ${kernel} broke off.`)
    }
    this.#exports = new (wasm()!.Instance)(moduleOf(kernel), { env: { abort } }).exports
    this.#memory = this.#exports.memory as WasmMemory
    this.#top = this.#memory.buffer.byteLength // what lies below holds the kernel's own tables
  }

  /** Bytes of memory so far. */
  get bytes(): number {
    return this.#memory.buffer.byteLength
  }

  /** Takes `bytes` and says where they begin, at a multiple of 64. They are zero. Throws RangeError where there is no more. */
  take(bytes: number): number {
    const at = this.#top
    this.#top = Math.ceil((at + Math.max(bytes, 1)) / 64) * 64
    const missing = this.#top - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE))
    return at
  }

  /** Takes as many bytes as `column` has and copies it there. */
  put(column: Column): number {
    const at = this.take(column.byteLength)
    this.bytesAt(at, column.byteLength).set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
    return at
  }

  bytesAt = (at: number, n: number): Uint8Array<ArrayBuffer> => new Uint8Array(this.#memory.buffer, at, n)
  shortsAt = (at: number, n: number): Uint16Array<ArrayBuffer> => new Uint16Array(this.#memory.buffer, at, n)
  intsAt = (at: number, n: number): Int32Array<ArrayBuffer> => new Int32Array(this.#memory.buffer, at, n)
  doublesAt = (at: number, n: number): Float64Array<ArrayBuffer> => new Float64Array(this.#memory.buffer, at, n)

  /** Sets the kernel's variables. */
  set(values: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(values)) (this.#exports[name] as { value: number }).value = value
  }

  /** Calls one of the kernel's functions. */
  call(name: string, ...values: number[]): number {
    return (this.#exports[name] as (...values: number[]) => number)(...values)
  }
}
