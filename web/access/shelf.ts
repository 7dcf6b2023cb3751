// Work kept in the browser, city by city, so that a reload does not lose it. Nothing leaves the machine.

/** What is kept says when: milliseconds since 1970. */
export interface Dated {
  readonly at: number
}

/** Where one kind of work on one city is kept. */
export interface Shelf<T extends Dated> {
  /** What was kept last; null where nothing was, or the browser forbids storage. */
  find(): Promise<T | null>
  /** Whether it could be kept. */
  keep(work: T): Promise<boolean>
  forget(): Promise<void>
}

/** Keeps nothing: before a city is known. */
export const noShelf: Shelf<never> = { find: async () => null, keep: async () => false, forget: async () => {} }

const STORE = 'cities'
/** Of so many cities; the one not touched for longest is forgotten. */
const MOST_CITIES = 12

const asked = <R>(request: IDBRequest<R>): Promise<R> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** The shelf called `name`, at the place of one city. */
export function shelfFor<T extends Dated>(name: string, city: string): Shelf<T> {
  async function withStore<R>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<R>,
  ): Promise<R | undefined> {
    try {
      const opening = indexedDB.open(name, 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
      const db = await asked(opening)
      try {
        return await work(db.transaction(STORE, mode).objectStore(STORE))
      } finally {
        db.close()
      }
    } catch {
      return undefined // a browser that forbids storage keeps nothing
    }
  }
  /** One after the other, so that the last that was kept is what is found. */
  let turn: Promise<unknown> = Promise.resolve()
  return {
    find: async () => (await withStore('readonly', (s) => asked<T | undefined>(s.get(city)))) ?? null,
    keep(work) {
      const kept = turn.then(() =>
        withStore('readwrite', async (store) => {
          await asked(store.put(work, city))
          const keys = await asked(store.getAllKeys())
          if (keys.length <= MOST_CITIES) return true
          const all = await Promise.all(keys.map(async (key) => ({ key, at: (await asked<T>(store.get(key))).at })))
          all.sort((a, b) => a.at - b.at)
          for (const { key } of all.slice(0, keys.length - MOST_CITIES)) store.delete(key)
          return true
        }),
      )
      turn = kept
      return kept.then((done) => done ?? false)
    },
    forget: async () => {
      await withStore('readwrite', (store) => asked(store.delete(city)))
    },
  }
}
