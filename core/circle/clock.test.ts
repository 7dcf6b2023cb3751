import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultConvention } from '../access/convention.ts'
import { solve } from '../access/engine.ts'
import { atPace, walkerOf } from '../access/walkers.ts'
import { Fault } from '../base/fault.ts'
import { SILENT } from '../base/progress.ts'
import { random } from '../base/random.ts'
import type { OutletRow, Population } from '../source/rows.ts'
import type { OutletHours } from '../standard/outlet-hours.ts'
import notice2025 from '../standard/standards/notice-2025.ts'
import { type Moment, standingAt, weekOf } from '../standard/week.ts'
import {
  graphOf,
  type PlainEdge,
  type PlainSnap,
  plainCosts,
  randomEdges,
  randomSnaps,
  snapsOf,
} from '../test/oracle.ts'
import { askClock, askClockWith, CLOCK_STATES, type Clock, clockFor, hoursOfDay } from './clock.ts'
import { limitDs } from './coverage.ts'
import { begin, finish, givenOf } from './from-snaps.ts'
import type { Measured } from './measured.ts'
import {
  floorSeconds,
  type Persona,
  personaOf,
  personas,
  personaWith,
  readMoment,
  STREET_LEVEL,
  sayMoment,
} from './persona.ts'

const outlet = (id: string, label: string): OutletRow => ({
  id,
  name: id,
  at: [87, 39],
  entrances: [],
  label,
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [{ kind: 'official', file: 'ledger.csv', row: 1, ref: null, confirmed: null }],
})

const population = (cells: number): Population => ({
  kind: 'point',
  file: 'people.csv',
  lng: new Float64Array(cells).fill(87.05),
  lat: new Float64Array(cells).fill(39),
  people: Float64Array.from({ length: cells }, (_, i) => i + 1),
  bands: { '65+': new Float64Array(cells).fill(0.5) },
  cellMeters: null,
  outlineFirst: null,
  outline: null,
  notes: [],
})

function town(
  edges: readonly PlainEdge[],
  nodes: number,
  homes: PlainSnap[][],
  shops: PlainSnap[][],
  labels: string[],
) {
  const graph = graphOf(nodes, edges)
  // a hull with room in it, so that no home is near the border of the data
  for (let n = 0; n < nodes; n++) graph.lat[n] = 390_000_000 + [2_000_000, -2_000_000][n % 2]!
  graph.lng[0] = 860_000_000
  graph.lng[1] = 860_000_000
  graph.lng[nodes - 1] = 880_000_000
  graph.lng[nodes - 2] = 880_000_000
  const convention = defaultConvention(atPace(walkerOf('adult'), 3.6), 5)
  const inputs = {
    graph,
    bounds: { west: 86, south: 38, east: 88, north: 40 },
    population: population(homes.length),
    outlets: labels.map((label, i) => outlet(`${i}`, label)),
    areas: [],
    standard: notice2025,
    convention,
    labels: {},
    ledgerComplete: false,
    findings: [],
  }
  const snaps = { cellSnaps: snapsOf(graph, homes), outletSnaps: snapsOf(graph, shops) }
  const begun = begin(givenOf(inputs), convention, snaps, SILENT)
  return finish(begun, solve(begun.problem, limitDs(convention)), SILENT)
}

const hours = (weeks: OutletHours['weeks']): OutletHours => ({ weeks, stated: 0, read: 0, findings: [] })
const walker = atPace(walkerOf('adult'), 3.6) // a metre a second
const persona = (more: Partial<Persona> = {}): Persona => ({
  id: 'test',
  name: { zh: '试', en: 'Test' },
  walker,
  home: STREET_LEVEL,
  moment: { day: 0, minute: 390 },
  minutes: 5,
  band: null,
  ...more,
})
const CONVENIENCE = notice2025.categories.findIndex((c) => c.id === 'convenience-store')
const BREAKFAST = notice2025.categories.findIndex((c) => c.id === 'breakfast')
const at = (hour: number, minute = 0, day = 0): Moment => ({ day, minute: hour * 60 + minute })
const words = (clock: Clock, moment: Moment, category = CONVENIENCE) =>
  Array.from(askClock(clock, [moment], [category])[0]!.state, (code) => CLOCK_STATES[code])

