import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonical } from '../base/canonical.ts'
import { Fault } from '../base/fault.ts'
import { circleTown, townUnit } from '../test/circle-town.ts'
import { auditCircles } from './audit.ts'
import { type DelineateAsk, delineate } from './delineate.ts'
import type { CheckId, Delineation } from './delineation.ts'
import { circlesOf, membershipOf } from './membership.ts'
import type { Band } from './ruler.ts'
import { townOf } from './town.ts'

const ANY: Band = { least: null, most: null, about: null }
const draw = (m: ReturnType<typeof circleTown>, ask: Partial<DelineateAsk> = {}) =>
  delineate(townOf(m), { ruler: null, band: ANY, ...ask })
const check = (d: Delineation, id: CheckId) => d.checks.find((c) => c.id === id)!
const circleOf = (d: Delineation, unit: string) => d.circles.findIndex((c) => c.units.includes(unit))
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)

/** Each side is a town of its own: what is smaller counts as an island, and its people as unconnected. */
const RAILWAY = { columns: 6, rows: 4, side: 600, cutEast: (c: number) => c === 2 }
const RIVER = { columns: 4, rows: 4, cutEast: (c: number, r: number) => c === 1 && r !== 3 } // one bridge, in the north

test('totals of circles equal the city, nobody is in two circles and communities stay whole', async () => {
  const m = circleTown({ columns: 5, rows: 4, people: (c, r) => 700 + 100 * c + 37 * r })
  const d = await draw(m, { band: { least: 2000, most: 6000, about: null } })
  assert.ok(Math.abs(sum(d.figures.map((f) => f.people)) - m.people) < 1e-6)
  assert.equal(d.inNone, 0)
  const units = d.circles.flatMap((c) => c.units)
  assert.equal(units.length, 20)
  assert.equal(new Set(units).size, 20)
  for (const id of ['overlap', 'everyone', 'whole', 'contiguous', 'band', 'minutes', 'inside'] as const)
    assert.equal(check(d, id).holds, true, id)
  const { ofCell, ofOutlet } = circlesOf(m, d.circles)
  assert.ok(ofCell.every((c) => c >= 0) && ofOutlet.every((c) => c >= 0))
  for (const [i, f] of d.figures.entries()) {
    const own = m.population.people.filter((_, k) => ofCell[k] === i)
    assert.ok(Math.abs(sum(Array.from(own)) - f.people) < 1e-9)
    assert.ok(f.band.state === 'within')
  }
  assert.equal(new Set(d.circles.map((c) => c.name)).size, d.circles.length)
})

test('the bound never exceeds the number reached, and here they meet', async () => {
  const d = await draw(circleTown({ columns: 6, rows: 3 }), { band: { least: null, most: 6000, about: null } })
  assert.equal(d.bound!.byPeople, 3)
  assert.ok(d.bound!.best <= d.bound!.reached)
  assert.equal(d.circles.length, d.bound!.best)
})

test('about how many people says how many circles are wanted', async () => {
  const d = await draw(circleTown({ columns: 4, rows: 4 }), { band: { ...ANY, about: 4000 } })
  assert.equal(d.circles.length, 4)
  assert.deepEqual(
    d.figures.map((f) => f.people),
    [4000, 4000, 4000, 4000],
  )
})

test('no circle straddles a river but where the bridge is', async () => {
  const d = await draw(circleTown(RIVER), { band: { ...ANY, about: 4000 } })
  for (const { units } of d.circles) {
    const columns = units.map((id) => Number(id.slice(-3)))
    const [west, east] = [columns.some((c) => c <= 2), columns.some((c) => c > 2)]
    if (west && east) assert.ok(units.includes(townUnit(1, 3)) && units.includes(townUnit(2, 3)))
  }
  assert.equal(check(d, 'uncut').holds, true)
  assert.equal(check(d, 'contiguous').holds, true)
})

