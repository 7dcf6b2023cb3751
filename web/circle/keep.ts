// Work on circles, kept in the browser city by city, so that a reload does not lose it. Nothing leaves the machine.
import type { CircleVersion } from '@yike/core/circle/version.ts'
import type { Draft, Rule } from './circles-messages.ts'
import type { Reach } from './circles-store.ts'

/** A frozen version as the page keeps it: core's, which never changes, with its place in the list and what tints it. */
export interface Version {
  readonly name: string
  readonly rule: Rule
  /** The circles beside each, for tints. */
  readonly neighbours: readonly (readonly number[])[]
  readonly version: CircleVersion
}

/** What is kept of one city. */
export interface Kept {
  readonly draft: Draft | null
  readonly drawn?: Reach | null
  readonly versions: readonly Version[]
  readonly at: number
}

/** Where it is kept. */
export interface Shelf {
  find(): Promise<Kept | null>
  keep(kept: Kept): Promise<void>
}

/** Keeps nothing: where a browser forbids storage. */
export const noShelf: Shelf = { find: async () => null, keep: async () => {} }

const NAME = 'yike.circles'
const STORE = 'cities'
/** Of so many cities; the one not touched for longest is forgotten. */
const MOST_CITIES = 12

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

async function database(): Promise<IDBDatabase> {
  const opening = indexedDB.open(NAME, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
  return asked(opening)
}

/** The shelf of one city; a browser that forbids storage keeps nothing and says nothing. */
export function shelfOf(city: string): Shelf {
  const withStore = async <T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<T>,
  ): Promise<T | null> => {
    try {
      const db = await database()
      try {
        return await work(db.transaction(STORE, mode).objectStore(STORE))
      } finally {
        db.close()
      }
    } catch {
      return null
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    find: () => withStore('readonly', async (store) => (await asked<Kept | undefined>(store.get(city))) ?? null),
    keep(kept) {
      last = last.then(() =>
        withStore('readwrite', async (store) => {
          await asked(store.put(kept, city))
          const keys = await asked(store.getAllKeys())
          if (keys.length <= MOST_CITIES) return
          const all = await Promise.all(keys.map(async (key) => ({ key, at: (await asked<Kept>(store.get(key))).at })))
          all.sort((a, b) => a.at - b.at)
          for (const { key } of all.slice(0, keys.length - MOST_CITIES)) store.delete(key)
        }),
      )
      return last.then(() => {})
    },
  }
}

/** What tells a city from another that is served at the same address: its people, outlets and areas. */
export const cityKey = (city: {
  readonly people: number
  readonly outlets: readonly { readonly id: string }[]
  readonly areas: readonly { readonly id: string }[]
  readonly population: { readonly lng: ArrayLike<number>; readonly lat: ArrayLike<number> }
}): string =>
  [
    Math.round(city.people),
    city.population.lng.length,
    city.population.lng[0]?.toFixed(5),
    city.population.lat[0]?.toFixed(5),
    city.outlets.length,
    city.areas.length,
  ].join(' ')
