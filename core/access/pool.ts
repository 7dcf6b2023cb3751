// Many threads on one problem. The pool neither knows nor cares who makes its threads (Node, a browser, a test): it gives each one
// task at a time, and whichever is free takes the next. Every answer is exact and every sum is of whole units, so that the
// result does not depend on how many threads there are or on who did what. A thread that ends is named, what it had done and
// not yet handed in is done again by others, and another takes its place.
//
//   thread 1   prepare ▓▓▓▓▓▓▓▓▓▓  count ▓ ▓ ▓ ▓ ▓   counted ▓     the hierarchy, once; 1,024 outlets a task, into its own memory
//   thread 2   nearest ▓ ▓ ▓ ▓ ▓ ▓ ▓ ▓ ▓ ▓ ▓ ▓                     one task a category
//   thread 3   nearest ▓ ▓ ▓ ▓ ▓ ▓   count ▓ ▓ ▓ ▓   counted ▓     … and all counts are added up at the end
//
// To begin with a kind of work costs a thread its laying out, so each stays with its kind as long as there is any, and takes
// up the other only for what is worth it.
import { Fault } from '../base/fault.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import type { Nearest, Within } from './answers.ts'
import type { Ran, Solved } from './engine.ts'
import type { Hierarchy } from './hierarchy.ts'
import type { Counted, KernelId } from './kernel.ts'
import { type Order, type Report, shared, type Task } from './messages.ts'
import type { Problem } from './problem.ts'

/** A thread that runs `worker` of thread.ts. */
export interface Thread {
  post(order: Order): void
  /** Hears every report, and once when the thread ends without being asked to. */
  listen(report: (report: Report) => void, ended: (why: string) => void): void
  /** Ends it at once, whatever it is doing. */
  stop(): void
}

/** Makes a thread. */
export type Spawn = () => Thread

/** A thread that broke off. */
export interface Crash {
  /** Counted from 1, in the order in which they were made. */
  readonly thread: number
  /** What it was doing. */
  readonly task: string
  readonly why: string
}

/** All that was asked, and who broke off on the way. */
export interface Pooled extends Solved {
  readonly crashes: readonly Crash[]
}

/** Outlets of one counting task: 16 heats of 64. */
const STRIDE = 1024
/** Tasks of a kind that must be left for another thread to begin with that kind: its laying out takes as long as about so many. */
const WORTH_NEAREST = 16
const WORTH_COUNT = 32
/** Threads that may break off before the pool gives up: what breaks so often would go on doing so. */
const MOST_CRASHES = 4

/** What else a pool may be asked. */
export interface PoolOptions {
  readonly kernel?: KernelId
  readonly progress?: Progress
  /** Made before, for the same net and this limit or a longer one. */
  readonly hierarchy?: Hierarchy | null
}

/**
 * Answers a problem on `threads` threads: nearest and counts of every category. Throws `cancelled` at once when the listener gives
 * up, an Error when threads keep breaking off. No thread is left running.
 */
export async function solveTogether(
  problem: Problem,
  limitDs: number,
  spawn: Spawn,
  threads: number,
  { kernel = 'simd', progress = SILENT, hierarchy = null }: PoolOptions = {},
): Promise<Pooled> {
  heed(progress)
  const pool = new Pool(shared(problem), limitDs, spawn, kernel, progress, hierarchy)
  try {
    return await pool.run(threads)
  } finally {
    pool.stop()
  }
}

/** A thread at work: the task in hand, whether it can count, and the counting tasks that only its own memory holds. */
interface Hand {
  readonly number: number
  readonly thread: Thread
  task: Task | null
  canNearest: boolean
  canCount: boolean
  counted: Task[]
}

const named = (task: Task): string => {
  if (task.kind === 'nearest') return `nearest ${task.category}`
  if (task.kind === 'count') return `count ${task.from}–${task.to}`
  return task.kind
}

