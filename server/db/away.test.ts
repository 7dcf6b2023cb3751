import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDatabase } from '../test/database.ts'
import { openDatabase } from './open.ts'

test('a login or a database that the server refuses is told as such, not as a mistake of ours', async () => {
  const database = await freshDatabase()
  const refused = async (change: (url: URL) => void) => {
    const url = new URL(database.url)
    change(url)
    await assert.rejects(openDatabase({ url: url.href, migratorUrl: null, dir: '', migrate: false, log() {} }), {
      code: 'database-refuses',
    })
  }
  await refused((url) => {
    url.password = 'another'
  })
  await refused((url) => {
    url.pathname = '/nowhere'
  })
})
