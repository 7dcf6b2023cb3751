// What must never happen, on towns drawn by chance: a walk that gets longer because something was opened or added.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Tags } from '../source/rows.ts'
import { type DrawnWays, type Scene, type SceneOptions, scene } from '../test/scene.ts'
import { EVERYONE, RESIDENTS } from './graph.ts'

// Sixteen crossings, not quite in rows, so that walks differ in length.
const MAP = `
A────B─────C───D

E───F──────G────H

I─────J───K─────L

M────N────O────P`
const LETTERS = 'ABCDEFGHIJKLMNOP'

/** A way from one crossing to the next or the one below, on and on. */
const path = fc
  .tuple(fc.nat(15), fc.array(fc.constantFrom(1, -1, 4, -4), { minLength: 1, maxLength: 6 }))
  .map(([start, steps]) => {
    let at = start
    let letters = LETTERS[at]!
    for (const step of steps) {
      const next = at + step
      const inRow = Math.abs(step) === 4 || Math.floor(next / 4) === Math.floor(at / 4)
      if (next < 0 || next > 15 || !inRow) continue
      at = next
      letters += LETTERS[at]
    }
    return letters
  })
  .filter((letters) => letters.length > 1)

const tags: fc.Arbitrary<Tags> = fc.constantFrom<Tags[]>(
  { highway: 'residential' },
  { highway: 'footway' },
  { highway: 'service', access: 'private' },
  { highway: 'steps' },
)
const ways = fc.array(fc.tuple(path, tags), { minLength: 3, maxLength: 12 })
const barrier: fc.Arbitrary<Tags> = fc.constantFrom<Tags[]>(
  { barrier: 'gate', access: 'private' },
  { barrier: 'wall' },
  { barrier: 'gate', access: 'no' },
)
const gates = fc.uniqueArray(fc.tuple(fc.constantFrom('F', 'G', 'J', 'K'), barrier), {
  maxLength: 3,
  selector: ([letter]) => letter,
})

/** All walks between crossings of the corners and sides, by who walks; null where there is none. */
function walks(town: Scene): (number | null)[] {
  const ends = [...'ABCDEHILMNOP'].filter((letter) => town.nodes(letter).length === 1)
  return [EVERYONE, RESIDENTS].flatMap((who) =>
    [...'ABCDEHILMNOP'].flatMap((a) =>
      [...'ABCDEHILMNOP'].map((b) => (a < b && ends.includes(a) && ends.includes(b) ? town.meters(a, b, who) : null)),
    ),
  )
}

/** No walk is longer in `after` than in `before`, and none is lost. */
function assertNoLonger(before: Scene, after: Scene): void {
  const now = walks(after)
  walks(before).forEach((meters, i) => {
    if (meters !== null) assert.ok(now[i] !== null && now[i]! <= meters, `${meters} m became ${now[i]} m`)
  })
}

const town = (drawn: DrawnWays, options: SceneOptions = {}) => scene(MAP, drawn, options)
const RUNS = { numRuns: 150, seed: 409 }

test('a way that is added lengthens no walk', () => {
  fc.assert(
    fc.property(ways, gates, path, tags, (drawn, shut, added, kind) => {
      const nodes = Object.fromEntries(shut)
      fc.pre(![...added].some((letter) => letter in nodes)) // at a gate it may say whose the gate is
      assertNoLonger(town(drawn, { nodes }), town([...drawn, [added, kind]], { nodes }))
    }),
    RUNS,
  )
})

test('a gate that is opened lengthens no walk, be it in the tags or in the network', () => {
  fc.assert(
    fc.property(ways, gates, (drawn, shut) => {
      fc.pre(shut.length > 0)
      const before = town(drawn, { nodes: Object.fromEntries(shut) })
      assertNoLonger(before, town(drawn, { nodes: Object.fromEntries(shut.slice(1)) }))
      const opened = town(drawn, { nodes: Object.fromEntries(shut) })
      const [letter] = shut[0]!
      for (const e of opened.edges(letter, letter)) opened.graph.who[e] = EVERYONE
      assertNoLonger(before, opened)
    }),
    RUNS,
  )
})

test('to let more people pass lengthens no walk', () => {
  fc.assert(
    fc.property(ways, (drawn) => {
      const open = drawn.map(([letters, kind]) => [letters, { ...kind, foot: 'yes' }] as const)
      assertNoLonger(town(drawn), town(open))
    }),
    RUNS,
  )
})

test('a plaza lengthens no walk; to cross it is no longer than to walk around it', () => {
  const square = { highway: 'pedestrian', area: 'yes' }
  const ring = fc.constantFrom('FGKJ', 'EFGHLKJI', 'ABFGCDHLKOPLKJNMIE', 'BCGKONJF', 'ABCDHLPONMIE-FGKJ')
  fc.assert(
    fc.property(ways, ring, (drawn, border) => {
      const plazas = { [border]: square }
      const around = town(drawn, { plazas, walked: 'around' })
      assertNoLonger(town(drawn), around)
      assertNoLonger(around, town(drawn, { plazas }))
    }),
    RUNS,
  )
})