// ten crossings 100 m apart, a home at each; shops at the ends: the west one opens 6–9, the east one's hours are unknown
const row: PlainEdge[] = Array.from({ length: 9 }, (_, n) => ({ from: n, to: n + 1, mm: 100_000 }))
const spot = (n: number): PlainSnap[] => [n < 9 ? [n, 0, 0] : [8, 100_000, 0]]
const homes = Array.from({ length: 10 }, (_, n) => spot(n))
const street = () => town(row, 10, homes, [spot(0), spot(9)], ['便利店', '便利店'])
const westOnly = (m: Measured, more: Partial<Persona> = {}) =>
  clockFor(
    m,
    hours([weekOf(Array.from({ length: 7 }, (_, d) => [d * 1440 + 360, d * 1440 + 540])), null]),
    persona(more),
  )

test('who reaches an open outlet, who a shut one, and who one of unknown hours', () => {
  const clock = westOnly(street())
  const [open, closed, beyond, unsure] = ['open', 'closed', 'beyond', 'unsure'] as const
  assert.deepEqual(words(clock, at(6, 30)), [...Array(4).fill(open), beyond, beyond, ...Array(4).fill(unsure)])
  assert.deepEqual(words(clock, at(9)), [...Array(4).fill(closed), beyond, beyond, ...Array(4).fill(unsure)])
  const [share] = askClock(clock, [at(6, 30)], [CONVENIENCE])[0]!.shares
  assert.deepEqual(
    [share!.people, share!.open, share!.unsure, share!.closed, share!.beyond],
    [55, 1 + 2 + 3 + 4, 7 + 8 + 9 + 10, 0, 5 + 6],
  )
  assert.deepEqual([share!.least, share!.most], [10 / 55, 44 / 55])
})

test('the time down from the flat is taken off the minutes; what it takes may not be known', () => {
  const m = street()
  const down = { value: 50, source: 'test', status: 'inference' } as const
  const third = { floor: 3, lift: false, secondsPerStorey: down, liftSeconds: { ...down, value: null } }
  const clock = westOnly(m, { home: third }) // 300 s less 100 s: two crossings
  assert.equal(clock.floorSeconds, 100)
  assert.deepEqual(words(clock, at(7)).slice(0, 5), ['open', 'open', 'open', 'beyond', 'beyond'])
  assert.equal(floorSeconds({ ...third, lift: true }), null)
  assert.equal(floorSeconds({ ...third, floor: 1, lift: true }), 0)
  const unknown = westOnly(m, { home: { ...third, lift: true } })
  assert.deepEqual(words(unknown, at(7)), words(westOnly(m), at(7)))
  const tower = westOnly(m, { home: { ...third, floor: 9 } })
  assert.ok(words(tower, at(7)).every((word) => word === 'beyond'))
})

test('a category that no ledger knows is unknown at every hour, and nobody is lacking it', () => {
  const clock = westOnly(street())
  assert.ok(words(clock, at(7), BREAKFAST).every((word) => word === 'unknown'))
  const [share] = askClock(clock, [at(7)], [BREAKFAST])[0]!.shares
  assert.deepEqual([share!.people, share!.least, share!.most, share!.unknown], [0, null, null, 55])
})

test('where the data ends, or the ledger does not reach, nobody says that all are shut', () => {
  const m = street()
  const clock = westOnly({
    ...m,
    facts: { ...m.facts, insideMeters: m.facts.insideMeters.map((d, i) => (i < 2 ? 10 : d)) },
  })
  assert.deepEqual(words(clock, at(12)).slice(0, 3), ['edge', 'edge', 'closed'])
  const area = {
    ...m,
    knowledge: m.knowledge.map((k) => ({ ...k, unknownIn: [0] })),
    facts: { ...m.facts, tractAreas: [[0]] },
  }
  assert.deepEqual(words(westOnly(area), at(12)).slice(0, 3), ['unknown', 'unknown', 'unknown'])
  assert.equal(words(westOnly(area), at(7))[0], 'open')
})

