// The files of a measured city that the page reads beside the city itself. All addresses are relative: nothing is asked of anybody else.
import type { Basemap } from '@yike/core/report/basemap.ts'

/** Where the measured folder is served, seen from the page. */
export const cityUrl = (file: string): string => new URL(`city/${file}`, document.baseURI).href

/** What the page reads of manifest.json; everything may be missing in an older one. */
export interface Manifest {
  readonly title?: string
  readonly outputs?: readonly { readonly file: string }[]
  readonly inputs?: readonly { readonly role: string; readonly file: string; readonly sha256: string }[]
}

/** A file of the city; null where there is none. */
async function json<T>(file: string): Promise<T | null> {
  const response = await fetch(cityUrl(file))
  return response.ok ? ((await response.json()) as T) : null
}

let manifest: Promise<Manifest> | null = null

/** What the measured folder says of itself; asked for once. */
export function fetchManifest(): Promise<Manifest> {
  manifest ??= json<Manifest>('manifest.json').then((found) => found ?? {})
  return manifest
}

/** Null where the streets came as tables: then there was no extract to draw. A file the manifest does not name is not asked for. */
export async function fetchBasemap(): Promise<Basemap | null> {
  const { outputs } = await fetchManifest()
  return outputs && !outputs.some(({ file }) => file === 'basemap.json') ? null : json('basemap.json')
}
