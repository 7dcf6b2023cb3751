// Writes the index of every shelf: a plural folder in which each file is one thing of one kind, default-exported.
// `--check` writes nothing and fails when an index is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** Shelf → the name of the list its index exports. */
const SHELVES: Readonly<Record<string, string>> = {
  'core/source/formats': 'formats',
  'core/standard/standards': 'standards',
  'core/circle/indicators': 'indicators',
  'core/circle/rulers': 'rulers',
  'core/circle/typings': 'typings',
  'core/siting/models': 'models',
  'core/programme/batches': 'batches',
  'core/programme/documents': 'documents',
  'core/report/reports': 'reports',
  'server/run/kinds': 'kinds',
}

const camel = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The list as the formatter would set it: on one line where it fits in 120 columns. */
function listed(list: string, names: readonly string[]): string {
  const line = `export const ${list} = [${names.join(', ')}] as const`
  return line.length <= 120 ? line : `export const ${list} = [\n${names.map((n) => `  ${n},\n`).join('')}] as const`
}

let stale = 0
for (const [shelf, list] of Object.entries(SHELVES)) {
  const folder = join(ROOT, shelf)
  if (!existsSync(folder)) continue
  const ids = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts' && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .sort()
  const text = `// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
${ids.map((id) => `import ${camel(id)} from './${id}.ts'`).join('\n')}

${listed(list, ids.map(camel))}
`
  const path = join(folder, 'index.ts')
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  if (process.argv.includes('--check')) {
    console.error(`${shelf}/index.ts is stale: run npm run shelves`)
    stale++
  } else writeFileSync(path, text)
}
process.exitCode = stale ? 1 : 0
