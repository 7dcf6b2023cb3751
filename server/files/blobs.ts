import type { Readable } from 'node:stream'

/** Content by SHA-256. */
export interface Blobs {
  put(
    bytes: Uint8Array | AsyncIterable<Uint8Array>,
    options?: { readonly limitBytes?: number; readonly signal?: AbortSignal },
  ): Promise<{ readonly sha256: string; readonly size: number }>
  /** Its size; null when it is not there. */
  has(sha256: string): Promise<number | null>
  open(sha256: string): Promise<Readable>
  read(sha256: string): Promise<Uint8Array>
  list(): AsyncIterable<{ readonly sha256: string; readonly size: number; readonly at: Date }>
  remove(sha256: string): Promise<void>
  readonly where: string
  probe(): Promise<void>
}
