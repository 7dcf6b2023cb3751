import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { Fault } from '../base/fault.ts'
import { random } from '../base/random.ts'
import { graphOf, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import { Engine } from './engine.ts'
import { type Report, shared } from './messages.ts'
import { solveTogether, type Thread } from './pool.ts'
import { type Problem, problemOf } from './problem.ts'
import { Search } from './search.ts'
import { plain } from './walkers.ts'

const made: Worker[] = []
afterEach(() => {
  made.length = 0
})

/** Makes threads; the n-th made breaks off at its k-th task, as `breaks` says. */
function spawner(breaks: Readonly<Record<number, number>> = {}, how: 'throw' | 'exit' = 'throw'): () => Thread {
  let count = 0
  return () => {
    count++
    const workerData = { dieAt: breaks[count] ?? 0, how }
    const inside = new Worker(new URL('../test/thread-entry.ts', import.meta.url), { workerData })
    made.push(inside)
    return {
      post: (order) => inside.postMessage(order),
      listen(report, ended) {
        inside.on('message', (said: Report) => report(said))
        inside.on('error', (error: Error) => ended(error.message))
        inside.on('exit', (code) => ended(`it ended with code ${code}`))
      },
      stop: () => void inside.terminate(),
    }
  }
}

/** A town with thousands of outlets in seven categories, some in none, some in two, with capacities that are no whole numbers. */
function town(outlets: number): Problem {
  const chance = random(5)
  const graph = graphOf(400, randomEdges(11, 400, 700))
  const homes = snapsOf(graph, randomSnaps(12, graph, 500))
  const shops = snapsOf(graph, randomSnaps(13, graph, outlets))
  const members: number[][] = Array.from({ length: 7 }, () => [])
  const capacity: (number | null)[] = []
  for (let o = 0; o < outlets; o++) {
    for (const list of members) if (chance.next() < 0.2) list.push(o)
    capacity.push(chance.next() < 0.5 ? null : chance.next() * 100)
  }
  const people = Float64Array.from({ length: 500 }, () => chance.next() * 1000)
  return problemOf(new Search(graph, plain(4.8)), homes, shops, members, { capacity, people })
}

const LIMIT = 3000
function alone(problem: Problem, kernel: 'simd' | 'scalar') {
  const engine = new Engine(problem, kernel)
  const nearest = Array.from({ length: 7 }, (_, c) => engine.nearest(c))
  const within = engine.within(LIMIT)
  return { nearest, within, people: engine.counted().people }
}

test('one, two or seven threads give the same bytes as none, on either kernel', async () => {
  const problem = town(5000)
  const expected = alone(problem, 'scalar')
  assert.deepEqual(alone(problem, 'simd'), expected)
  assert.ok(expected.within.some(({ count }) => count.some((n) => n > 255)))
  for (const threads of [1, 2, 7]) {
    const { nearest, within, people, crashes, ran } = await solveTogether(problem, LIMIT, spawner(), threads)
    assert.deepEqual({ nearest, within, people }, expected, `${threads} threads`)
    assert.deepEqual([crashes, ran], [[], { nearest: 'simd', counts: 'simd', why: null }])
  }
  const { ran, nearest } = await solveTogether(problem, LIMIT, spawner(), 2, { kernel: 'scalar' })
  assert.deepEqual(nearest, expected.nearest)
  assert.deepEqual(ran, { nearest: 'scalar', counts: 'scalar', why: 'as asked' })
})

test('a thread that breaks off is named, and its work is done again', async () => {
  const problem = town(5000)
  const expected = alone(problem, 'simd')
  for (const how of ['throw', 'exit'] as const) {
    for (const at of [1, 2, 5, 10]) {
      const { nearest, within, people, crashes } = await solveTogether(problem, LIMIT, spawner({ 1: at }, how), 2)
      assert.deepEqual({ nearest, within, people }, expected, `${how} at ${at}`)
      assert.ok(crashes.length <= 1)
      if (at < 5) assert.equal(crashes.length, 1)
      for (const crash of crashes) {
        assert.equal(crash.thread, 1)
        assert.equal(crash.why, how === 'throw' ? 'told to' : 'it ended with code 3')
        assert.notEqual(crash.task, '')
      }
    }
  }
})

test('threads that break off again and again are given up, with what they said', async () => {
  const spawn = spawner({ 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1 })
  await assert.rejects(solveTogether(town(200), LIMIT, spawn, 2), /keep breaking off: .*thread 1, at prepare: told to/)
})

test('who gives up is let go, before it begins and in the middle, and no thread is left', async () => {
  const problem = town(5000)
  const stopped = new AbortController()
  stopped.abort()
  const progress = { begin: () => {}, step: () => {} }
  await assert.rejects(
    solveTogether(problem, LIMIT, spawner(), 2, { progress: { ...progress, signal: stopped.signal } }),
    (error) => error instanceof Fault && error.code === 'cancelled',
  )
  assert.equal(made.length, 0)
  const later = new AbortController()
  let steps = 0
  const step = () => {
    if (++steps === 3) later.abort()
  }
  await assert.rejects(
    solveTogether(problem, LIMIT, spawner(), 2, { progress: { ...progress, step, signal: later.signal } }),
    (error) => error instanceof Fault && error.code === 'cancelled',
  )
  await Promise.all(made.map((inside) => inside.terminate()))
  for (const inside of made) assert.equal(inside.threadId, -1)
})

test('without shared memory arrays are copied, and the answers are the same', async () => {
  const problem = town(1500)
  const world = globalThis as { SharedArrayBuffer?: unknown }
  const Shared = world.SharedArrayBuffer
  delete world.SharedArrayBuffer
  try {
    assert.equal(shared(problem), problem)
    const { nearest, within, people } = await solveTogether(problem, LIMIT, spawner(), 2)
    assert.deepEqual({ nearest, within, people }, alone(problem, 'simd'))
  } finally {
    world.SharedArrayBuffer = Shared
  }
  assert.ok(shared(problem).net.to.buffer instanceof SharedArrayBuffer)
})

test('a hierarchy of another net, or of a shorter limit, is made again; one that fits is used', async () => {
  const problem = town(1500)
  const other = { ...problem, net: { ...problem.net, ds: problem.net.ds.map((ds) => ds + 7) } }
  const expected = alone(problem, 'scalar')
  for (const [of, limit] of [
    [other, LIMIT],
    [problem, 100],
    [problem, LIMIT],
    [problem, 5000],
  ] as const) {
    const hierarchy = new Engine(of).prepare(limit)
    const engine = new Engine(problem)
    const used = engine.prepare(LIMIT, undefined, hierarchy)
    assert.equal(used === hierarchy, of === problem && limit >= LIMIT)
    engine.count(0, problem.order.length)
    assert.deepEqual(engine.counted().within, expected.within)
    const { within } = await solveTogether(problem, LIMIT, spawner(), 2, { hierarchy })
    assert.deepEqual(within, expected.within)
  }
})
