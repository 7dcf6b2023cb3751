import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SETTINGS, townDraft } from '../test/town-plan.ts'
import { circlesOfAreas } from './circles-of-areas.ts'
import { composePlan, draftOf } from './compose.ts'
import { plainInputs } from './inputs.ts'
import { tasksOf } from './tasks.ts'

test('every circle with something to do has a year of the term, and those in need come first', () => {
  for (let seed = 1; seed <= 6; seed++)
    for (const years of [1, 2, 3]) {
      const { tasks } = composePlan(townDraft(seed).draft, { ...SETTINGS, years })
      for (const { year } of tasks.tasks) assert.ok(year >= 1 && year <= years)
      for (const a of tasks.tasks)
        for (const b of tasks.tasks) if (a.need > b.need) assert.ok(a.year <= b.year, `seed ${seed}, ${years} years`)
    }
})

test('years are about alike in people: none is off its share by more than its largest circle', () => {
  const { draft, measured } = townDraft(2)
  const circles = Array.from({ length: 40 }, (_, i) => ({ id: `c${i}`, people: 100 + ((i * 37) % 90) }))
  const actions = circles.map(({ id }, i) => ({ ...draft.actions[0]!, id, circle: id, problem: { ...draft.actions[0]!.problem!, kind: 'lacking' as const, people: (i * 53) % 97 } })) // biome-ignore format: one line
  for (const years of [2, 3, 5]) {
    const { tasks } = tasksOf(circles, actions, measured.categories, years)
    const share = circles.reduce((sum, c) => sum + c.people, 0) / years
    for (let y = 1; y <= years; y++) {
      const load = tasks.filter((t) => t.year === y).reduce((sum, t) => sum + t.people, 0)
      assert.ok(Math.abs(load - share) <= 190, `year ${y} of ${years}: ${load} for ${share}`)
    }
  }
})

test('a lock beyond the term counts for its last year, and a circle without actions needs none', () => {
  const { draft, measured } = townDraft(3)
  const circles = [...draft.planCircles, { id: 'idle', people: 5 }]
  const { tasks } = tasksOf(circles, draft.actions, measured.categories, 2, { w1: 9, idle: 1 })
  assert.deepEqual(tasks.map((t) => [t.circle, t.year, t.locked]).filter(([id]) => id === 'w1' || id === 'idle'), [['w1', 2, true], ['idle', 0, false]]) // biome-ignore format: one line
})

test('coverage never falls from year to year; at the end all communities are covered by border and centroid', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const { curve } = composePlan(townDraft(seed).draft, SETTINGS)
    assert.equal(curve!.length, 3)
    curve!.slice(1).forEach((point, i) => {
      for (const way of ['border', 'centroid', 'residents', 'people'] as const) {
        assert.equal(point[way].of, curve![i]![way].of)
        assert.ok(point[way].covered >= curve![i]![way].covered)
      }
    })
    const last = curve!.at(-1)!
    assert.deepEqual([last.border, last.centroid], [{ covered: 4, of: 4 }, { covered: 4, of: 4 }]) // biome-ignore format: one line
  }
})

test('without communities there is no curve', () => {
  const { measured } = townDraft(4)
  const areas = measured.areas.map((a) => (a.level === 'community' ? { ...a, level: 'other' as const } : a))
  const other = { ...measured, areas }
  assert.equal(composePlan(draftOf(plainInputs(other, circlesOfAreas(other, 'subdistrict'))), SETTINGS).curve, null)
})
