// Where the blobs of a platform are, as its settings say; plain, so that a thread can be told.
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type Blobs, openBlobs, openStore } from './blobs.ts'

/** Settings that name a store. */
export type BlobPlace = Pick<Config, 'BLOBS' | 'DATA' | 'S3_KEY' | 'S3_SECRET'>

/** Only these of all settings. */
export const placeOf = ({ BLOBS, DATA, S3_KEY, S3_SECRET }: Config): BlobPlace => ({ BLOBS, DATA, S3_KEY, S3_SECRET })

/** What a store is opened with; without a setting it is the folder `blobs` of the data directory. */
const given = ({ BLOBS, DATA, S3_KEY, S3_SECRET }: BlobPlace) =>
  [
    BLOBS,
    join(DATA, 'blobs'),
    S3_KEY && S3_SECRET ? { accessKeyId: S3_KEY, secretAccessKey: S3_SECRET } : null,
  ] as const

/** Opens the store of a platform. */
export const openPlace = (place: BlobPlace): Promise<Blobs> => openBlobs(...given(place))

/** Opens it once more beside the platform that did, without sweeping it again. */
export const openPlaceAgain = (place: BlobPlace): Promise<Blobs> => openStore(...given(place))
