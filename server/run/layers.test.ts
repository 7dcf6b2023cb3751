import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { putLayer } from '../test/cities.ts'
import { makeWorld } from '../test/world.ts'
import { layerFor } from './layers.ts'

const world = await makeWorld()
after(() => world.end())

test('of a census that the city shares a district counts its own row, and the city all that were chosen', async () => {
  const { platform, offices } = world
  await as(platform.db, theSystem('system'), async (tx) => {
    const place = (code: '980100' | '980102' | '980102001') => ({ ...offices[code], level: 'district' })
    const codes = ['980102', '980103']
    await putLayer(platform, tx, place('980100'), 'census', 'census.csv', Buffer.from('代码'), { codes })
    const counted = async (code: Parameters<typeof place>[0]) =>
      (await layerFor(tx, place(code), 'census'))!.reading!.codes
    assert.deepEqual(await counted('980100'), codes)
    assert.deepEqual(await counted('980102'), ['980102'])
    assert.deepEqual(await counted('980102001'), codes, 'a street that has no row has what was chosen')
  })
})
