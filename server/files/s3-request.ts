// One request to an S3 store: signed, timed, tried again when the store or the line stumbles, and its refusals as faults.
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@yike/core/base/fault.ts'
import { AwsV4Signer } from 'aws4fetch'
import { digestOf } from './digest.ts'
import type { S3Keys, S3Place } from './s3-place.ts'
import { readXml, textIn, XML_LIMIT } from './s3-xml.ts'

/** How patient to be. */
export interface Patience {
  /** Milliseconds before each further try; as many further tries as there are pauses. */
  readonly pausesMs: readonly number[]
  /** Milliseconds until the answer begins, and at most between two pieces of it. */
  readonly quietMs: number
}

/** Four tries within three seconds, and a minute for a part of an upload on a slow line. */
export const PATIENT: Patience = { pausesMs: [200, 600, 1800], quietMs: 60_000 }

/** Bytes of a body that may stand in memory a few times. */
const SMALL = 1 << 16

export interface S3Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Key in the bucket; empty for the bucket itself. Letters, digits and `. _ - /` only. */
  readonly key: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly signal?: AbortSignal
}

export interface S3Answer {
  readonly headers: Headers
  /** The body, piece by piece. Faults: `store-away` when it breaks off or falls silent. */
  pieces(): AsyncGenerator<Uint8Array>
  /** The body as text; for XML. */
  text(): Promise<string>
  /** Lets the body go unread. */
  drop(): Promise<void>
}

/** Sends a request; null where there is no such key. Faults: `store-away`, `store-refuses`, `disk-full`, `cancelled`. */
export type S3Send = (call: S3Call) => Promise<S3Answer | null>

/** A way to send requests to `place`. */
export function s3Requests(place: S3Place, keys: S3Keys, { pausesMs, quietMs }: Patience): S3Send {
  const away = (why: string) => new Fault('store-away', { where: place.where, why })
  const cache = new Map<string, ArrayBuffer>()

  return async (call) => {
    for (let tried = 0; ; tried++) {
      const answer = await once(call)
      if (!(answer instanceof Fault)) return answer
      if (tried === pausesMs.length) throw answer
      await pause(pausesMs[tried]!, undefined, { signal: call.signal }).catch(() => {})
      if (call.signal?.aborted) throw new Fault('cancelled')
    }
  }

  /** One try; a returned fault is worth another, a thrown one is not. */
  async function once(call: S3Call): Promise<S3Answer | null | Fault> {
    const { method, key, query = {}, body, signal } = call
    if (signal?.aborted) throw new Fault('cancelled')
    const address = `${place.base}/${key}${Object.keys(query).length ? `?${new URLSearchParams(query)}` : ''}`
    const signer = new AwsV4Signer({
      ...keys,
      method,
      url: address,
      headers: {
        'x-amz-content-sha256': digestOf(body ?? new Uint8Array()),
        'content-type': 'application/octet-stream',
      },
      service: 's3',
      region: place.region,
      cache,
    })
    const { url, headers } = await signer.sign()
    const stop = new AbortController()
    const quiet = setTimeout(() => stop.abort(), quietMs)
    const hear = () => stop.abort()
    signal?.addEventListener('abort', hear)
    // told not to follow, fetch keeps a copy of the body; told to fail, it does not. Parts go where small requests went before.
    const redirect = body && body.length > SMALL ? 'error' : 'manual'
    let response: Response
    try {
      response = await fetch(url, {
        method,
        headers,
        body: body as RequestInit['body'],
        signal: stop.signal,
        redirect,
      })
    } catch (error) {
      if (signal?.aborted) throw new Fault('cancelled')
      return away(stop.signal.aborted ? `${quietMs / 1000} s` : reason(error))
    } finally {
      clearTimeout(quiet)
      signal?.removeEventListener('abort', hear)
    }
    const answer = answerOf(response, stop)
    if (response.ok) return answer
    const code = await refusal(answer)
    if (response.status === 404 && code !== 'NoSuchBucket' && code !== 'NoSuchUpload') return null
    const why = code ? `${response.status} ${code}` : `HTTP ${response.status}`
    if (response.status === 507 || /StorageFull|QuotaExceeded/.test(code ?? ''))
      throw new Fault('disk-full', { where: place.where })
    if (response.status >= 500 || response.status === 429 || code === 'RequestTimeout') return away(why)
    throw new Fault('store-refuses', { where: place.where, why })
  }

  function answerOf(response: Response, stop: AbortController): S3Answer {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      let quiet = setTimeout(() => stop.abort(), quietMs)
      try {
        for await (const piece of response.body ?? []) {
          clearTimeout(quiet)
          yield piece
          quiet = setTimeout(() => stop.abort(), quietMs)
        }
      } catch (error) {
        throw away(stop.signal.aborted ? `${quietMs / 1000} s` : reason(error))
      } finally {
        clearTimeout(quiet)
      }
    }
    return {
      headers: response.headers,
      pieces,
      async text() {
        const held: Uint8Array[] = []
        let size = 0
        for await (const piece of pieces()) {
          size += piece.length
          if (size > XML_LIMIT) throw away(`> ${XML_LIMIT} B`)
          held.push(piece)
        }
        return new TextDecoder().decode(Buffer.concat(held))
      },
      drop: async () => response.body?.cancel().catch(() => {}),
    }
  }
}

/** The code of an error in the store's own words, null where its answer has none. */
async function refusal(answer: S3Answer): Promise<string | null> {
  try {
    const code = textIn(readXml(await answer.text()), 'Code')
    return code && /^[A-Za-z0-9.]{1,64}$/.test(code) ? code : null
  } catch {
    return null
  }
}

/** `ECONNREFUSED` and the like, which is what helps; else the error's own words. */
function reason(error: unknown): string {
  const { cause, message } = error as Error
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? message
}
