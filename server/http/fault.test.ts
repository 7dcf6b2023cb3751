import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf } from './fault.ts'

test('a caller who goes away in the middle is no database that is away', () => {
  const broken = (more: object) => Object.assign(new Error('aborted'), { code: 'ECONNRESET', ...more })
  assert.equal(faultOf(broken({ statusCode: 400 })).code, 'cancelled')
  assert.equal(faultOf(broken({ syscall: 'read' })).code, 'database-away')
})
