import type { Blobs } from './blobs.ts'

/** Opens the store that a setting names; null: a directory. */
export declare function openBlobs(
  setting: string | null,
  dir: string,
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string } | null,
): Promise<Blobs>
