import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import type { AreaRow } from '../source/rows.ts'
import type { Category } from '../standard/define.ts'
import { coverageOf } from './coverage.ts'
import type { Groups } from './facts.ts'
import { STATES } from './measured.ts'
import { RollUp } from './roll-up.ts'

test('sums that follow changed cells are those of all cells, to the last bit', () => {
  for (let seed = 0; seed < 20; seed++) {
    const chance = random(seed)
    const cells = 400
    const tracts = 12
    const areas = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as AreaRow)
    const facts = {
      tract: Int32Array.from({ length: cells }, () => chance.int(0, tracts)),
      tractAreas: Array.from({ length: tracts }, () => [0, 1, 2, 3].filter(() => chance.next() < 0.4)),
      joined: new Uint8Array(cells),
      insideMeters: new Float64Array(cells),
    }
    const groups: Groups = {
      bands: [null, '60+'],
      people: Float64Array.from({ length: 2 * cells }, () => chance.next() * 80),
    }
    const category = { id: 'wet-market' } as Category
    const states = (n: number) => Uint8Array.from({ length: n }, () => chance.int(0, STATES.length))
    const state = states(cells)
    const whole = state.slice()
    const rollUp = new RollUp({ category, areas, facts, groups }, state)
    for (let round = 0; round < 10; round++) {
      const changed = Int32Array.from({ length: chance.int(0, 30) }, () => chance.int(0, cells))
      const to = states(changed.length)
      changed.forEach((cell, k) => {
        whole[cell] = to[k]!
      })
      rollUp.update(changed, to)
      const coverage = coverageOf(whole, [category], areas, facts, groups)
      assert.deepEqual(rollUp.coverage(), coverage)
      assert.deepEqual(rollUp.share(null), coverage[0]!.share)
      assert.deepEqual(rollUp.share(3), coverage[8]!.share)
      const { people, unknown, unconnected, edge } = coverage[0]!.share
      const [within, beyond, none, ...rest] = rollUp.sums()
      assert.deepEqual([within! + beyond! + none!, ...rest], [people, unknown, unconnected, edge])
    }
  }
})