class Pool {
  readonly #problem: Problem
  readonly #limitDs: number
  readonly #spawn: Spawn
  readonly #kernel: KernelId
  readonly #progress: Progress
  readonly #hands = new Set<Hand>()
  readonly #crashes: Crash[] = []
  #made = 0
  /** Tasks still to be given out; prepare is given out by `#next`. */
  readonly #nearestLeft: Task[]
  readonly #countLeft: Extract<Task, { kind: 'count' }>[]
  #prepared: { readonly hierarchy: Hierarchy | null } | null = null
  readonly #nearest: (Nearest | undefined)[]
  readonly #sums: Counted[] = []
  #ran: Ran
  #done = 0
  readonly #all: number
  #resolve: (pooled: Pooled) => void = () => {}
  #reject: (why: Error) => void = () => {}

  constructor(
    problem: Problem,
    limitDs: number,
    spawn: Spawn,
    kernel: KernelId,
    progress: Progress,
    hierarchy: Hierarchy | null,
  ) {
    const categories = problem.members.first.length - 1
    const { length } = problem.order
    this.#problem = problem
    this.#limitDs = limitDs
    this.#spawn = spawn
    this.#kernel = kernel
    this.#ran = { nearest: kernel, counts: kernel, why: null }
    this.#progress = progress
    if (hierarchy) this.#prepared = { hierarchy: shared(hierarchy) }
    this.#nearest = Array(categories).fill(undefined)
    this.#nearestLeft = Array.from({ length: categories }, (_, category) => ({ kind: 'nearest', category }))
    this.#countLeft = Array.from({ length: Math.ceil(length / STRIDE) }, (_, i) => ({
      kind: 'count',
      from: i * STRIDE,
      to: Math.min(length, (i + 1) * STRIDE),
    }))
    this.#all = categories + this.#countLeft.length
  }

  run(threads: number): Promise<Pooled> {
    this.#progress.begin({ zh: '找最近的网点，数可达的网点', en: 'Finding and counting outlets' }, this.#all)
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#progress.signal?.addEventListener?.('abort', this.#heed)
      for (let i = 0; i < Math.max(1, threads); i++) this.#hire()
    })
  }

  /** Ends all threads; nobody is heard any more. */
  stop(): void {
    this.#progress.signal?.removeEventListener?.('abort', this.#heed)
    for (const { thread } of this.#hands) thread.stop()
    this.#hands.clear()
  }

  readonly #heed = (): boolean => {
    if (!this.#progress.signal?.aborted) return false
    this.#reject(new Fault('cancelled'))
    this.stop()
    return true
  }

  #hire(): void {
    const hand: Hand = {
      number: ++this.#made,
      thread: this.#spawn(),
      task: null,
      canNearest: false,
      canCount: false,
      counted: [],
    }
    this.#hands.add(hand)
    hand.thread.listen(
      (report) => {
        if (this.#hands.has(hand)) this.#hear(hand, report)
      },
      (why) => {
        if (this.#hands.has(hand)) this.#lose(hand, why)
      },
    )
    hand.thread.post({ problem: this.#problem, kernel: this.#kernel })
    this.#give(hand)
  }

  #hear(hand: Hand, report: Report): void {
    if (this.#heed() || report.kind === 'at') return
    if (report.kind === 'mistake') {
      this.#lose(hand, report.why)
      return
    }
    const { task } = hand
    hand.task = null
    if (report.kind === 'nearest') {
      hand.canNearest = true
      this.#nearest[report.category] = report.nearest
      this.#note(report.ran)
      this.#progress.step(++this.#done)
    } else if (report.kind === 'prepare') {
      hand.canCount = true
      this.#note(report.ran)
      this.#prepared ??= { hierarchy: report.hierarchy }
      for (const other of this.#hands) if (!other.task && other !== hand) this.#give(other)
    } else if (report.kind === 'count') {
      hand.counted.push(task!)
      this.#progress.step(++this.#done)
    } else {
      hand.counted = []
      hand.canCount = false // its memory is spent; only after a crash is there anything left to count
      this.#sums.push(report.counted)
    }
    this.#give(hand)
    for (const other of this.#hands) if (!other.task) this.#give(other)
    this.#end()
  }

  /** A thread has ended: what it held is to be done again. */
  #lose(hand: Hand, why: string): void {
    this.#hands.delete(hand)
    hand.thread.stop()
    this.#crashes.push({ thread: hand.number, task: hand.task ? named(hand.task) : 'nothing', why })
    if (this.#crashes.length > MOST_CRASHES) {
      const told = this.#crashes.map((c) => `thread ${c.thread}, at ${c.task}: ${c.why}`).join('; ')
      this.#reject(new Error(`Threads keep breaking off: ${told}`))
      this.stop()
      return
    }
    for (const task of [...hand.counted, ...(hand.task ? [hand.task] : [])]) {
      if (task.kind === 'count') this.#countLeft.push(task)
      if (task.kind === 'nearest') this.#nearestLeft.unshift(task)
    }
    this.#countLeft.sort((a, b) => a.from - b.from)
    this.#done -= hand.counted.length
    this.#hire()
    for (const other of this.#hands) if (!other.task) this.#give(other)
  }

  #give(hand: Hand): void {
    if (hand.task || !this.#hands.has(hand)) return
    const task = this.#next(hand)
    if (!task) return
    hand.task = task
    hand.thread.post({ task })
  }

  #next(hand: Hand): Task | null {
    const others = [...this.#hands].filter((other) => other !== hand)
    const counts = this.#countLeft.length
    if (!this.#prepared && counts && !others.some((other) => other.task?.kind === 'prepare'))
      return { kind: 'prepare', limitDs: this.#limitDs, hierarchy: undefined }
    const nearest = this.#nearestLeft.length
    if (hand.canCount && counts) return this.#takeCount(hand)
    if (hand.canNearest && nearest) return this.#nearestLeft.shift()!
    // a kind that nobody is at is begun, however little there is of it; one that somebody is at, where it is worth it
    const finds = others.some((other) => other.canNearest || other.task?.kind === 'nearest')
    const counting = others.some((other) => other.canCount || other.task?.kind === 'prepare')
    const begin = { kind: 'prepare', limitDs: this.#limitDs, hierarchy: this.#prepared?.hierarchy } as const
    if (nearest && !finds) return this.#nearestLeft.shift()!
    if (counts && this.#prepared && !counting) return begin
    if (nearest >= WORTH_NEAREST) return this.#nearestLeft.shift()!
    if (counts >= WORTH_COUNT && this.#prepared) return begin
    return hand.counted.length ? { kind: 'counted' } : null
  }

  /** From the front or from the back, so that the outlets of a thread lie together and so do the points it meets. */
  #takeCount(hand: Hand): Task {
    return hand.number % 2 ? this.#countLeft.shift()! : this.#countLeft.pop()!
  }

  #note(ran: Ran): void {
    if (ran.nearest === 'scalar') this.#ran = { ...this.#ran, nearest: 'scalar', why: ran.why }
    if (ran.counts === 'scalar') this.#ran = { ...this.#ran, counts: 'scalar', why: ran.why }
  }

  #end(): void {
    if (this.#nearestLeft.length || this.#countLeft.length) return
    for (const hand of this.#hands) if (hand.task || hand.counted.length) return
    const nearest = this.#nearest.filter((n) => n !== undefined)
    if (nearest.length < this.#nearest.length) return
    this.#resolve({ nearest, ...added(this.#sums, this.#problem), ran: this.#ran, crashes: this.#crashes })
  }
}

/** Sums of what each thread counted: whole units, so the order does not matter. */
function added(sums: readonly Counted[], { members, points, outlets, people, hasCapacity }: Problem): Counted {
  const [first, ...others] = sums
  if (!first) {
    const within = Array.from(
      { length: members.first.length - 1 },
      (): Within => ({
        count: new Int32Array(points.points),
        capacity: new Float64Array(points.points),
      }),
    )
    return { within, people: people && new Float64Array(outlets.points) }
  }
  const add = (to: Int32Array | Float64Array, from: Int32Array | Float64Array) => {
    for (let i = 0; i < to.length; i++) to[i]! += from[i]!
  }
  for (const other of others) {
    first.within.forEach(({ count, capacity }, c) => {
      add(count, other.within[c]!.count)
      if (hasCapacity[c]) add(capacity, other.within[c]!.capacity)
    })
    if (first.people && other.people) add(first.people, other.people)
  }
  return first
}
