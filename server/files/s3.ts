// Blobs in an S3-compatible store: one object a blob, its key the prefix and the hash. The hash is the key, so incoming bytes wait
// in a local temporary file until it is known.
// An upload in parts that a crash leaves open can only be ended by a rule of the bucket (AbortIncompleteMultipartUpload).
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { Fault } from '@yike/core/base/fault.ts'
import type { Blobs, Listed } from './blobs.ts'
import { checkedBytes, checkedStream, digestOf, isDigest, needDigest } from './digest.ts'
import type { S3Keys, S3Place } from './s3-place.ts'
import { PATIENT, type S3Answer, type S3Call, s3Requests } from './s3-request.ts'
import { type Element, readXml, textIn } from './s3-xml.ts'
import { spool, spoolFolder, sweepFolder } from './spool.ts'

/** Bytes of a part, and the most that is sent in one request. S3 takes parts of 5 MiB or more, and no more than 10,000 of them. */
const PART = 5 << 20
const MOST_PARTS = 10_000

/** Opens the store at `place`; `dir` is for temporary files. Does not ask the store yet: `probe` does. Throws `bad-store`. */
export async function openS3(
  place: S3Place,
  keys: S3Keys | null,
  dir: string,
  { pageSize = 1000, patience = PATIENT } = {},
): Promise<Blobs> {
  if (!keys?.accessKeyId || !keys.secretAccessKey)
    throw new Fault('bad-store', { why: { zh: '没有给出访问密钥', en: 'there are no access keys' } })
  const { where, prefix } = place
  const tmp = await spoolFolder(dir)
  const send = s3Requests(place, keys, patience)
  const keyOf = (sha256: string) => prefix + sha256
  const odd = (why: string) => new Fault('store-refuses', { where, why })

  /** Sends what only makes sense if its key or bucket is there. */
  async function need(call: S3Call): Promise<S3Answer> {
    const answer = await send(call)
    if (!answer) throw odd(`404 ${call.method}`)
    return answer
  }

  async function xml(call: S3Call, root: string): Promise<Element> {
    const text = await (await need(call)).text()
    let found: Element
    try {
      found = readXml(text)
    } catch (error) {
      throw odd((error as Error).message)
    }
    // an upload may be refused after its 200 has begun
    if (found.name !== root) throw odd(textIn(found, 'Code')?.slice(0, 64) ?? `<${found.name.slice(0, 64)}>`)
    return found
  }

  const drained = async (call: S3Call) => (await need(call)).drop()

  async function head(key: string): Promise<{ size: number; at: Date } | null> {
    const answer = await send({ method: 'HEAD', key })
    if (!answer) return null
    await answer.drop()
    const size = Number(answer.headers.get('content-length') ?? Number.NaN)
    const at = new Date(answer.headers.get('last-modified') ?? Number.NaN)
    if (!Number.isSafeInteger(size) || Number.isNaN(at.getTime())) throw odd('HEAD')
    return { size, at }
  }

  async function get(sha256: string): Promise<S3Answer> {
    needDigest(sha256)
    const answer = await send({ method: 'GET', key: keyOf(sha256) })
    if (!answer) throw new Fault('blob-missing', { sha256 })
    return answer
  }

  /** Sends the file in parts; on any fault the store is told to forget them. */
  async function putParts(file: FileHandle, key: string, size: number, signal?: AbortSignal): Promise<void> {
    const begun = await xml({ method: 'POST', key, query: { uploads: '' }, signal }, 'InitiateMultipartUploadResult')
    const uploadId = textIn(begun, 'UploadId')
    if (!uploadId) throw odd('UploadId')
    try {
      const partSize = Math.max(PART, Math.ceil(size / MOST_PARTS))
      const buffer = Buffer.allocUnsafe(partSize)
      const parts: string[] = []
      for (let at = 0; at < size; at += partSize) {
        const body = buffer.subarray(0, Math.min(partSize, size - at))
        await fill(file, body, at)
        const query = { partNumber: String(parts.length + 1), uploadId }
        const answer = await need({ method: 'PUT', key, query, body, signal })
        await answer.drop()
        const etag = /^"?([\w-]{1,128})"?$/.exec(answer.headers.get('etag') ?? '')?.[1]
        if (!etag) throw odd('ETag')
        parts.push(`<Part><PartNumber>${query.partNumber}</PartNumber><ETag>"${etag}"</ETag></Part>`)
      }
      const before = await head(key)
      const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
      const ending: S3Call = { method: 'POST', key, query: { uploadId }, body, signal }
      await xml(ending, 'CompleteMultipartUploadResult').catch(async (error) => {
        // where the answer to a first try was lost, the next finds no upload any more: then the object is new
        const now = await head(key).catch(() => null)
        if (now?.size !== size || (before && now.at <= before.at)) throw error
      })
    } catch (error) {
      await send({ method: 'DELETE', key, query: { uploadId } }).catch(() => {})
      throw error
    }
  }

  return {
    where,

    async put(bytes, putting = {}) {
      const { path, sha256, size } = await spool(tmp, bytes, putting, false)
      const { signal } = putting
      const file = await open(path, 'r')
      try {
        const key = keyOf(sha256)
        if (size > PART) await putParts(file, key, size, signal)
        else await drained({ method: 'PUT', key, body: await fill(file, Buffer.allocUnsafe(size), 0), signal })
      } finally {
        await file.close()
        await rm(path, { force: true })
      }
      return { sha256, size }
    },

    async has(sha256) {
      needDigest(sha256)
      return (await head(keyOf(sha256)))?.size ?? null
    },

    async open(sha256) {
      const answer = await get(sha256)
      return checkedStream(answer.pieces(), sha256, () => void answer.drop())
    },

    async read(sha256) {
      const held: Uint8Array[] = []
      for await (const piece of (await get(sha256)).pieces()) held.push(piece)
      return checkedBytes(Buffer.concat(held), sha256)
    },

    async *list(): AsyncGenerator<Listed> {
      let token: string | null = null
      do {
        const query: Record<string, string> = { 'list-type': '2', 'max-keys': String(pageSize) }
        if (prefix) query.prefix = prefix
        if (token) query['continuation-token'] = token
        const page: Element = await xml({ method: 'GET', key: '', query }, 'ListBucketResult')
        for (const row of page.children) {
          if (row.name !== 'Contents') continue
          const key = textIn(row, 'Key') ?? ''
          const sha256 = key.slice(prefix.length)
          if (!key.startsWith(prefix) || !isDigest(sha256)) continue
          const at = new Date(textIn(row, 'LastModified') ?? Number.NaN)
          const size = Number(textIn(row, 'Size') ?? Number.NaN)
          if (!Number.isSafeInteger(size) || Number.isNaN(at.getTime())) throw odd('ListBucketResult')
          yield { sha256, size, at }
        }
        const next = textIn(page, 'IsTruncated') === 'true' ? textIn(page, 'NextContinuationToken') : null
        if (next !== null && next === token) throw odd('NextContinuationToken')
        token = next
      } while (token)
    },

    async remove(sha256, { before } = {}) {
      needDigest(sha256)
      const found = await head(keyOf(sha256))
      if (!found || (before && found.at >= before)) return false
      await (await send({ method: 'DELETE', key: keyOf(sha256) }))?.drop()
      return true
    },

    sweep: (before) => sweepFolder(tmp, before),

    async probe() {
      const key = `${prefix}probe/${randomUUID()}`
      const body = Buffer.from(randomUUID())
      await drained({ method: 'PUT', key, body })
      try {
        checkedBytes(Buffer.from(await (await need({ method: 'GET', key })).text()), digestOf(body))
      } finally {
        await (await send({ method: 'DELETE', key }).catch(() => null))?.drop()
      }
    },
  }
}

/** Fills `into` with the file's bytes from `at`. */
async function fill(file: FileHandle, into: Buffer, at: number): Promise<Buffer> {
  for (let got = 0; got < into.length; ) {
    const { bytesRead } = await file.read(into, got, into.length - got, at + got)
    if (bytesRead === 0) throw new Error(`a temporary file ended at byte ${at + got}`)
    got += bytesRead
  }
  return into
}
