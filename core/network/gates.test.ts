import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Scene, scene } from '../test/scene.ts'
import { EDGE_KINDS, EVERYONE, NOBODY, RESIDENTS } from './graph.ts'

/** The gate edges at a crossing: those that join its nodes with each other. */
const gates = (town: Scene, letter: string) => town.edges(letter, letter)

const street = { highway: 'residential' }
const lane = { highway: 'service' }
const path = { highway: 'footway' }
const gate = { barrier: 'gate', access: 'private' }

test('a private gate on a way parts it for strangers, not for residents', () => {
  const town = scene('A────G────B', { AGB: street }, { nodes: { G: gate } })
  assert.equal(town.meters('A', 'B'), null)
  assert.equal(town.meters('A', 'B', RESIDENTS), 100)
  assert.equal(gates(town, 'G').length, 2) // one for each side
  for (const e of gates(town, 'G')) {
    assert.deepEqual([town.graph.who[e], town.graph.lengthMm[e], town.graph.way[e]], [RESIDENTS, 0, 0])
  }
})

test('to open a gate is to change who may pass it', () => {
  const town = scene('A────G────B', { AGB: street }, { nodes: { G: gate } })
  for (const e of gates(town, 'G')) town.graph.who[e] = EVERYONE
  assert.equal(town.meters('A', 'B'), 100)
})

test('a gate that lets everyone pass, and one that says nothing, part nothing', () => {
  for (const tags of [{ barrier: 'gate' }, { ...gate, foot: 'yes' }, { barrier: 'bollard' }]) {
    const town = scene('A────G────B', { AGB: street }, { nodes: { G: tags } })
    assert.equal(town.meters('A', 'B'), 100)
    assert.deepEqual(gates(town, 'G'), [])
  }
})

test('a locked gate is for those who have the key; through a wall goes nobody', () => {
  const at = (tags: Record<string, string>) => scene('A────G────B', { AGB: street }, { nodes: { G: tags } })
  assert.equal(at({ barrier: 'gate', locked: 'yes' }).meters('A', 'B'), null)
  assert.equal(at({ barrier: 'gate', locked: 'yes' }).meters('A', 'B', RESIDENTS), 100)
  const wall = at({ barrier: 'wall' })
  assert.equal(wall.meters('A', 'B', RESIDENTS), null)
  assert.ok(gates(wall, 'G').every((e) => wall.graph.who[e] === NOBODY)) // and still there, to be opened
})

const junction = `
A────G────B
     │
     C`

test('where a lane begins with a gate, the street it leaves is not cut', () => {
  const town = scene(junction, { AGB: street, GC: lane }, { nodes: { G: gate } })
  assert.equal(town.meters('A', 'B'), 100)
  assert.equal(town.meters('A', 'C'), null)
  assert.equal(town.meters('A', 'C', RESIDENTS), 70)
  assert.equal(gates(town, 'G').length, 1)
})

test('nor is a ring that is drawn from the gate and back to it', () => {
  const ring = `
L────G────A
     │    │
     C────B`
  const town = scene(ring, { GABCG: street, GL: lane }, { nodes: { G: gate } })
  assert.equal(gates(town, 'G').length, 1)
  assert.equal(town.meters('A', 'L'), null)
  assert.equal(town.meters('A', 'L', RESIDENTS), 100)
  const [outer] = town
    .nodes('G')
    .filter((n) => [...town.graph.from, ...town.graph.to].filter((m) => m === n).length === 3)
  assert.ok(outer !== undefined, 'both ends of the ring and the gate meet at one node')
})

test('nor is a street that is drawn as two ways meeting at the gate', () => {
  for (const other of [lane, path, { highway: 'residential', access: 'private' }]) {
    const town = scene(junction, { AG: street, GB: street, GC: other }, { nodes: { G: gate } })
    assert.equal(town.meters('A', 'B'), 100)
    assert.equal(town.meters('A', 'C'), null)
    assert.equal(town.meters('A', 'C', RESIDENTS), 70)
  }
})

