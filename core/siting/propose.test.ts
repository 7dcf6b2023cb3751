// Sites in a small city: the real measurement, the real walk, the real models.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConvention } from '../access/convention.ts'
import { Search } from '../access/search.ts'
import { walkerOf } from '../access/walkers.ts'
import { Fault } from '../base/fault.ts'
import { random } from '../base/random.ts'
import { measure } from '../circle/measure.ts'
import type { Measured, MeasureInputs } from '../circle/measured.ts'
import type { OutletRow, Population } from '../source/rows.ts'
import notice2025 from '../standard/standards/notice-2025.ts'
import { PATIENT } from '../test/little-towns.ts'
import { scene } from '../test/scene.ts'
import { siteAnew } from './anew.ts'
import type { Candidate } from './candidate.ts'
import { lackingCells, peopleOf, shareOfCity } from './city.ts'
import { models } from './models/index.ts'
import { proposeSites, type SolveModel } from './propose.ts'
import { reachOf } from './reach.ts'
import type { Siting, SitingQuestion } from './siting.ts'
import { streetCandidates } from './street-nodes.ts'

// Two rows of streets, 300 m from crossing to crossing; a lane of steps, private yards. A road far round it keeps the edge of the
// data away.
const TOWN = `
A────B────C────D────E────F
│    │    │    │    │    │
G────H────I────J────K────L
     │         │
     M────N────O    P
`
const FAR = 20
const indented = TOWN.trim()
  .split('\n')
  .map((line) => ' '.repeat(FAR) + line)
const town = scene(
  [
    `W${' '.repeat(2 * FAR + 26)}X`,
    ...Array(FAR).fill(''),
    ...indented,
    ...Array(FAR).fill(''),
    `Y${' '.repeat(2 * FAR + 26)}Z`,
  ].join('\n'),
  {
    ABCDEF: { highway: 'residential' },
    GHIJKL: { highway: 'residential' },
    AG: { highway: 'residential' },
    BHM: { highway: 'residential' },
    CI: { highway: 'steps' },
    DJO: { highway: 'residential' },
    FL: { highway: 'service', access: 'private' },
    MNO: { highway: 'footway' },
    KP: { highway: 'service', access: 'private' },
    WXZYW: { highway: 'primary' },
    WA: { highway: 'primary' },
  },
  { meters: 60 },
)

const chance = random(4)
const homes = [...'ABCDEFGHIJKLMNO'].flatMap((letter) => [town.at(letter, 1, 0.4), town.at(letter, -0.8, -0.5)])
const population: Population = {
  kind: 'point',
  file: 'people.csv',
  lng: Float64Array.from(homes, ([lng]) => lng),
  lat: Float64Array.from(homes, ([, lat]) => lat),
  people: Float64Array.from(homes, () => chance.int(5, 60) + 0.25),
  bands: { '60+': Float64Array.from(homes, () => chance.int(0, 9)) },
  cellMeters: null,
  outlineFirst: null,
  outline: null,
  notes: [],
}
const outlet = (
  id: string,
  at: readonly [number, number],
  label: string,
  capacity: number | null = null,
): OutletRow => ({
  id,
  name: id,
  at,
  entrances: [],
  label,
  tags: {},
  capacity,
  hours: null,
  address: null,
  origins: [{ kind: 'official', file: 'ledger.csv', row: 2, ref: null, confirmed: null }],
})
const there = [outlet('old', town.at('A'), '菜市场', 60), outlet('shop', town.at('L'), '便利店')]
const inputs = (more: readonly OutletRow[] = [], minutes = 5): MeasureInputs => ({
  graph: town.graph,
  bounds: { west: 82, south: 38, east: 84, north: 40 },
  population,
  outlets: [...there, ...more],
  areas: [],
  standard: notice2025,
  convention: defaultConvention(walkerOf('adult'), minutes),
  labels: {},
  ledgerComplete: false,
  findings: [],
})
const city = measure(inputs())
const of = (id: string) => city.categories.findIndex((c) => c.id === id)
const candidate = (letter: string, more: Partial<Candidate> = {}): Candidate => ({
  id: letter,
  name: letter,
  at: town.at(letter, 0.3, 0.2),
  kind: 'premises',
  areaM2: null,
  cost: null,
  capacity: null,
  hours: null,
  categories: null,
  ...more,
})
const LETTERS = [...'BCDEFGHIJKLMNO']
const candidates = LETTERS.map((letter) => candidate(letter))

