import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeCity } from './city.ts'
import { cityFiles } from './files.ts'

test('a city of three million is made in under a minute', async (t) => {
  const begin = performance.now()
  const city = makeCity({ people: 3_000_000, seed: 1 })
  const made = performance.now()
  const files = await cityFiles(city)
  const seconds = (performance.now() - begin) / 1000
  const bytes = [...files.values()].reduce((sum, b) => sum + b.length, 0)
  t.diagnostic(`made in ${((made - begin) / 1000).toFixed(1)} s, with files ${seconds.toFixed(1)} s`)
  t.diagnostic(
    `${city.nodes.lng.length} nodes, ${city.ways.length} ways, ${city.outlets.length} outlets, ${(bytes / 1e6).toFixed(1)} MB`,
  )
  t.diagnostic(`at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB of memory`)
  assert.ok(seconds < 60)
  assert.equal(
    city.homes.people.reduce((a, b) => a + b, 0),
    3_000_000,
  )
  assert.ok(city.outlets.length > 30_000)
})
