// Where tests find an S3 store: a process on loopback, or the one that YIKE_TEST_S3 names (a setting as `s3Place` reads it, with
// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), which is left as it was but for what tests put under its prefix.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { S3Keys } from '../s3-place.ts'

export interface S3Server {
  readonly keys: S3Keys
  /** A setting with `prefix` added, and another endpoint where one is given. */
  setting(prefix: string, endpoint?: string): string
  readonly endpoint: string
  stop(): Promise<void>
}

const BUCKET = 'yike-test'

/** Starts the process, or takes the store of the environment. */
export async function startS3(): Promise<S3Server> {
  const given = process.env.YIKE_TEST_S3
  if (given) {
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env
    const endpoint = new URL(given).searchParams.get('endpoint')!
    return {
      keys: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
      endpoint,
      setting(prefix, at = endpoint) {
        const url = new URL(given)
        url.searchParams.set('endpoint', at)
        url.pathname = `${url.pathname.replace(/\/$/, '')}/${process.pid}/${prefix}`
        return url.href
      },
      stop: async () => {},
    }
  }
  const dir = await mkdtemp(join(tmpdir(), 'yike-s3-'))
  const child = spawn(process.execPath, [join(import.meta.dirname, 's3-process.ts'), dir, BUCKET], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface(child.stdout)
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [string]
  const port = /^listening (\d+)$/.exec(String(line))?.[1]
  if (!port) throw new Error(`the S3 server did not start: ${line}`)
  const endpoint = `http://127.0.0.1:${port}`
  return {
    keys: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    endpoint,
    setting: (prefix, at = endpoint) => `s3://${BUCKET}/${prefix}?endpoint=${encodeURIComponent(at)}`,
    async stop() {
      child.kill()
      await once(child, 'exit')
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** What becomes of a request: it passes, is answered with a status, cut off, or its answer is cut after so many bytes. */
export type Mishap = 'pass' | 'cut' | 'silence' | number | { cutAfter: number }

/** A road to `endpoint` on which `mishap` happens to requests; `seen` are their methods and addresses. */
export async function stumblingRoad(endpoint: string, mishap: (method: string, url: string, nth: number) => Mishap) {
  const seen: string[] = []
  const server = createServer((req, res) => {
    const happens = mishap(req.method!, req.url!, seen.push(`${req.method} ${req.url}`))
    if (happens === 'silence') return
    if (happens === 'cut') return void req.socket.destroy()
    if (typeof happens === 'number') {
      req.resume()
      return void req.on('end', () => res.writeHead(happens).end())
    }
    const on = request(endpoint + req.url, { method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode!, answer.headers)
      let left = typeof happens === 'object' ? happens.cutAfter : Number.POSITIVE_INFINITY
      answer.on('data', (piece: Buffer) => {
        res.write(piece.subarray(0, left))
        left -= piece.length
        if (left <= 0) res.socket?.destroy()
      })
      answer.on('end', () => res.end())
    })
    on.on('error', () => res.destroy())
    req.pipe(on)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
