// How things are measured: warmed up, some times over, the median with its spread, processor time beside wall time; each thing
// in a process of its own, so that no earlier one has shaped the compiled code or filled the memory.
import { fork } from 'node:child_process'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** How often a thing is run before and while it is measured. */
export interface Runs {
  readonly warmUps: number
  readonly runs: number
}

/** What one run took, or many: medians, and how far they lay apart. Milliseconds. */
export interface Timing {
  readonly runs: number
  readonly ms: number
  readonly min: number
  readonly max: number
  /** Median of the runs' distances from the median. */
  readonly mad: number
  /** Processor time of all threads, median and least: on a busy machine it tells more than the clock on the wall. */
  readonly cpuMs: number
  readonly cpuMin: number
}

/** Times `work`; `before` makes what it needs, anew for each run and not counted. What it returns is looked at, so that it is not left out. */
export async function timed<T>(
  { warmUps, runs }: Runs,
  work: (input: T) => unknown,
  before: () => T | Promise<T> = () => undefined as T,
): Promise<Timing> {
  const taken: Taken[] = []
  for (let i = -warmUps; i < runs; i++) {
    const input = await before()
    const one = await clocked(() => work(input))
    if (i >= 0) taken.push(one)
  }
  return summaryOf(taken)
}

/** Times two works in turn, so that whatever else the machine does falls on both and their ratio holds. */
export async function inTurn(
  { warmUps, runs }: Runs,
  one: () => unknown,
  other: () => unknown,
): Promise<readonly [Timing, Timing]> {
  const taken: [Taken[], Taken[]] = [[], []]
  for (let i = -warmUps; i < runs; i++) {
    const both = [await clocked(one), await clocked(other)] as const
    if (i < 0) continue
    taken[0].push(both[0])
    taken[1].push(both[1])
  }
  return [summaryOf(taken[0]), summaryOf(taken[1])]
}

/** What one run took. */
interface Taken {
  readonly ms: number
  readonly cpuMs: number
}

async function clocked(work: () => unknown): Promise<Taken> {
  globalThis.gc?.() // garbage of others is not for this run to clear away
  const usage = process.cpuUsage()
  const begun = performance.now()
  sink(await work())
  const ms = performance.now() - begun
  const { user, system } = process.cpuUsage(usage)
  return { ms, cpuMs: (user + system) / 1000 }
}

const summaryOf = (taken: readonly Taken[]) =>
  summary(
    taken.map((t) => t.ms),
    taken.map((t) => t.cpuMs),
  )

/** Medians and spread of what was measured, milliseconds. */
export function summary(wall: readonly number[], cpu: readonly number[]): Timing {
  const ms = median(wall)
  return {
    runs: wall.length,
    ms,
    min: Math.min(...wall),
    max: Math.max(...wall),
    mad: median(wall.map((one) => Math.abs(one - ms))),
    cpuMs: median(cpu),
    cpuMin: Math.min(...cpu),
  }
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value below which the share `q` of `values` lies, in proportion between the two next to it. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new Error('Nothing was measured.')
  const sorted = [...values].sort((a, b) => a - b)
  const at = q * (sorted.length - 1)
  const low = sorted[Math.floor(at)]!
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at))
}

let sunk = 0
/** Looks at a result. */
function sink(result: unknown): void {
  if (result !== undefined && result !== null) sunk = (sunk + 1) | 0
}

/** What a process of its own found, and what it took. */
export interface Fresh<T> {
  readonly value: T
  /** Most memory that it had at one time, and before it began, MB. */
  readonly peakMb: number
  readonly startMb: number
  /** Processor time of all its threads, ms. */
  readonly cpuMs: number
}

/** The same as seen from outside. */
export interface Watched<T> extends Fresh<T> {
  /** How many cores, on average, were busy with other things meanwhile: above a few tenths, times are not to be trusted. */
  readonly othersCores: number
}

/** An exported function of a module of bench/, and what it is given: plain data, as is what it returns. */
export interface Job {
  readonly module: string
  readonly name: string
  readonly args: readonly unknown[]
}

/** Does a job in a fresh process. */
export function fresh<T>(job: Job): Promise<Watched<T>> {
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const busy = busyMs()
    const child = fork(join(import.meta.dirname, 'child.ts'), [], { execArgv: ['--expose-gc'] })
    let found: Fresh<T> | null = null
    child.on('message', (message) => {
      found = message as Fresh<T>
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      if (!found || code !== 0) return reject(new Error(`${job.name} of ${job.module} ended with ${code}; see above.`))
      const othersMs = busyMs() - busy - found.cpuMs
      resolve({ ...found, othersCores: Math.max(0, othersMs / (performance.now() - begun)) })
    })
    child.send(job)
  })
}

/** What all cores have been busy for since the machine was started, ms. */
const busyMs = () => cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)