test('two ways that meet at a gate are parted by it', () => {
  const town = scene('A────G────B', { AG: street, GB: street }, { nodes: { G: gate } })
  assert.equal(town.meters('A', 'B'), null)
  assert.equal(town.meters('A', 'B', RESIDENTS), 100)
})

test('a footpath drawn up to the gate of a service road takes nothing from the gate', () => {
  const town = scene(junction, { AGB: lane, GC: path }, { nodes: { G: gate } })
  for (const [a, b] of ['AB', 'AC', 'BC']) {
    assert.equal(town.meters(a!, b!), null)
    assert.ok(town.meters(a!, b!, RESIDENTS)! > 0)
  }
})

test('ways that cross at a gate are all parted by it', () => {
  const cross = `
     D
     │
A────G────B
     │
     C`
  const town = scene(cross, { AGB: street, DGC: street }, { nodes: { G: gate } })
  for (const [a, b] of ['AB', 'AC', 'AD', 'BC', 'CD']) {
    assert.equal(town.meters(a!, b!), null)
    assert.ok(town.meters(a!, b!, RESIDENTS)! > 0)
  }
})

test('a way that runs through its gate, round the compound and back to the gate is shut at both', () => {
  const town = scene(
    `
A────G────B
     │    │
     D────C`,
    { AGBCDG: lane },
    { nodes: { G: gate } },
  )
  assert.equal(town.meters('A', 'C'), null)
  assert.equal(town.meters('A', 'C', RESIDENTS), 120)
  assert.equal(town.meters('B', 'D'), 70) // within the compound no gate is in the way
})

test('a closed way that begins and ends at its gate is shut', () => {
  const town = scene(
    `
A────G────B
     │    │
     D────C`,
    { AG: street, GBCDG: lane },
    { nodes: { G: gate } },
  )
  assert.equal(town.meters('A', 'C'), null)
  assert.equal(town.meters('A', 'C', RESIDENTS), 120)
})

test('of several gates each is its own', () => {
  const town = scene(
    'A──G──B──H──C──I──D',
    { AGBHCID: street },
    { nodes: { G: gate, H: gate, I: { barrier: 'wall' } } },
  )
  assert.equal(town.meters('A', 'B'), null)
  for (const e of gates(town, 'G')) town.graph.who[e] = EVERYONE
  assert.equal(town.meters('A', 'B'), 60)
  assert.equal(town.meters('A', 'C'), null)
  assert.equal(town.meters('A', 'C', RESIDENTS), 120)
  assert.equal(town.meters('A', 'D', RESIDENTS), null)
})

test('a gate drawn twice running is one gate', () => {
  const town = scene('A────G────B', { AGGB: street }, { nodes: { G: gate } })
  assert.equal(gates(town, 'G').length, 2)
  assert.equal(town.meters('A', 'B', RESIDENTS), 100)
})

test('a barrier where nobody walks leaves no trace', () => {
  const town = scene('A──B  G──H', { AB: street, GH: { highway: 'motorway' } }, { nodes: { G: gate } })
  assert.deepEqual([town.graph.nodes, town.graph.edges], [2, 1])
})

test('a lift drawn as a node is gone through, by everyone unless it says who', () => {
  const at = (tags: Record<string, string>) =>
    scene(junction, { AGB: path, GC: path }, { nodes: { G: { highway: 'elevator', ...tags } } })
  const town = at({})
  const lifts = gates(town, 'G')
  assert.equal(lifts.length, 3) // one for each side, of every way
  assert.ok(lifts.every((e) => EDGE_KINDS[town.graph.kind[e]!] === 'lift' && town.graph.who[e] === EVERYONE))
  assert.equal(town.meters('A', 'C'), 70)
  assert.equal(at({ access: 'private' }).meters('A', 'C'), null)
  assert.equal(at({ access: 'private' }).meters('A', 'C', RESIDENTS), 70)
})
