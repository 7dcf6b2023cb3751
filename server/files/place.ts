// Where the blobs of a platform are, as its settings say; plain, so that a thread can be told.
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type Blobs, openBlobs } from './blobs.ts'

/** Settings that name a store. */
export type BlobPlace = Pick<Config, 'BLOBS' | 'DATA' | 'S3_KEY' | 'S3_SECRET'>

/** Only these of all settings. */
export const placeOf = ({ BLOBS, DATA, S3_KEY, S3_SECRET }: Config): BlobPlace => ({ BLOBS, DATA, S3_KEY, S3_SECRET })

/** Opens the store; without a setting it is the folder `blobs` of the data directory. */
export const openPlace = ({ BLOBS, DATA, S3_KEY, S3_SECRET }: BlobPlace): Promise<Blobs> =>
  openBlobs(
    BLOBS,
    join(DATA, 'blobs'),
    S3_KEY && S3_SECRET ? { accessKeyId: S3_KEY, secretAccessKey: S3_SECRET } : null,
  )
