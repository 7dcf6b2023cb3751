// Whether a run still holds: what it was made from, beside what it would be made from today.
import { createHash } from 'node:crypto'
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { Tx } from '../db/context.ts'
import type { Incoming } from '../files/blobs.ts'
import type { Resolved } from './kind.ts'
import { ledgerMoved } from './ledger.ts'
import { kindOf } from './make.ts'
import type { RunRow } from './store.ts'

/** An input that is another one today. */
export interface Stale {
  readonly role: string
  readonly what: Name
}

/** Hashes what would be kept, and keeps nothing. */
const hashed = {
  async put(bytes: Incoming) {
    const hash = createHash('sha256')
    let size = 0
    for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
      hash.update(piece)
      size += piece.length
    }
    return { sha256: hash.digest('hex'), size }
  },
}

/** The inputs of a run that is done which are newer, gone or come since. */
export async function staleOf(tx: Tx, run: RunRow): Promise<readonly Stale[]> {
  if (run.state !== 'done') return []
  const { options, inputs } = run.input
  const kind = kindOf(run.kind)
  // a ledger in which nothing has happened need not be written out to be compared
  const moved = await ledgerMoved(tx, run.office, new Date(run.madeAt))
  let today: readonly Resolved[]
  try {
    today = await kind.inputs({ tx, keep: hashed, office: run.office, options })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return inputs.map(({ role, name }) => ({ role, what: words.gone(name) }))
  }
  const roles = new Set([...inputs, ...today].map(({ role }) => role))
  return [...roles].flatMap((role): Stale[] => {
    if (role === 'outlets' && !moved) return []
    const [then, now] = [inputs, today].map((all) => all.filter((input) => input.role === role)) as [
      Resolved[],
      Resolved[],
    ]
    if (then.map((i) => i.sha256).join() === now.map((i) => i.sha256).join()) return []
    const { name } = (now[0] ?? then[0])!
    return [
      { role, what: then.length === 0 ? words.come(name) : now.length === 0 ? words.gone(name) : words.newer(name) },
    ]
  })
}

const words = {
  newer: (name: string): Name => ({ zh: `${name} 已有更新`, en: `${name} has changed since` }),
  gone: (name: string): Name => ({ zh: `${name} 已不再采用`, en: `${name} is no longer in use` }),
  come: (name: string): Name => ({ zh: `新增了 ${name}`, en: `${name} has come since` }),
}
