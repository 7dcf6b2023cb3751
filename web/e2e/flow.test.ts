// The page's folders run the same way as core's: a noun uses itself and what is to its left.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

const FLOW = [
  ...['ui', 'i18n', 'api', 'shell', 'area', 'account', 'audit'],
  ...['map', 'source', 'access', 'standard', 'circle', 'siting', 'plan', 'run', 'office'],
]
const WEB = join(import.meta.dirname, '..')

const folderOf = (path: string) => (path.includes('/') ? path.split('/')[0]! : null)

test(FLOW.join(' → '), () => {
  const there = FLOW.filter((folder) => existsSync(join(WEB, folder)))
  const files = there.flatMap((folder) => readdirSync(join(WEB, folder)).map((f) => `${folder}/${f}`))
  for (const file of files.filter((f) => /\.tsx?$/.test(f))) {
    for (const [, path] of readFileSync(join(WEB, file), 'utf8').matchAll(/from\s+'(\.[^']+)'/g)) {
      const folder = folderOf(relative(WEB, join(WEB, dirname(file), path!)).replaceAll('\\', '/'))
      assert.ok(folder, `${file} imports the page itself: ${path}`)
      assert.ok(FLOW.indexOf(folder) <= FLOW.indexOf(folderOf(file)!), `${file} looks downstream: ${path}`)
    }
    if (!file.startsWith('map/')) {
      assert.doesNotMatch(
        readFileSync(join(WEB, file), 'utf8'),
        /from 'maplibre-gl'/,
        `${file}: MapLibre's door is map/`,
      )
    }
  }
})
