// What two threads can be worth on this machine: a loop that reads memory at random, as a search does, alone and beside itself.
import { once } from 'node:events'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

const CELLS = 1 << 22
const READS = 1 << 24

/** Milliseconds for so many reads, each at the place that the one before told. */
function chase(): number {
  const next = new Int32Array(CELLS)
  let seed = 12345
  for (let i = 0; i < CELLS; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0
    next[i] = (seed >>> 0) % CELLS
  }
  const begun = performance.now()
  let at = 0
  for (let i = 0; i < READS; i++) at = next[at ^ (i & 255)]!
  const ms = performance.now() - begun
  if (at < 0) throw new Error('The reads were not made.')
  return ms
}

if (!isMainThread) parentPort!.postMessage(chase())

/** How many times the work of one thread two do together, both reading memory of 16 MB at random: between 1 and 2. */
export async function ceiling(): Promise<number> {
  const ms = async (threads: number) => {
    const all = Array.from({ length: threads }, () => new Worker(new URL(import.meta.url)))
    const told = (await Promise.all(all.map((one) => once(one, 'message')))) as [number][]
    await Promise.all(all.map((one) => one.terminate()))
    return Math.max(...told.map(([each]) => each))
  }
  const ratios: number[] = []
  for (let i = 0; i < 3; i++) ratios.push((2 * (await ms(1))) / (await ms(2)))
  return ratios.sort((a, b) => a - b)[1]!
}
