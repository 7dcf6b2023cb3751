// Jobs wait in the database, beside what they are about: a job is sent in the same transaction as the change it follows.
import type { Tx } from '../db/context.ts'

/** The kinds of job, each with what it is told. Everything else it reads from the database. */
export interface Jobs {
  /** Computes a run. */
  run: { readonly run: string }
  /** Reads an upload: checks it, counts it, notes its findings. */
  read: { readonly upload: string }
  /** Puts what an upload says into the ledger or a layer. */
  apply: { readonly upload: string }
  /** Upkeep: blobs nobody names, sessions that ended, runs whose worker is gone. */
  upkeep: Readonly<Record<string, never>>
}

/** Where jobs wait. */
export interface Queue {
  /** Sends a job within a transaction: it is there if and only if the transaction is. */
  send<K extends keyof Jobs>(tx: Tx, kind: K, job: Jobs[K]): Promise<void>
  /** Tells whoever computes a run to stop. */
  cancel(tx: Tx, run: string): Promise<void>
  stop(): Promise<void>
}
