// Thousands of mutated files a format, each format in a thread with bounded memory: no crash, no file that takes ten
// seconds. Prints what came of them. YIKE_MUTATIONS is how many a format, 5,000 without it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { FORMATS, type Outcome } from '../test/mutations.ts'

const RUNS = Number(process.env.YIKE_MUTATIONS ?? 5_000)
const ENTRY = new URL('../test/mutated-entry.ts', import.meta.url)
const HANG_MS = 10_000
/** V8's heap of a thread; buffers stand beside it, and are what the process is watched for. */
const HEAP_MB = 1_024
const MOST_MB = 2_048

type Said = { begun: number } | { ended: number; outcome: Outcome }

async function runAll(id: string): Promise<{ outcomes: readonly Outcome[]; slowest: number; peakMb: number }> {
  const outcomes: Outcome[] = []
  let peak = 0
  let slowest = -1
  const worker = new Worker(ENTRY, {
    workerData: { id, from: 0, to: RUNS },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  let at = -1
  let since = performance.now()
  await new Promise<void>((resolve, reject) => {
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
      if (at < 0 || performance.now() - since < HANG_MS) return
      void worker.terminate()
      reject(new Error(`${id}, seed ${at}: not done after ${HANG_MS / 1000} s`))
    }, 50)
    worker.on('message', (said: Said) => {
      since = performance.now()
      if ('begun' in said) at = said.begun
      else {
        if (said.outcome.ms > (outcomes[slowest]?.ms ?? -1)) slowest = outcomes.length
        outcomes.push(said.outcome)
      }
    })
    worker.on('error', (error) => reject(new Error(`${id}, seed ${at}: ${error.message}`, { cause: error })))
    worker.on('exit', () => {
      clearInterval(watch)
      resolve()
    })
  })
  return { outcomes, slowest, peakMb: peak / 2 ** 20 }
}

for (const id of FORMATS.keys())
  test(`${id}: ${RUNS} mutated files, none hangs, none brings the thread down`, async (t) => {
    const { outcomes, slowest, peakMb } = await runAll(id)
    const faults = outcomes.filter((o) => o.fault).length
    const findings = outcomes.filter((o) => o.findings > 0).length
    t.diagnostic(
      `${id}: ${outcomes.length} runs, ${faults} faults, ${findings} with findings, slowest ${Math.round(outcomes[slowest]!.ms)} ms (seed ${slowest}), peak ${Math.round(peakMb)} MB`,
    )
    assert.equal(outcomes.length, RUNS)
    assert.ok(Math.max(...outcomes.map((o) => o.ms)) < HANG_MS)
    assert.ok(peakMb < MOST_MB, `${peakMb} MB`)
  })
