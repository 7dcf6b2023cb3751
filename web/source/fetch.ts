// The files of a measured city that the page reads beside the city itself: of a folder that is served with the page, or of a run
// of the platform. Nothing is asked of anybody else.
import type { Basemap } from '@yike/core/report/basemap.ts'

let from = 'city/'

/** Reads another city from now on: `from` is what stands before the name of a file, seen from the page. */
export function readCityFrom(where: string): void {
  if (where === from) return
  from = where
  manifest = null
}

/** Where a file of the measured city is served. */
export const cityUrl = (file: string): string => new URL(`${from}${file}`, document.baseURI).href

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
