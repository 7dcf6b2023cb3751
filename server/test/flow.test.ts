// The server has an order too: a folder uses those to its left. Types may be named from anywhere; what runs may not, but for the
// few places below, each with its reason.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

const FLOW = ['db', 'files', 'http', 'account', 'area', 'audit', 'jobs', 'source', 'run', 'plan', 'map', 'ogc', 'backup'] // biome-ignore format: one line
const SERVER = join(import.meta.dirname, '..')
const IMPORT = /^(?:import|export)(?! type\b)([^;']*?)from '(\.[^']+)'/gm

/** What is used against the order. */
const UPSTREAM: Readonly<Record<string, string>> = {
  'db/context.ts > account/actor.ts': 'a transaction is somebody’s; who that is depends on nothing',
  'http/identify.ts > account/actor.ts': 'a request is somebody’s',
  'http/metrics.ts > account/actor.ts': 'figures are read in the name of the system',
  'http/permit.ts > account/actor.ts': 'what somebody may do where',
  'db/migrate.ts > jobs/install.ts': 'the tables of the queue come with all others',
  'account/first.ts > area/seed.ts': 'the first start plants the tree and makes its administrator in one transaction',
  'account/demo.ts > area/seed.ts': 'the demo has offices for its people',
  'jobs/worker.ts > run/work.ts': 'a worker puts together what there is to do',
  'jobs/worker.ts > source/jobs.ts': 'likewise',
  'jobs/upkeep.ts > run/end.ts': 'a run that everybody lost is ended as any other',
  'source/ledger-routes.ts > map/spot.ts': 'where on the map a row lies; depends on nothing',
  'run/serve-file.ts > map/lru.ts': 'a memory of bounded size; depends on nothing',
}

const found = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /^\w+\/.*\.ts$/.test(file) && !/node_modules|\.test\.ts$|\btest\//.test(file))
  .flatMap((file) =>
    [...readFileSync(join(SERVER, file), 'utf8').matchAll(IMPORT)].flatMap(([, names, path]) => {
      const parts = /^\s*\{(.*)\}\s*$/s
        .exec(names!)?.[1]
        ?.split(',')
        .filter((name) => name.trim() !== '')
      if (parts?.every((name) => name.trim().startsWith('type '))) return []
      const to = relative(SERVER, join(SERVER, dirname(file), path!)).replaceAll('\\', '/')
      return to.includes('/') ? [{ file, to }] : []
    }),
  )
const rank = (file: string) => FLOW.indexOf(file.split('/')[0]!)

test(FLOW.join(' → '), () => {
  assert.ok(found.length > 200)
  for (const { file, to } of found) {
    assert.ok(rank(file) >= 0 && rank(to) >= 0, `${file} > ${to}: not in a folder of the flow`)
    if (rank(to) > rank(file)) assert.ok(UPSTREAM[`${file} > ${to}`], `${file} looks upstream: ${to}`)
  }
})

test('no place is excused that no longer looks upstream', () => {
  const used = new Set(found.map(({ file, to }) => `${file} > ${to}`))
  for (const place of Object.keys(UPSTREAM)) assert.ok(used.has(place), place)
})
