// The files of a measured city that the page reads beside the city itself. All addresses are relative: nothing is asked of anybody else.
import type { Basemap } from '@yike/core/report/basemap.ts'

/** Where the measured folder is served, seen from the page. */
export const cityUrl = (file: string): string => new URL(`city/${file}`, document.baseURI).href

/** What the page reads of manifest.json; everything may be missing in an older one. */
export interface Manifest {
  readonly version?: string
  readonly name?: string
  readonly inputs?: readonly { readonly role: string; readonly file: string; readonly sha256: string }[]
}

async function json<T>(file: string): Promise<T> {
  const response = await fetch(cityUrl(file))
  if (!response.ok) throw new Error(`${file}: ${response.status}`)
  return (await response.json()) as T
}

export const fetchBasemap = (): Promise<Basemap> => json('basemap.json')
export const fetchManifest = (): Promise<Manifest> => json<Manifest>('manifest.json').catch(() => ({}))
