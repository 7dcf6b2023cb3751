// The page: files built by web, sent as they are. A plain address that is no file is the page's own to read.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Where web is built. */
export const DIST = join(import.meta.dirname, '..', '..', 'web', 'dist')

/** Addresses of the page are plain words; what goes up, is written in escapes or looks like a file is not there. */
const PAGES = /^(\/[\w~-]+)*\/?$/
/** Addresses that are never the page. */
const NOT_PAGES = /^\/(api|ogc|assets|health|metrics)(\/|$)/

/** Serves the page in `dist`; without one, only the API answers. Gives what answers an address that no route has. */
export async function servePage(app: FastifyInstance, dist = DIST): Promise<((url: string) => boolean) | null> {
  if (!existsSync(join(dist, 'index.html'))) return null
  await app.register(fastifyStatic, {
    root: dist,
    wildcard: false,
    index: false,
    dotfiles: 'deny',
    setHeaders: (reply, path) => {
      // built files carry a hash in their name
      const lasting = path.includes(`${join(dist, 'assets')}`)
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (url) => {
    const path = url.split('?')[0]!
    return PAGES.test(path) && !NOT_PAGES.test(path)
  }
}
