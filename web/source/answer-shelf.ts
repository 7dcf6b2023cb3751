// Answers given on the spot, kept in the browser until the server has them: a phone without a network loses nothing, and an answer
// that was sent twice is one, for its id is made here.
import type { SeenAnswer } from './office-lists.ts'

/** An answer that waits. */
export interface WaitingAnswer {
  /** The answer's own id. */
  readonly id: string
  readonly task: string
  readonly place: string
  /** Whose it is: it is sent in nobody else's name. */
  readonly account: string
  readonly body: SeenAnswer
  readonly photo: Blob | null
  /** Whether the server has the answer already, and only the photo waits. */
  readonly told: boolean
  /** Not before this moment, milliseconds since 1970: until then it can be taken back. */
  readonly after: number
  /** Why the server would not have it, a sentence; null where it was not refused. */
  readonly refused: string | null
}

const NAME = 'yike.answers'
const STORE = 'answers'

const asked = <R>(request: IDBRequest<R>): Promise<R> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** What a browser that forbids storage keeps: for this visit only. */
const memory = new Map<string, WaitingAnswer>()

async function withStore<R>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<R>,
): Promise<R | null> {
  let db: IDBDatabase
  try {
    const opening = indexedDB.open(NAME, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' })
    db = await asked(opening)
  } catch {
    return null
  }
  try {
    const transaction = db.transaction(STORE, mode)
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    const result = await asked(work(transaction.objectStore(STORE)))
    await done // on the disk, not on its way there
    return result
  } finally {
    db.close()
  }
}

/** What waits of one account, the oldest first. */
export async function waitingOf(account: string): Promise<WaitingAnswer[]> {
  const kept = (await withStore<WaitingAnswer[]>('readonly', (store) => store.getAll())) ?? [...memory.values()]
  return kept.filter((a) => a.account === account).sort((a, b) => (a.body.at < b.body.at ? -1 : 1))
}

/** Keeps one, or what became of it. Rejects where the browser has no room left. */
export async function keepAnswer(answer: WaitingAnswer): Promise<void> {
  if ((await withStore('readwrite', (store) => store.put(answer))) === null) memory.set(answer.id, answer)
}

/** Forgets one. */
export async function dropAnswer(id: string): Promise<void> {
  memory.delete(id)
  await withStore('readwrite', (store) => store.delete(id))
}
