// Whether a run still holds: what it was made from, beside what it would be made from today.
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { Tx } from '../db/context.ts'
import { SNAPSHOT_NAME } from '../source/snapshot.ts'
import type { Resolved } from './kind.ts'
import { ledgerMoved } from './ledger.ts'
import { kindOf } from './make.ts'
import type { RunRow } from './store.ts'

/** An input that is another one today. */
export interface Stale {
  readonly role: string
  readonly what: Name
}

/** A ledger where there was none. */
const LEDGER: Resolved = {
  ...{ role: 'outlets', name: SNAPSHOT_NAME, sha256: '', size: 0, datum: 'wgs84', reading: null, run: null },
}

/** Nothing is kept by looking: the ledger, the only input that would be, is compared by what was written to it. */
const nothing = {
  put: (): Promise<never> => {
    throw new Error('looking at a run keeps nothing')
  },
}

/** The inputs of a run that is done which are newer, gone or come since. */
export async function staleOf(tx: Tx, run: RunRow): Promise<readonly Stale[]> {
  if (run.state !== 'done') return []
  const { options, inputs } = run.input
  const kind = kindOf(run.kind)
  const then = inputs.find(({ role }) => role === 'outlets') ?? null
  const moved = await ledgerMoved(tx, run.office, new Date(run.madeAt))
  const ledger = moved ? { ...(then ?? LEDGER), sha256: 'another' } : then
  let today: readonly Resolved[]
  try {
    today = await kind.inputs({ tx, keep: nothing, ledger, office: run.office, options })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return inputs.map(({ role, name }) => ({ role, what: words.gone(name) }))
  }
  const roles = new Set([...inputs, ...today].map(({ role }) => role))
  return [...roles].flatMap((role): Stale[] => {
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
