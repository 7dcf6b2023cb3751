import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { SETTING_NAMES } from '../server/config.ts'
import { settingsTable, withTable } from './settings.ts'
import { ROOT } from './sources.ts'

const page = readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8')

test('the table of settings in docs/operations.md is that of config.ts', () => {
  assert.ok(page.includes(settingsTable()), 'node scripts/settings.ts writes it')
  assert.equal(withTable(page), page)
})

test('every setting and every command that the page names exists', () => {
  const main = readFileSync(join(ROOT, 'cli', 'main.ts'), 'utf8')
  for (const [name] of page.matchAll(/YIKE_[A-Z0-9_]*[A-Z0-9]/g)) assert.ok(SETTING_NAMES.includes(name), name)
  const named = new Set([...page.matchAll(/`yike ([a-z]+)/g)].map(([, name]) => name!))
  assert.ok(named.size >= 6)
  for (const name of named) assert.match(main, new RegExp(`name: '${name}'`), name)
})

test('every figure that the page tells to watch is one that the server gives', () => {
  const metrics = readFileSync(join(ROOT, 'server', 'http', 'metrics.ts'), 'utf8')
  for (const [name] of page.matchAll(/\byike_(?!app\b|migrator\b)[a-z_]+/g))
    assert.ok(metrics.includes(`'${name.replace(/_(count|bucket|sum)$/, '')}'`), name)
})
