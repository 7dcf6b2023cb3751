// A run in a thread of its own, so that whoever serves or takes jobs stays free. This file is both ends: `computeInThread` on this
// side, and what the thread runs: it reads blobs, computes, keeps the files as they are made, and says what it found.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Fault, type FaultCode } from '@yike/core/base/fault.ts'
import type { Name, Word } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Content, Written } from '@yike/core/report/files.ts'
import { type BlobPlace, openPlaceAgain } from '../files/place.ts'
import type { CircleRow, CoverageRow, Ended, Kept, Resolved } from './kind.ts'

/** What a thread is told. */
export interface Order {
  readonly kind: string
  readonly office: { readonly code: string; readonly name: string }
  readonly options: unknown
  readonly inputs: readonly Resolved[]
  readonly children: readonly Ended[]
  readonly blobs: BlobPlace
  readonly threads: number
  readonly versions: Readonly<Record<string, string>>
  readonly lang: 'zh' | 'en'
}

/** What came out; the files are kept already. */
export interface Found {
  readonly files: readonly Kept[]
  readonly coverage: readonly CoverageRow[]
  readonly circles: readonly CircleRow[]
  readonly summary: object
}

type Said =
  | { readonly begin: Name; readonly of: number | null }
  | { readonly step: number }
  | { readonly found: Found }
  | { readonly fault: FaultCode; readonly values: Readonly<Record<string, Word>> }
  | { readonly mistake: string }

/** Between two steps that are told, ms. */
const TELL_EVERY = 200
/** From being told to stop until being ended, ms. */
const GRACE = 1500

/**
 * Computes a run in a thread. `signal` stops it within seconds, whatever it is doing: fault `cancelled`. Faults of the computation are
 * thrown here as they were there, `run-lost` where memory did not suffice; anything else is a mistake of ours, with its stack in the
 * message.
 */
export function computeInThread(
  order: Order,
  hear: Pick<Progress, 'begin' | 'step'>,
  signal: AbortSignal,
): Promise<Found> {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { run: { ...order, stop } } })
    let grace: NodeJS.Timeout | undefined
    const abort = () => {
      Atomics.store(stop, 0, 1)
      thread.postMessage('stop')
      grace = setTimeout(() => end(new Fault('cancelled')), GRACE)
    }
    const end = (result: Found | Error) => {
      clearTimeout(grace)
      signal.removeEventListener('abort', abort)
      void thread.terminate()
      if (result instanceof Error) reject(result)
      else resolve(result)
    }
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    thread.on('message', (said: Said) => {
      if ('begin' in said) hear.begin(said.begin, said.of)
      else if ('step' in said) hear.step(said.step)
      else if ('found' in said) end(said.found)
      else if ('fault' in said) end(new Fault(said.fault, said.values))
      else end(new Error(said.mistake))
    })
    thread.on('error', (error) => {
      if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY') end(new Fault('run-lost', { times: 1 }))
      else end(error instanceof Error ? error : new Error(String(error)))
    })
    thread.on('exit', (code) => end(new Error(`The thread of the run ended with code ${code}.`)))
  })
}

const given = isMainThread ? undefined : (workerData as { run?: Order & { stop: Int32Array } } | null)?.run
if (given && parentPort) await inside(given)

async function inside({ stop, ...order }: Order & { stop: Int32Array }): Promise<void> {
  const say = (said: Said) => parentPort!.postMessage(said)
  const ending = new AbortController()
  parentPort!.on('message', () => ending.abort())
  let told = 0
  const progress: Progress = {
    begin: (what, of) => say({ begin: what, of }),
    step(n) {
      const now = performance.now()
      if (now - told < TELL_EVERY) return
      told = now
      say({ step: n })
    },
    signal: {
      get aborted() {
        return Atomics.load(stop, 0) === 1 // heard also where nothing else is
      },
      addEventListener: (type, heard) => ending.signal.addEventListener(type, heard),
      removeEventListener: (type, heard) => ending.signal.removeEventListener(type, heard),
    },
  }
  try {
    enableCompileCache(join(order.blobs.DATA, 'compiled')) // each run has a thread of its own, and reading the engine is half a second
    const { kinds } = await import('./kinds/index.ts')
    const kind = kinds.find(({ id }) => id === order.kind)
    if (!kind) throw new Error(`There is no kind of run ${order.kind}.`)
    const blobs = await openPlaceAgain(order.blobs)
    const made = await kind.compute({
      ...order,
      options: order.options as never,
      progress,
      bytes: async ({ name, sha256 }) => bytesOf(name, await blobs.read(sha256)),
    })
    const written: Written[] = []
    for (const [name, content] of made.files) {
      const kept = await blobs.put(pieces(typeof content === 'function' ? content(written) : content), {
        signal: ending.signal,
      })
      written.push({ file: name, bytes: kept.size, sha256: kept.sha256 })
    }
    const files = written.map(({ file, bytes, sha256 }) => ({ name: file, sha256, size: bytes }))
    say({ found: { files, coverage: made.coverage, circles: made.circles, summary: made.summary } })
  } catch (error) {
    if (error instanceof Fault) say({ fault: error.code, values: error.values })
    else say({ mistake: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

/** A content piece by piece, each as bytes. */
async function* pieces(content: Content): AsyncGenerator<Uint8Array> {
  const text = new TextEncoder()
  for (const piece of typeof content === 'string' || content instanceof Uint8Array ? [content] : content)
    yield typeof piece === 'string' ? text.encode(piece) : piece
}
