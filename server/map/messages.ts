// What the server asks the thread that draws maps, and what that answers.
import type { AreaCoverage, Feature, Layer } from './features.ts'
import type { Box } from './spot.ts'

/** The file of a layer with what the database adds to it. */
export interface LayerSource {
  readonly layer: Layer
  readonly file: Uint8Array
  readonly coverage: readonly AreaCoverage[]
}

/** A page of features. */
export interface ItemsAsked {
  readonly bbox: Box | null
  /** Properties and the text each must have. */
  readonly where: readonly (readonly [string, string])[]
  readonly skip: number
  readonly limit: number
  /** Only this one. */
  readonly id: string | null
}

/** Name of a call → what it is told and what it gives. `undefined`: the layer named by `key` is not loaded. */
export interface Calls {
  tile: [{ key: string; z: number; x: number; y: number }, Uint8Array | null | undefined]
  loadTiles: [{ key: string; source: LayerSource }, null]
  items: [{ key: string; asked: ItemsAsked }, { features: readonly Feature[]; matched: number } | undefined]
  extent: [{ key: string }, { box: Box | null; count: number } | undefined]
  loadItems: [{ key: string; source: LayerSource }, null]
  collection: [{ source: LayerSource }, Uint8Array]
}

/** One call. */
export type Asked = {
  [K in keyof Calls]: { readonly id: number; readonly call: K; readonly told: Calls[K][0] }
}[keyof Calls]
/** Its answer. */
export type Answered =
  | { readonly id: number; readonly gives: unknown }
  | { readonly id: number; readonly fails: string }
