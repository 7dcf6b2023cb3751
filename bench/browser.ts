// The engine in a browser: a drawn city solved in a worker of headless Chromium, with the memory that the page then holds.
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { findChromium, launch } from '@yike/web/e2e/browser.ts'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import type { City } from './city.ts'

/** What the browser said. */
export interface InBrowser {
  readonly nearestMs: number
  readonly withinMs: number
  /** Sums of the deciseconds to the nearest, and of the counts, to compare with ours here. */
  readonly sums: readonly [number, number]
  readonly ran: { readonly nearest: string; readonly counts: string; readonly why: string | null }
  /** Most memory of the process of the page and its worker, the browser's own share of it included, MB; null where not told. */
  readonly mb: number | null
}

/** The worker as one module. */
async function bundled(): Promise<string> {
  const entry = join(import.meta.dirname, 'browser.worker.ts')
  const lib = { entry, formats: ['es' as const], fileName: 'worker' }
  const made = await build({ configFile: false, logLevel: 'silent', build: { write: false, target: 'es2023', lib } })
  const [{ output }] = made as unknown as [{ output: [{ code: string }] }]
  return output[0].code
}

/** Solves `city` in a browser; null where there is none. */
export async function inBrowser({ graph, outletNode, outletCategory }: City): Promise<InBrowser | null> {
  if (!findChromium()) return null
  const files: Readonly<Record<string, readonly [type: string, body: string | Uint8Array]>> = {
    '/': ['text/html', '<!doctype html><title>bench</title>'],
    '/worker.js': ['text/javascript', await bundled()],
    '/graph': ['application/octet-stream', new Uint8Array(graph.data)],
    '/nodes': ['application/octet-stream', new Uint8Array(outletNode.buffer)],
    '/categories': ['application/octet-stream', new Uint8Array(outletCategory.buffer)],
  }
  const server = createServer(({ url }, answer) => {
    const [type, body] = files[url ?? ''] ?? ['text/plain', '']
    answer.setHeader('content-type', type)
    answer.setHeader('cross-origin-opener-policy', 'same-origin')
    answer.setHeader('cross-origin-embedder-policy', 'require-corp')
    answer.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    // written as text: what runs in the page is of another world than this file
    const told = await page.evaluate<Omit<InBrowser, 'mb'>>(`(async () => {
      const bytes = async (path) => (await fetch(path)).arrayBuffer()
      const worker = new Worker('/worker.js', { type: 'module' })
      const [graph, nodes, categories] = await Promise.all(['/graph', '/nodes', '/categories'].map(bytes))
      return new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = (event) => reject(new Error(event.message))
        const asked = { graph, outletNode: new Int32Array(nodes), outletCategory: new Int32Array(categories) }
        worker.postMessage(asked, [graph])
      })
    })()`)
    return { ...told, mb: await peakOf(browser) }
  } finally {
    await browser.close()
    server.close()
  }
}

/** Most memory that a page's process ever held, MB: the kernel of Linux keeps it. */
async function peakOf(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => `/proc/${id}/status`)
    .filter((status) => existsSync(status))
    .map((status) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024)
  return peaks.length ? Math.max(...peaks) : null
}
