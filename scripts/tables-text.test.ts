import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Column, setTables } from './tables-text.ts'

const column = (column: string, type: string, more: Partial<Column> = {}): Column => ({
  ...{ table: 'shop', column, type, isArray: false, isRequired: true, isGiven: false, isComputed: false, labels: null },
  checks: null,
  ...more,
})

test('columns become types: null, defaults, computed ones, arrays, lists of values, jsonb as text', () => {
  const text = setTables([
    column('id', 'uuid'),
    column('state', 'text', { isGiven: true, checks: [`CHECK ((state = ANY (ARRAY['open'::text, 'can''t'::text])))`] }),
    column('kind', 'kind', { labels: ['a', 'b'], isRequired: false }),
    column('people', 'int8', { checks: ['CHECK ((people > 0))'], isComputed: true }),
    column('roles', 'text', { isArray: true }),
    column('body', 'jsonb'),
    column('summary', 'jsonb', { isRequired: false }),
    column('at', 'timestamptz', { isGiven: true }),
  ])
  assert.match(text, /import type { ColumnType, Generated, GeneratedAlways } from 'kysely'/)
  assert.equal(
    text.slice(text.indexOf('  shop')),
    `  shop: {
    id: string
    state: Generated<'open' | 'can\\'t'>
    kind: 'a' | 'b' | null
    people: GeneratedAlways<number>
    roles: readonly string[]
    body: Json
    summary: MaybeJson
    at: Generated<Date>
  }
}
`,
  )
})

test('a type without a counterpart is refused by name', () => {
  assert.throws(() => setTables([column('place', 'polygon')]), /shop.place: no TypeScript type for polygon/)
})