const ask = (model: string, more: Partial<SitingQuestion> = {}, ids = ['wet-market']): SitingQuestion => ({
  model,
  categories: ids.map((id) => city.categories[of(id)]!),
  p: null,
  budget: null,
  share: null,
  leastTrade: null,
  stopsPerVan: null,
  minutesBetween: null,
  band: null,
  unknownToo: false,
  capMinutes: null,
  floorM2: {},
  capacityIfUnknown: null,
  ...more,
})
const solve: SolveModel = (id, instance, asked) => models.find((m) => m.id === id)!.solve(instance, asked, PATIENT)
const propose = (question: SitingQuestion, from: readonly Candidate[] = candidates, m: Measured = city) =>
  proposeSites(m, from, question, solve)

/** The city measured again with the chosen sites among its outlets. */
function opened(siting: Siting, minutes = 5): Measured {
  const label = (id: string) => notice2025.categories.find((c) => c.id === id)!.name.zh
  const more = siting.sites.flatMap((s) =>
    s.categories.map((id) => outlet(`new ${s.candidate.id} ${id}`, s.candidate.at, label(id), 40)),
  )
  return measure(inputs(more, minutes))
}
const near = (a: number, b: number, what: string) => assert.ok(Math.abs(a - b) < 1e-6, `${what}: ${a} for ${b}`)

test('whoever is promised is gained: a new measurement with the sites open finds exactly these people', async () => {
  for (const [model, more] of [
    ['most-covered', { p: 2 }],
    ['fewest', { share: 0.9 }],
    ['p-median', { p: 2 }],
    ['p-center', { p: 3 }],
    ['least-trade', { p: 3, leastTrade: 150 }],
    ['most-covered', { p: 2, band: '60+' }],
  ] as const) {
    const siting = await propose(ask(model, more))
    const { before, after, gained } = siting.categories[0]!
    const again = opened(siting)
    const found = shareOfCity(again, of('wet-market'), siting.question.band)
    assert.deepEqual(after, found, model)
    near(after.within - before.within, gained, model)
    near(
      siting.sites.reduce((sum, s) => sum + s.people[0]!, 0),
      gained,
      model,
    )
    assert.ok(siting.sites.length > 0 && gained > 0, model)
    const reached = new Set(siting.sites.flatMap((s) => [...s.gained[0]!]))
    const n = population.people.length
    for (let i = 0; i < n; i++) {
      const [was, is] = [city, again].map((m) => m.state[of('wet-market') * n + i] === 0)
      if (peopleOf(city, siting.question.band)![i]! > 0) assert.equal(!was && is, reached.has(i), `${model} cell ${i}`)
    }
    assert.ok(siting.gap <= 0.2 && siting.bound !== undefined, model)
  }
})

test('what is open stays, and nobody it serves is lost', async () => {
  const siting = await propose(ask('p-median', { p: 2 }))
  const again = opened(siting)
  const n = population.people.length
  for (let i = 0; i < n; i++) {
    const [was, is] = [city, again].map((m) => m.nearest[of('wet-market')]!.ds[i]!)
    assert.ok(was! < 0 || is! <= was!)
  }
  assert.ok(siting.objective <= siting.walks!.meanBefore)
  const mean = (m: Measured) => {
    let [sum, people] = [0, 0]
    for (let i = 0; i < n; i++) {
      if (m.state[of('wet-market') * n + i]! > 2) continue
      sum += population.people[i]! * Math.min(m.nearest[of('wet-market')]!.ds[i]!, 18_000)
      people += population.people[i]!
    }
    return sum / people / 600
  }
  near(siting.objective, mean(again), 'mean walk, measured again')
})

test('of sites that gain as many the nearer one is proposed', async () => {
  const question = ask('most-covered', { p: 1 })
  const plain = await solve('most-covered', ...(await asked(question)))
  const siting = await propose(question)
  near(siting.objective, plain.objective, 'nobody is lost')
  const walks = (s: Candidate) => {
    const { pairs } = reachOf(city, [s], 3000)
    const lacking = new Set(lackingCells(city, of('wet-market'), { band: null, unknownToo: false }))
    let [people, sum] = [0, 0]
    pairs.other.forEach((cell, k) => {
      if (!lacking.has(cell)) return
      people += population.people[cell]!
      sum += population.people[cell]! * pairs.distance[k]!
    })
    return { people, sum }
  }
  const own = walks(siting.sites[0]!.candidate)
  for (const other of candidates) {
    const { people, sum } = walks(other)
    assert.ok(people < own.people - 1e-9 || sum >= own.sum - 1e-6, `${other.id} gains as many, nearer`)
  }
})

/** What a model is asked for a question. */
async function asked(question: SitingQuestion): Promise<[Parameters<SolveModel>[1], Parameters<SolveModel>[2]]> {
  let put: [Parameters<SolveModel>[1], Parameters<SolveModel>[2]] | null = null
  await proposeSites(city, candidates, question, (id, ...given) => {
    put = given
    return solve(id, ...given)
  })
  return put!
}