test('a railway that nobody crosses parts the town', async () => {
  const d = await draw(circleTown(RAILWAY), { band: { ...ANY, about: 100_000 } })
  assert.ok(d.circles.length >= 2)
  for (const { units } of d.circles) assert.equal(new Set(units.map((id) => Number(id.slice(-3)) <= 3)).size, 1)
  assert.equal(check(d, 'uncut').holds, true)
})

test('drawn circles meet the same rules: cut by the railway, overlapping, people left out, a community split', async () => {
  const m = circleTown(RAILWAY)
  const town = townOf(m)
  const [west, east] = [82.9999, 83 + (6 * 600) / 86_000]
  const rect = (w: number, s: number, e: number, n: number) => [[Float64Array.of(w, s, e, s, e, n, w, n)]]
  const metres = (y: number) => 39 + y / 111_195
  const drawn = [
    {
      id: 'a',
      name: '横跨铁路',
      heart: null,
      units: [],
      polygon: rect(west, metres(-10), east, metres(610)),
      locked: false,
    },
    {
      id: 'b',
      name: '压线',
      heart: null,
      units: [],
      polygon: rect(west, metres(500), 83 + 310 / 86_400, metres(1190)),
      locked: false,
    },
  ]
  const d = await auditCircles(town, drawn, { ruler: null, band: { least: 3500, most: null, about: null } })
  assert.equal(check(d, 'uncut').holds, false)
  assert.match(check(d, 'uncut').say!.zh, /横跨铁路.*断点在 83\.\d+,39\.\d+（相距 40 米）/)
  assert.equal(d.figures[0]!.parts.length, 1)
  assert.equal(check(d, 'overlap').holds, true, 'nobody lives where they overlap')
  assert.equal(check(d, 'whole').holds, false)
  assert.equal(check(d, 'everyone').holds, false)
  assert.equal(check(d, 'band').holds, false)
  assert.match(check(d, 'band').say!.zh, /压线 少 2750/)
  assert.equal(d.figures[0]!.people, 6000)
  assert.equal(d.circles[0]!.heart!.kind, 'cluster', 'judged by the best heart it holds')
  const twice = await auditCircles(town, [drawn[0]!, { ...drawn[0]!, id: 'c' }], { ruler: null, band: ANY })
  assert.equal(check(twice, 'overlap').reached, 6000)
  assert.equal(sum(twice.figures.map((f) => f.people)), 6000, 'and still nobody is counted twice')
})

test('what was drawn here stands up to the audit', async () => {
  const m = circleTown(RIVER)
  const town = townOf(m)
  const d = await delineate(town, { ruler: null, band: { ...ANY, about: 4000 } })
  const audit = await auditCircles(town, d.circles, { ruler: null, band: { ...ANY, about: 4000 } })
  assert.deepEqual(audit.figures, d.figures)
  assert.deepEqual(
    audit.checks.map((c) => c.holds),
    d.checks.map((c) => c.holds),
  )
})

test('a locked circle stays as it is to the last byte; one that breaks a rule is said to, and stays', async () => {
  const m = circleTown({ columns: 4, rows: 3 })
  const first = await draw(m, { band: { ...ANY, about: 3000 } })
  const locked = { ...first.circles[1]!, locked: true }
  const again = await draw(m, { band: { least: 3500, most: 5000, about: null }, locked: [locked], seed: 9 })
  assert.equal(canonical(again.circles.find((c) => c.id === locked.id)), canonical(locked))
  assert.ok(again.findings.some((f) => f.code === 'locked-breaks-rule'))
  assert.equal(sum(again.figures.map((f) => f.people)), m.people)
  assert.equal(new Set(again.circles.map((c) => c.id)).size, again.circles.length)
})