test('the band of the persona is counted where the city knows it, else everybody', () => {
  const m = street()
  assert.deepEqual([westOnly(m, { band: '65+' }).people[3], westOnly(m, { band: '65+' }).band], [0.5, '65+'])
  assert.deepEqual([westOnly(m, { band: '0-2' }).people[3], westOnly(m, { band: '0-2' }).band], [4, null])
})

test('on random towns every cell at every hour stands as trying all outlets says, on one thread and through a solver', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), async (seed) => {
      const chance = random(seed)
      const edges = randomEdges(seed, 24, 40)
      const graph = graphOf(24, edges)
      const places = randomSnaps(seed + 1, graph, 8)
      const shops = randomSnaps(seed + 2, graph, 9)
      const m = town(edges, 24, places, shops, shops.map(() => '便利店')) // biome-ignore format: one line
      const weeks = shops.map(() =>
        chance.next() < 0.3
          ? null
          : weekOf([[chance.int(0, 1000), chance.int(1000, 2000)]], chance.next() < 0.3 ? [[300, 700]] : []),
      )
      const clock = clockFor(m, hours(weeks), persona())
      const moments = hoursOfDay(0)
      const answers = askClock(clock, moments, [CONVENIENCE])
      const through = await askClockWith(clock, moments, async (p, l, g) => solve(p, l, g, 'scalar'), [CONVENIENCE])
      assert.deepEqual(through, answers)
      places.forEach((_, p) => {
        const costs = plainCosts(graph, walker, places, p, shops)
        const near = costs.flatMap((cost, o) => (cost && cost[0] <= 3000 ? [o] : []))
        answers.forEach(({ moment, state }) => {
          const standings = near.map((o) => standingAt(weeks[o]!, moment))
          const word = CLOCK_STATES[state[p]!]!
          if (standings.includes('open')) assert.equal(word, 'open')
          else if (standings.includes('unknown')) assert.equal(word, 'unsure')
          else if (standings.length > 0) assert.equal(word, 'closed')
          else assert.ok(!['open', 'unsure', 'closed'].includes(word))
        })
      })
    }),
    { numRuns: 60 },
  )
})

test('somebody of one’s own is a preset but for what is asked, and what nobody is is refused', () => {
  const elder = personaOf('elder-76')
  assert.deepEqual(personaWith(elder, {}), elder)
  const own = personaWith(elder, { kmh: 2, steps: null, crossing: 0, floor: 6, lift: false, minutes: 10 })
  assert.deepEqual(
    [own.walker.kmh.value, own.walker.steps.value, own.walker.crossingSeconds.value, own.home.floor, own.minutes],
    [2, null, 0, 6, 10],
  )
  assert.equal(floorSeconds(own.home)! / floorSeconds(elder.home)!, 5 / 4)
  assert.deepEqual([own.band, own.moment, own.walker.gates], [elder.band, elder.moment, elder.walker.gates])
  for (const wrong of [{ kmh: 0 }, { kmh: 50 }, { steps: 0.5 }, { crossing: -1 }, { floor: 0 }, { minutes: 0 }, { kmh: Number.NaN }])
    assert.throws(() => personaWith(elder, wrong), (e) => e instanceof Fault && e.code === 'bad-value') // biome-ignore format: one line
})

test('moments are read as people write them, and presets say that they are examples', () => {
  assert.deepEqual(readMoment('周三 06:30'), { day: 2, minute: 390 })
  assert.deepEqual(readMoment('星期日 7点'), { day: 6, minute: 420 })
  assert.deepEqual(readMoment('Wed 17:45'), { day: 2, minute: 1065 })
  assert.deepEqual(sayMoment({ day: 6, minute: 65 }), { zh: '周日 01:05', en: 'Sun 01:05' })
  for (const wrong of ['06:30', '周八 6:00', 'Wed 25:00', '周三 6:75', ''])
    assert.throws(() => readMoment(wrong), (e) => e instanceof Fault && e.code === 'bad-value') // biome-ignore format: one line
  for (const { name } of personas) assert.match(name.zh, /^示例/)
  assert.throws(() => personaOf('nobody'), (e) => e instanceof Fault && e.code === 'unknown-persona') // biome-ignore format: one line
})
