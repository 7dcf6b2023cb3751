// `yike serve DIR`: the page and one measured city, on this machine only. Files and nothing else: no route computes.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { createGzip } from 'node:zlib'
import { Fault } from '@yike/core/base/fault.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { Command } from 'commander'
import { tell } from './terminal.ts'

/** Where the page is served unless YIKE_PORT says otherwise. */
export const PORT = Number(process.env.YIKE_PORT ?? 4015)

const DIST = join(import.meta.dirname, '..', 'web', 'dist')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.yike': 'application/octet-stream',
}
const PACKED = new Set(['.html', '.js', '.mjs', '.css', '.json', '.geojson', '.csv', '.svg', '.yike'])

/** Everything comes from here, nothing from elsewhere; the map draws in workers and on canvases, and the engine's
 * kernels are compiled where they run. Styles are set by scripts (antd). */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}
/** The report carries its one small script within it. */
const REPORT_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"

/** The file a path of the address names: under /city/ the measured folder, else the page. Null outside of both. */
function fileFor(path: string, city: string): string | null {
  const inCity = path.startsWith('/city/')
  const root = inCity ? city : DIST
  const wanted = inCity ? path.slice('/city/'.length) : path === '/' ? 'index.html' : path.slice(1)
  const file = resolve(root, normalize(wanted))
  if (!file.startsWith(resolve(root) + sep) || wanted.split('/').some((part) => part.startsWith('.'))) return null
  return existsSync(file) && statSync(file).isFile() ? file : null
}

/** Serves the page and the measured city in `folder` on loopback. Faults: not-a-city, port-taken. */
export function serveCity(folder: string, port: number): Promise<Server> {
  const city = resolve(folder)
  if (!existsSync(join(city, 'city.yike'))) throw new Fault('not-a-city', { folder })
  const server = createServer((request, response) => {
    let path: string
    try {
      path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    } catch {
      response.writeHead(400, HEADERS).end()
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...HEADERS, allow: 'GET, HEAD' }).end()
      return
    }
    if (path === '/api/me') {
      // the page asks who is here: one folder has no accounts
      response.writeHead(204, HEADERS).end()
      return
    }
    const file = path.includes('\0') ? null : fileFor(path, city)
    if (!file) {
      response.writeHead(404, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end('404')
      return
    }
    const type = extname(file)
    const headers: Record<string, string> = { ...HEADERS, 'content-type': TYPES[type] ?? 'application/octet-stream' }
    if (path.startsWith('/city/') && type === '.html') headers['content-security-policy'] = REPORT_POLICY
    // built files carry a hash in their name; a city is measured anew under the same name
    headers['cache-control'] = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    const packed = PACKED.has(type) && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    if (packed) headers['content-encoding'] = 'gzip'
    else headers['content-length'] = String(statSync(file).size)
    response.writeHead(200, headers)
    if (request.method === 'HEAD') {
      response.end()
      return
    }
    const bytes = createReadStream(file)
    bytes.on('error', () => response.destroy())
    if (packed) bytes.pipe(createGzip({ level: 5 })).pipe(response)
    else bytes.pipe(response)
  })
  return new Promise((ready, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? new Fault('port-taken', { port }) : error),
    )
    server.listen(port, '127.0.0.1', () => ready(server))
  })
}

export default (lang: Lang): Command =>
  new Command('serve')
    .argument('<dir>', lang === 'zh' ? 'yike measure 写出的目录' : 'a folder that yike measure wrote')
    .option('--port <n>', lang === 'zh' ? '端口' : 'port', String(PORT))
    .action(async (dir: string, options: { port: string }) => {
      const port = Number(options.port)
      if (!Number.isInteger(port) || port < 0 || port > 65535) {
        throw new Fault('bad-value', { name: '--port', expected: '0–65535', got: options.port })
      }
      if (!existsSync(join(DIST, 'index.html'))) throw new Fault('needs', { what: 'web/dist (npm start)' })
      const server = await serveCity(dir, port)
      const address = server.address()
      const at = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : port}`
      console.log(lang === 'zh' ? `已就绪：${at}  （Ctrl+C 结束）` : `Ready: ${at}  (Ctrl+C ends it)`)
      const stop = () => {
        server.close(() => process.exit(0))
        server.closeAllConnections()
      }
      process.once('SIGINT', stop)
      process.once('SIGTERM', stop)
      tell('')
    })
