// A city's file read and built in a browser's worker: the same network as in Node, byte for byte.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import { WalkGraph } from '@yike/core/network/graph.ts'
import { readExtract } from '@yike/core/source/osm/extract.ts'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { launch, noBrowser } from './browser.ts'

const skip = noBrowser()
const ROOT = join(import.meta.dirname, '..', '..')
const FILES = [
  join(ROOT, 'fixtures', 'osm', 'town.osm.pbf'),
  join(ROOT, '..', 'shared', 'data', 'helsinki', 'helsinki-centre.osm.pbf'),
]

/** The worker as one module. */
async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2023',
      minify: false,
      lib: { entry: join(import.meta.dirname, 'ingest.worker.ts'), formats: ['es'], fileName: 'worker' },
    },
  })
  const [{ output }] = made as unknown as [{ output: [{ code: string }] }]
  return output[0].code
}

describe('a city read in a browser', () => {
  let server: Server
  let browser: Browser
  let page: Page

  before(async () => {
    if (skip) return
    const worker = await bundled()
    server = createServer(({ url }, answer) => {
      if (url === '/worker.js') answer.setHeader('content-type', 'text/javascript').end(worker)
      else if (url?.startsWith('/city/')) answer.end(readFileSync(FILES[Number(url.slice(6))]!))
      else answer.setHeader('content-type', 'text/html').end('<!doctype html><title>ingest</title>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    browser = await launch()
    page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  })
  after(async () => {
    await browser?.close()
    server?.close()
  })

  /** What a worker in the page makes of a file: the checksum in the header, and a digest of every byte. */
  const inBrowser = (file: number) =>
    page.evaluate(async (n) => {
      const bytes = new Uint8Array(await (await fetch(`/city/${n}`)).arrayBuffer())
      const worker = new Worker('/worker.js', { type: 'module' })
      const graph = await new Promise<ArrayBuffer>((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = (event) => reject(new Error(event.message))
        worker.postMessage(bytes)
      })
      worker.terminate()
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', graph))
      return {
        checksum: new Int32Array(graph, 0, 6)[5],
        sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
      }
    }, file)

  for (const [n, path] of FILES.entries()) {
    const name = path.split(/[\\/]/).at(-1)!
    const why = skip || (!existsSync(path) && `no ${name} beside the checkout`)
    test(`${name}: the network is the same as in Node, byte for byte`, { skip: why }, async () => {
      const bytes = bytesOf(name, new Uint8Array(readFileSync(path)))
      const { streets } = await readExtract(bytes, {
        progress: SILENT,
        findings: new Findings(),
        datum: 'wgs84',
        origin: 'osm',
      })
      const graph = buildGraph(streets).seal() as ArrayBuffer
      assert.deepEqual(await inBrowser(n), {
        checksum: new Int32Array(graph, 0, 6)[5],
        sha256: createHash('sha256').update(new Uint8Array(graph)).digest('hex'),
      })
      assert.ok(WalkGraph.from(graph).edges > 0)
    })
  }
})