test('several categories under one roof gain what each would be measured to gain', async () => {
  const question = ask('shared', { p: 2, floorM2: { 'wet-market': 300, 'convenience-store': 80 } }, [
    'wet-market',
    'convenience-store',
  ])
  const siting = await propose(
    question,
    candidates.map((c) => ({ ...c, areaM2: c.id === 'D' ? 100 : 400 })),
  )
  assert.equal(siting.unit, 'people-categories')
  const again = opened(siting)
  for (const { category, before, after, gained } of siting.categories) {
    assert.deepEqual(after, shareOfCity(again, of(category.id), null))
    near(after.within - before.within, gained, category.id)
  }
  near(
    siting.objective,
    siting.categories.reduce((sum, c) => sum + c.gained, 0),
    'objective',
  )
  for (const site of siting.sites) if (site.candidate.id === 'D') assert.ok(!site.categories.includes('wet-market'))
})

test('another candidate never makes the best gain less', async () => {
  let last = 0
  for (let k = 2; k <= candidates.length; k += 3) {
    const { objective, ended } = await propose(ask('most-covered', { p: 2 }), candidates.slice(0, k))
    assert.equal(ended, 'proven')
    assert.ok(objective >= last - 1e-9)
    last = objective
  }
})

test('candidates hold what they may, and with a budget those of known cost alone', async () => {
  const priced = candidates.map((c, i) => ({ ...c, cost: i === 0 ? null : 10_000 * i }))
  const siting = await propose(ask('most-covered', { budget: 60_000 }), priced)
  assert.ok(siting.cost! <= 60_000)
  assert.ok(siting.sites.every((s) => s.candidate.id !== 'B'))
  assert.deepEqual(
    siting.findings.map((f) => [f.code, f.count]),
    [['no-cost', 1]],
  )
  const only = await propose(
    ask('most-covered', { p: 1 }),
    candidates.map((c) => ({ ...c, categories: c.id === 'O' ? ['wet-market'] : ['gym'] })),
  )
  assert.deepEqual(
    only.sites.map((s) => s.candidate.id),
    ['O'],
  )
})

test('carts stand for their hours, and the same cart may go on to another stop', async () => {
  const stops = [
    candidate('C', { kind: 'mobile', hours: '6:00-7:00' }),
    candidate('J', { kind: 'mobile', hours: '6:30-7:30' }),
    candidate('O', { kind: 'mobile', hours: '7:15-8:00' }),
  ]
  const one = await propose(ask('mobile', { p: 1, stopsPerVan: 2, minutesBetween: 15 }), stops)
  assert.ok(one.sites.length <= 2)
  assert.ok(!(one.sites.some((s) => s.candidate.id === 'J') && one.sites.length > 1), 'it overlaps both others')
  assert.deepEqual([...new Set(one.sites.map((s) => s.van))], [1])
  const two = await propose(ask('mobile', { p: 2, stopsPerVan: 2, minutesBetween: 15 }), stops)
  assert.ok(two.objective >= one.objective)
})

test('where capacities count, what is there serves as many as it holds', async () => {
  const sized = candidates.map((c) => ({ ...c, capacity: c.id === 'B' ? null : 150 }))
  const siting = await propose(ask('capacitated', { share: 0.5 }), sized)
  const { before, after, people } = siting.served!
  near(before, 60, 'the old market holds 60')
  assert.ok(after >= people / 2 && after <= 60 + 150 * siting.sites.length + 1e-9)
  assert.ok(siting.bound >= Math.ceil((people / 2 - 60) / 150) && siting.bound <= siting.objective)
  assert.deepEqual(
    siting.findings.map((f) => f.code),
    ['no-capacity'],
  )
  await assert.rejects(propose(ask('capacitated', { share: 0.9 }), sized.slice(0, 3)), { code: 'capacity-too-small' })
  await assert.rejects(propose(ask('capacitated', { share: 0.5 })), { code: 'no-candidates' })
  const told = await propose(ask('capacitated', { share: 0.5, capacityIfUnknown: 200 }))
  assert.ok(told.sites.length > 0)
})

test('street candidates stand on public streets, apart, near who lacks it', () => {
  const search = new Search(city.graph, city.convention.walker, city.convention.legs)
  const lacking = lackingCells(city, of('wet-market'), { band: null, unknownToo: false })
  const all = streetCandidates(city, search, lacking, 100)
  const at = (letter: string) => all.some((c) => town.nodes(letter).some((n) => c.id === `street:${n}`))
  assert.ok(at('D') && at('H') && at('N'))
  assert.ok(!at('C') && !at('I'), 'the two ends of the steps')
  assert.ok(!at('P') && !at('F'), 'private ground')
  const few = streetCandidates(city, search, lacking, 4)
  assert.ok(few.length >= 2 && few.length <= 4)
  assert.deepEqual(few, streetCandidates(city, search, lacking, 4))
})

