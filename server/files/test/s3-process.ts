// The S3 server of the tests, as a process of its own: `node s3-process.ts DIRECTORY BUCKET`. Says `listening PORT` when it is up.
// s3rver answers a PUT before its file is closed, writes two PUTs of one key into one file at once, and fails when asked to delete
// what is not there; it takes any signature, and makes its page tokens with a cipher that OpenSSL has dropped. Here it is held to what
// a real store does.
import crypto from 'node:crypto'
import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { signatureFits } from './signature.ts'

interface Store {
  getResourcePath(bucket: string, key: string | undefined, resource: string): string
  putObject(object: { bucket: string; key: string }): Promise<{ size: number }>
  putPart(bucket: string, uploadId: string, part: string, content: unknown): Promise<{ size: number }>
  deleteObject(bucket: string, key: string): Promise<void>
}

interface Context {
  readonly req: Parameters<typeof signatureFits>[0]
  status: number
  type: string
  body: string
}

interface Server {
  readonly store: Store
  readonly middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[]
  run(): Promise<{ port: number }>
}

const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => Server
const [directory, bucket] = process.argv.slice(2)
const server = new S3rver({
  directory,
  address: '127.0.0.1',
  port: 0,
  silent: true,
  configureBuckets: [{ name: bucket, configs: [] }],
})

server.middleware.unshift(async (context, next) => {
  if (signatureFits(context.req, 'S3RVER')) return next()
  context.status = 403
  context.type = 'application/xml'
  context.body = '<Error><Code>SignatureDoesNotMatch</Code></Error>'
})

const { createCipheriv, createDecipheriv } = crypto
const thrice = (key: Buffer) => Buffer.concat([key, key, key])
crypto.createCipheriv = ((_des: string, key: Buffer, iv: Buffer) =>
  createCipheriv('des-ede3-cbc', thrice(key), iv)) as typeof createCipheriv
crypto.createDecipheriv = ((_des: string, key: Buffer, iv: Buffer) =>
  createDecipheriv('des-ede3-cbc', thrice(key), iv)) as typeof createDecipheriv

const { store } = server
const { putObject, putPart, deleteObject } = store

let last: Promise<unknown> = Promise.resolve()
function inTurn<T>(doing: () => Promise<T>): Promise<T> {
  const turn = last.then(doing, doing)
  last = turn
  return turn
}

async function whole<T extends { size: number }>(path: string, kept: T): Promise<T> {
  while ((await stat(path).catch(() => null))?.size !== kept.size) await new Promise((r) => setTimeout(r, 2))
  return kept
}

store.putObject = (object) =>
  inTurn(async () =>
    whole(store.getResourcePath(object.bucket, object.key, 'object'), await putObject.call(store, object)),
  )
store.putPart = async (...part) => {
  const path = join(store.getResourcePath(part[0], undefined, 'uploads'), part[1], part[2])
  return whole(path, await putPart.apply(store, part))
}
store.deleteObject = (...named) =>
  inTurn(() =>
    deleteObject.apply(store, named).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    }),
  )

const { port } = await server.run()
console.log(`listening ${port}`)