test('a locked border without a heart is judged by the best it holds; one with nobody in it is said', async () => {
  const m = circleTown({ columns: 8, rows: 1, minutes: 10 })
  const east = (x: number) => 83 + x / 86_400
  const drawn = (id: string, from: number, to: number) => ({
    id,
    name: id,
    heart: null,
    units: [],
    polygon: [[Float64Array.of(east(from), 38.99, east(to), 38.99, east(to), 39.01, east(from), 39.01)]],
    locked: true,
  })
  const d = await draw(m, { locked: [drawn('长圈', -50, 2820), drawn('空圈', 9000, 9500)] })
  const f = d.figures[d.circles.findIndex((c) => c.name === '长圈')]!
  assert.ok(f.beyond! > 0, 'seven communities in a row are more than ten minutes')
  assert.equal(check(d, 'minutes').holds, false)
  assert.deepEqual(
    d.findings.map((its) => its.code),
    ['circle-empty', 'locked-breaks-rule'],
  )
})

test('of circles that hold no heart nobody says that all are within; too few hearts are said', async () => {
  const m = circleTown({ columns: 4, rows: 1, shops: (c) => c === 0 })
  const half = await auditCircles(
    townOf(m),
    [
      { id: 'a', name: 'a', heart: null, units: [townUnit(0, 0)], polygon: [], locked: false },
      { id: 'b', name: 'b', heart: null, units: [townUnit(3, 0)], polygon: [], locked: false },
    ],
    { ruler: null, band: ANY },
  )
  assert.equal(check(half, 'minutes').holds, null)
  const wanted = await draw(m, { band: { ...ANY, about: 1000 } })
  assert.ok(wanted.findings.some((f) => f.code === 'few-hearts'))
})

test('the same seed gives the same bytes', async () => {
  const m = circleTown({ columns: 6, rows: 4, people: (c, r) => 500 + ((c * 7 + r * 13) % 11) * 90 })
  const ask = { band: { least: 2000, most: 4500, about: null }, seed: 5 }
  assert.equal(canonical(await draw(m, ask)), canonical(await draw(m, ask)))
})

test('a forbidden pair is apart, and a fixed heart has its circle', async () => {
  const m = circleTown({ columns: 3, rows: 2, shops: (c) => c !== 1 })
  const pair = [townUnit(0, 0), townUnit(1, 0)] as const
  const d = await draw(m, { forbidden: [pair] })
  assert.notEqual(circleOf(d, pair[0]), circleOf(d, pair[1]))
  assert.equal(check(d, 'apart').holds, true)
  const at = m.areas[4]!.polygon[0]![0]!
  const heart = {
    id: 'h',
    name: '新中心',
    kind: 'fixed' as const,
    at: [(at[0]! + at[2]!) / 2, (at[1]! + at[5]!) / 2] as const,
  }
  const fixed = await draw(m, { hearts: [heart] })
  const circle = fixed.circles.find((c) => c.heart!.id === 'h')!
  assert.ok(circle.units.includes(townUnit(1, 1)))
  await assert.rejects(
    draw(m, { hearts: [heart, { ...heart, id: 'i', name: '又一处' }] }),
    (e: Fault) => e.code === 'fixed-together',
  )
  await assert.rejects(draw(m, { forbidden: [['x', pair[0]]] }), (e: Fault) => e.code === 'unknown-unit')
})

test('a band that cannot be met comes back as near as it gets, with who misses it and by how much', async () => {
  const d = await draw(circleTown({ columns: 2, rows: 1 }), { band: { least: 5000, most: 9000, about: null } })
  assert.equal(d.circles.length, 1)
  const band = check(d, 'band')
  assert.equal(band.holds, false)
  assert.equal(band.reached, 3000)
  assert.match(band.say!.zh, /少 3000.*最接近/)
})

