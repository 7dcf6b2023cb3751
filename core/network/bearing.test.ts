// Readers keep of a way's tags, set by set, those on which it hangs who may walk there: the two lists must be one.
import assert from 'node:assert/strict'
import test from 'node:test'
import { BEARING, judge, judgeWay } from '../source/osm/tags.ts'
import type { Tags } from '../source/rows.ts'
import { footing, isCarriageway, isCrossing, rankOf } from './tags.ts'

test('every key that is asked of a way is one that readers keep', () => {
  const asked = new Set<string>()
  const heard = (tags: Tags) =>
    new Proxy(tags, {
      get(target, key) {
        if (typeof key === 'string') asked.add(key)
        return target[key as string]
      },
    })
  const ways: Tags[] = [{}, { highway: 'trunk' }, { highway: 'footway' }, { railway: 'platform' }, { man_made: 'pier' }]
  for (const way of [...ways, { shop: 'tea' }, { tourism: 'information' }, { boundary: 'administrative' }]) {
    const tags = heard(way)
    footing(tags)
    rankOf(tags)
    isCrossing(tags)
    isCarriageway(tags)
    for (const closed of [false, true]) judgeWay(tags, ~0, closed)
  }
  assert.ok(asked.size > 30, [...asked].join(' '))
  for (const key of asked) assert.ok(judge(key) & BEARING, key)
})
