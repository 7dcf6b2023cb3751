// Maps over the network: layers of runs as GeoJSON and as vector tiles, and the ledger as tiles.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGzip, gunzipSync, gzipSync } from 'node:zlib'
import { Fault } from '@yike/core/base/fault.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { holdsAlready } from '../http/etag.ts'
import { route } from '../http/route.ts'
import { cartographerOf } from './cartographer.ts'
import { LAYERS } from './features.ts'
import { layerOf, sourceOf } from './layers.ts'
import { LEDGER_ZOOMS, ledgerTile } from './ledger-tiles.ts'
import { ZOOMS } from './tiles.ts'

const MVT = 'application/vnd.mapbox-vector-tile'
const GEOJSON = 'application/geo+json'

/** What a done run found never changes; it is the caller's alone, for rights differ. */
const LASTING = 'private, max-age=31536000, immutable'

const Layer = z.enum(LAYERS)
const Tile = {
  z: z.coerce.number().int().min(0).max(22),
  x: z.coerce.number().int().min(0).max(4_194_303),
  y: z.coerce.number().int().min(0).max(4_194_303),
}

function expectTile(at: { z: number; x: number; y: number }, most: number): void {
  const side = 2 ** at.z
  if (at.z > most) throw new Fault('bad-request', { why: `z ≤ ${most}` })
  if (at.x >= side || at.y >= side) throw new Fault('bad-request', { why: `x, y < ${side}` })
}

const takesGzip = (request: FastifyRequest) => /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')

/** Sends a gzipped tile as the caller can read it; nothing is 204. */
function sendTile(request: FastifyRequest, reply: FastifyReply, tile: Uint8Array | null): FastifyReply {
  if (!tile) return reply.status(204).send()
  reply.type(MVT).header('vary', 'accept-encoding, cookie')
  if (!takesGzip(request)) return reply.send(gunzipSync(tile))
  return reply.header('content-encoding', 'gzip').send(Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength))
}

export const mapRoutes = [
  route({
    method: 'GET',
    path: '/api/runs/:id/maps/:layer',
    about: {
      zh: '结果图层（GeoJSON）',
      en: 'A layer of a done run as GeoJSON (WGS-84); null is unknown, shares come with their people',
    },
    rule: { role: 'read', at: 'run' },
    params: z.object({ id: z.string(), layer: Layer }),
    replies: { 200: GEOJSON },
    transaction: 'own',
    async handle(call) {
      const { as, params, request, reply, platform } = call
      const found = await as((tx) => layerOf(tx, params.id, params.layer))
      reply.header('etag', found.etag).header('cache-control', LASTING).header('vary', 'accept-encoding, cookie')
      if (holdsAlready(request, found.etag)) return reply.status(304).send()
      const isFile = params.layer === 'cells' || params.layer === 'circles'
      const body = isFile
        ? await platform.blobs.open(found.sha256)
        : Readable.from([await cartographerOf(platform).ask('collection', { source: await sourceOf(call, found) })])
      reply.type(`${GEOJSON}; charset=utf-8`)
      if (!takesGzip(request)) return reply.send(body)
      const packed = createGzip({ level: 4 })
      body.on('error', (error) => packed.destroy(error))
      return reply.header('content-encoding', 'gzip').send(body.pipe(packed))
    },
  }),
  route({
    method: 'GET',
    path: '/api/runs/:id/tiles/:layer/:z/:x/:y',
    about: {
      zh: '结果图层（矢量瓦片）',
      en: `A layer of a done run as vector tiles (MVT), in one layer of its name; 204 where nothing is. Zooms: ${Object.entries(
        ZOOMS,
      )
        .map(([layer, [from, to]]) => `${layer} ${from}–${to}`)
        .join(', ')}`,
    },
    rule: { role: 'read', at: 'run' },
    params: z.object({ id: z.string(), layer: Layer, ...Tile }),
    replies: { 200: MVT, 204: z.undefined() },
    transaction: 'own',
    async handle(call) {
      const { as, params, request, reply, platform } = call
      const { z, x, y, layer } = params
      const [least, most] = ZOOMS[layer]
      expectTile(params, most)
      const found = await as((tx) => layerOf(tx, params.id, layer))
      reply.header('etag', found.etag).header('cache-control', LASTING).header('vary', 'accept-encoding, cookie')
      if (holdsAlready(request, found.etag)) return reply.status(304).send()
      if (z < least) return reply.status(204).send()
      const source = () => sourceOf(call, found)
      const tile = await cartographerOf(platform).askLoaded('tile', { key: found.etag, z, x, y }, source)
      return sendTile(request, reply, tile)
    },
  }),
  route({
    method: 'GET',
    path: '/api/offices/:office/tiles/outlets/:z/:x/:y',
    about: {
      zh: '台账网点（矢量瓦片）',
      en: 'The ledger of an office and all below it as vector tiles: squares with their count up to zoom 12, then each outlet. Zooms 6–16',
    },
    rule: { role: 'read', at: 'office' },
    params: z.object({ office: z.string(), ...Tile }),
    replies: { 200: MVT, 204: z.undefined() },
    async handle({ tx, place, params, request, reply }) {
      const { z, x, y } = params
      expectTile(params, LEDGER_ZOOMS[1])
      const tile = z < LEDGER_ZOOMS[0] ? null : await ledgerTile(tx, place, z, x, y)
      if (tile) reply.header('etag', `"${createHash('sha256').update(tile).digest('base64url').slice(0, 22)}"`)
      return sendTile(request, reply, tile && gzipSync(tile))
    },
  }),
] as const