test('whom no heart reaches in time is counted and said; a site to be is proposed only when asked for', async () => {
  const m = circleTown({ columns: 8, rows: 1, shops: (c) => c === 0, minutes: 10 })
  const d = await draw(m)
  assert.equal(d.circles.length, 1)
  assert.ok(check(d, 'minutes').reached! > 0)
  assert.match(check(d, 'minutes').say!.zh, /最少也有 \d+ 人超出/)
  const proposed = await draw(m, { proposeSites: true })
  assert.equal(check(proposed, 'minutes').holds, true)
  assert.ok(proposed.circles.some((c) => c.heart!.kind === 'site'))
  assert.ok(proposed.bound!.best <= proposed.circles.length)
})

test('no heart at all, and everything locked, are said', async () => {
  const bare = circleTown({ columns: 2, rows: 2, shops: () => false })
  await assert.rejects(draw(bare), (e: Fault) => e instanceof Fault && /指定圈中心/.test(e.say('zh')))
  const proposed = await draw(bare, { proposeSites: true })
  assert.ok(proposed.circles.length > 0 && proposed.circles.every((c) => c.heart!.kind === 'site'))
  assert.equal(sum(proposed.figures.map((f) => f.people)), bare.people)
  const m = circleTown({ columns: 2, rows: 2 })
  const d = await draw(m)
  await assert.rejects(draw(m, { locked: d.circles }), (e: Fault) => e.code === 'all-locked')
})

test('where there are no communities, blocks cut by the streets are shared out', async () => {
  const m = circleTown({ ...RAILWAY, without: true })
  const town = townOf(m)
  assert.equal(town.units.kind, 'block')
  const d = await delineate(town, { ruler: null, band: { ...ANY, about: 4000 } })
  assert.ok(Math.abs(sum(d.figures.map((f) => f.people)) - m.people) < 1e-6)
  assert.equal(check(d, 'uncut').holds, true)
  assert.equal(check(d, 'whole').holds, null, 'cutting a block of our own making cuts nothing')
  const { ofCell } = membershipOf(town, d.circles)
  m.population.lng.forEach((x, i) => {
    const west = x < 83 + (3 * 600) / 86_414
    m.population.lng.forEach((y, k) => {
      if (ofCell[i] === ofCell[k]) assert.equal(west, y < 83 + (3 * 600) / 86_414)
    })
  })
  for (const { polygon } of d.circles) assert.ok(polygon.length >= 1)
})

test('communities that overlap, leave holes or have no street are said, and nobody is lost', async () => {
  const m = circleTown({ columns: 3, rows: 3 })
  const [first, second, ...others] = m.areas
  const wider = first!.polygon[0]![0]!.map((v, k) => (k === 2 || k === 4 ? v + 0.003 : v)) // over half of its neighbour
  const far = {
    ...first!,
    id: '990101009001',
    name: '无路社区',
    polygon: [[first!.polygon[0]![0]!.map((v) => v + 0.2)]],
  }
  const areas = [{ ...first!, polygon: [[wider]] }, second!, ...others.slice(1), far]
  const town = townOf({ ...m, areas })
  const codes = town.findings.map((f) => f.code)
  for (const code of ['units-overlap', 'units-hole', 'unit-no-street']) assert.ok(codes.includes(code as never), code)
  const d = await delineate(town, { ruler: null, band: { ...ANY, about: 3000 } })
  assert.equal(d.inNone, 0)
  assert.ok(Math.abs(sum(d.figures.map((f) => f.people)) - m.people) < 1e-6)
  assert.deepEqual(d.units.unplaced, ['990101009001'])
  assert.ok(d.findings.some((f) => f.code === 'unit-no-heart'))
})

test('cutting is by walking alone: one more path mends it', async () => {
  const cut = await draw(circleTown(RIVER), { band: { ...ANY, about: 16_000 }, share: 0.1 })
  const open = await draw(circleTown({ ...RIVER, cutEast: () => false }), {
    band: { ...ANY, about: 16_000 },
    share: 0.1,
  })
  const mean = (d: Delineation) => d.objective.find((t) => t.id === 'walk')!.value
  assert.ok(mean(open) <= mean(cut))
})
