import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Fault } from '@yike/core/base/fault.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { instanceOfMatrix } from '@yike/core/siting/build.ts'
import { isPlainInstance, type SiteInstanceOptions, siteInstance } from './site-instance.ts'
import { solveInThread } from './site-thread.ts'
import { folder, write } from './test/yike.ts'

// 1 ─2─ 2 ─3─ 3 ─4─ 4, the edge 1–2 given twice: the later length is the one
const PMED = ' 4 4 2\n 1 2 9\n 2 3 3\n 3 4 4\n 1 2 2\n'
const DISTANCES = 'distance,name,DestinationName,demand\n0,s,a,10\n5,s,b,20\n9,t,a,10\n1,t,b,20\n'

async function site(files: Readonly<Record<string, string>>, options: Omit<SiteInstanceOptions, 'out'>) {
  const at = write(folder(), files)
  const given = Object.entries(options).map(([key, value]) => [
    key,
    typeof value === 'string' && value in files ? join(at, value) : value,
  ])
  const out = join(at, 'answer.json')
  const log = console.log
  const said: string[] = []
  console.log = (line: string) => void said.push(line)
  try {
    await siteInstance({ ...(Object.fromEntries(given) as unknown as SiteInstanceOptions), out }, 'en')
  } finally {
    console.log = log
  }
  return { said: said.join('\n'), answer: JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown> }
}

test('an OR-Library file: its own p, and everything in the answer', async () => {
  const { said, answer } = await site({ 'x.txt': PMED }, { model: 'p-median', pmed: 'x.txt' })
  assert.equal(answer.objective, 2 + 3)
  assert.deepEqual([answer.bound, answer.gap, answer.ended], [5, 0, 'proven'])
  assert.deepEqual(answer.chosen, ['2', '4'])
  assert.match(said, /objective {2}5; mean 1\.25/)
  assert.match(said, /gap 0\.0000% {2}proven best/)
})

test('tables: names as they stand, columns by heading', async () => {
  const files = { 'd.csv': DISTANCES }
  const { answer } = await site(files, { model: 'most-covered', distances: 'd.csv', radius: '4', p: '1' })
  assert.deepEqual(answer.chosen, ['t'])
  assert.equal(answer.objective, 20)
  assert.equal(answer.shareCovered, 20 / 30)
})

test('faults of tables name the line and what is wrong', async () => {
  const asked = { model: 'p-median', distances: 'd.csv', p: '1' }
  const wrong = async (text: string, pattern: RegExp, options: object = {}) => {
    const tried = site({ 'd.csv': text }, { ...asked, ...options })
    await assert.rejects(tried, (error) => error instanceof Fault && pattern.test(error.say('en')))
  }
  await wrong(DISTANCES.replace('9,t', 'far,t'), /line 4: distance should be a number of 0 or more; got "far"/)
  await wrong(`${DISTANCES}3,t,b,20\n`, /line 6: t – b stands in line 5 already/)
  await wrong(DISTANCES.replace('9,t,a,10\n', ''), /lacks 1 pairs, such as t – a/)
  await wrong(DISTANCES, /lacks columns minutes/, { columns: 'distance=minutes' })
  await wrong(DISTANCES.replace('1,t,b,20', '1,t,b,21'), /a demand counts for 20 in one line and for 21 here/)
  await wrong(DISTANCES.replace('9,t', '9,'), /line 4: it has no name/)
  await wrong(DISTANCES, /2 candidates to choose from/, { p: '3' })
})

test('a radius counts for every model that covers', async () => {
  const files = { 'd.csv': DISTANCES }
  for (const model of ['most-covered', 'shared', 'least-trade']) {
    const asked = { model, distances: 'd.csv', radius: '0.5', p: '1', minTrade: '5' }
    const { answer } = await site(files, asked)
    assert.deepEqual([answer.objective, answer.chosen], [10, ['s']], model)
  }
})

test('capacities of a table count, and the model of capacities wants them', async () => {
  const asked = { model: 'capacitated', distances: 'd.csv', radius: '9' }
  const candidates = (s: number) => `name,capacity,open\ns,${s},否\nt,100,否\n`
  const files = { 'd.csv': DISTANCES, 's.csv': candidates(20), 'few.csv': 'name,capacity\ns,4\nt,5\n' }
  const { answer } = await site(files, { ...asked, candidates: 's.csv' })
  assert.deepEqual(answer.chosen, ['t'])
  await assert.rejects(
    site(files, { ...asked, candidates: 'few.csv' }),
    (error) => error instanceof Fault && error.code === 'capacity-too-small',
  )
  await assert.rejects(site(files, asked), (error) => error instanceof Fault && error.code === 'needs')
})

test('a table in which nobody counts has no mean', async () => {
  const none = DISTANCES.replaceAll(/,[12]0\n/g, ',0\n')
  const { said, answer } = await site({ 'd.csv': none }, { model: 'p-median', distances: 'd.csv', p: '1' })
  assert.equal(answer.mean, null)
  assert.doesNotMatch(said, /NaN/)
})

test('a fault crosses from the thread, and so does a cancelled answer', async () => {
  const line = instanceOfMatrix([0, 4, 4, 0], 2, 2)
  const ask = { p: 5, budget: null, radius: null, share: null }
  const effort = { seed: 1, seconds: 30 }
  await assert.rejects(
    solveInThread('p-median', line, ask, effort, SILENT),
    (error) => error instanceof Fault && error.code === 'too-few-candidates',
  )
  const stopper = new AbortController()
  stopper.abort()
  const matrix = Array.from({ length: 3600 }, (_, at) => ((at * 7919) % 997) + (at % 60))
  const stopped = { ...SILENT, signal: stopper.signal }
  const answer = await solveInThread('p-median', instanceOfMatrix(matrix, 60, 60), { ...ask, p: 6 }, effort, stopped)
  assert.equal(answer.ended, 'cancelled')
  assert.equal(isPlainInstance({ model: 'p-median', pmed: 'x' }), true)
})
