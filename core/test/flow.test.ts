// The river runs one way. A folder of core may import itself and the folders to its left, and nothing of the shores;
// a library is imported through its own door only.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

const FLOW = [
  'base',
  'geo',
  'source',
  'network',
  'access',
  'standard',
  'survey',
  'circle',
  'siting',
  'plan',
  'programme',
  'report',
]
const CORE = join(import.meta.dirname, '..')
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g

/** The guests of core and the folders that may open the door to them. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  papaparse: ['source'],
  exceljs: ['source'],
  shpjs: ['source'],
  geotiff: ['source'],
  flatbush: ['geo', 'source', 'network'],
  'geos-wasm': ['geo'],
  opening_hours: ['standard'],
  highs: ['siting'],
}

const files = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
  .map((f) => f.replaceAll('\\', '/'))
  .filter((f) => f.endsWith('.ts') && !/node_modules|\.test\.ts$|^test\/|^guests\/|^access\/assembly\/|globals/.test(f))

test(FLOW.join(' → '), () => {
  for (const file of files) {
    const from = FLOW.indexOf(file.split('/')[0]!)
    assert.ok(from >= 0, `${file}: not in a folder of the flow`)
    for (const [, path] of readFileSync(join(CORE, file), 'utf8').matchAll(IMPORT)) {
      if (path!.startsWith('.')) {
        const to = FLOW.indexOf(
          relative(CORE, join(CORE, dirname(file), path!))
            .replaceAll('\\', '/')
            .split('/')[0]!,
        )
        assert.ok(to >= 0 && to <= from, `${file} looks downstream: ${path}`)
      } else {
        const doors = DOORS[path!]
        assert.ok(doors, `${file} imports ${path}, which is no guest of core`)
        assert.ok(doors.includes(file.split('/')[0]!), `${file} imports ${path} past its door (${doors})`)
      }
    }
  }
})

test('no file of core is longer than 400 lines, unless it is data or one algorithm and says so', () => {
  for (const file of files) {
    const text = readFileSync(join(CORE, file), 'utf8')
    const lines = text.split('\n').length
    const excused = /^\/\/ (Data|One algorithm):/m.test(text.slice(0, 400))
    assert.ok(lines <= 400 || excused, `${file} has ${lines} lines`)
  }
})