test('what cannot be answered is a sentence that says what would have to give', async () => {
  const far: Candidate = { ...candidate('A'), at: [83.5, 39.5] }
  const minutes15 = measure(inputs([outlet('x', town.at('E'), '菜市场'), outlet('y', town.at('O'), '菜市场')], 60))
  const cases: readonly [Promise<Siting>, string, RegExp][] = [
    [propose(ask('most-covered', { p: 2 }), []), 'no-candidates', /补充候选点/],
    [propose(ask('most-covered', { p: 1 }), [far]), 'no-candidate-near', /够不到任何一个缺菜市场的人/],
    [propose(ask('most-covered', { p: 99 })), 'too-few-candidates', /减少 p 或增加候选点/],
    [
      propose(
        ask('most-covered', { budget: 0 }),
        candidates.map((c) => ({ ...c, cost: 5 })),
      ),
      'budget-too-small',
      /提高预算/,
    ],
    [propose(ask('most-covered', { p: 1 }), candidates, minutes15), 'nobody-lacks', /缩短时限/],
    [propose(ask('most-covered', { p: 1 }, ['gym'])), 'nothing-known', /--unknown-too/],
    [propose(ask('most-covered', { p: 1, band: '0-2' })), 'no-band', /60\+/],
    [propose(ask('fewest', { share: 0.01 })), 'share-reached', /无须新开/],
    [propose(ask('fewest', { share: 1 }), candidates.slice(0, 1)), 'share-out-of-reach', /增加候选点/],
    [propose(ask('least-trade', { p: 1, leastTrade: 1e6 })), 'no-trade', /降低保底客源/],
    [propose(ask('mobile', { p: 1 })), 'no-candidates', /不是流动停靠点|没有一处|都不是/],
    [propose(ask('nothing', { p: 1 })), 'bad-value', /most-covered/],
  ]
  for (const [asked, code, sentence] of cases)
    await assert.rejects(asked, (error) => {
      assert.ok(error instanceof Fault, `${code}: ${error}`)
      assert.equal(error.code, code)
      assert.match(error.say('zh'), sentence)
      assert.doesNotMatch(error.say('en'), /[\u4e00-\u9fff]/)
      return true
    })
})

test('of those nobody knows about only as many are counted as a person says', async () => {
  const siting = await propose(ask('most-covered', { p: 1, unknownToo: true }, ['gym']))
  assert.ok(siting.categories[0]!.gained > 0)
  assert.equal(siting.categories[0]!.before.people, 0)
})

test('the same question gives the same answer', async () => {
  assert.deepEqual(await propose(ask('most-covered', { p: 3 })), await propose(ask('most-covered', { p: 3 })))
})

test('what is there may close: a new measurement without it and with the new one finds the same people', async () => {
  for (const model of ['most-covered', 'p-median', 'p-center', 'fewest']) {
    const question = ask(model, model === 'fewest' ? { share: 0.6 } : { p: 2 })
    const anew = await siteAnew(city, candidates, question, solve)
    const open = anew.sites.filter((s) => s.what !== 'closed')
    assert.ok(anew.ended === 'proven' && anew.outlets === 1, model)
    const its = inputs(open.flatMap((s) => (s.candidate ? [outlet(`new ${s.id}`, s.at, '菜市场')] : [])))
    const closed = new Set(anew.sites.filter((s) => s.what === 'closed').map((s) => s.id))
    const later = measure({ ...its, outlets: its.outlets.filter((o) => !closed.has(o.id)) })
    const share = shareOfCity(later, of('wet-market'), null)
    assert.ok(Math.abs(share.within - anew.after.within) < 1e-6, `${model}: ${share.within} ${anew.after.within}`)
    assert.ok(Math.abs(anew.before.within + anew.gained - anew.lost - anew.after.within) < 1e-6)
  }
})

test('free to close, two sites serve no fewer than the old one and a new one', async () => {
  const locked = await propose(ask('most-covered', { p: 1 }))
  const anew = await siteAnew(city, candidates, ask('most-covered', { p: 2 }), solve)
  assert.ok(anew.objective >= locked.categories[0]!.after.within - 1e-9)
  const one = await siteAnew(city, [candidate('A', { at: town.at('A') })], ask('most-covered', { p: 1 }), solve)
  assert.deepEqual(
    one.sites.map((s) => s.what),
    ['kept'],
    'of two alike the one that is there stays',
  )
})
