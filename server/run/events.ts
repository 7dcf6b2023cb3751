// Who looks on while a run is computed: one connection to the database hears of all runs, and tells those who asked for one.
import { Fault } from '@yike/core/base/fault.ts'
import { CHANNELS } from '../jobs/queue.ts'
import type { Platform } from '../platform.ts'
import type { Moved } from './end.ts'

/** Hears how a run moved on; null: something may have been missed, look yourself. */
export type Look = (moved: Moved | null) => void

/** Onlookers of one process at most; each holds a connection of a browser. */
const MOST = 2000
/** Of them one person's, so that nobody takes the places of all. */
const MOST_EACH = 50

interface Hub {
  readonly looking: Map<string, Set<Look>>
  readonly by: Map<string, number>
  hush: Promise<() => void> | null
  count: number
}

const hubs = new WeakMap<object, Hub>()

/**
 * Hears of a run, for the account `who`, until the function given back is called. The database is listened to while anybody looks on.
 * Fault: too-many-requests where too many do, or one person too often.
 */
export async function lookOn(
  platform: Pick<Platform, 'database'>,
  run: string,
  who: string,
  look: Look,
): Promise<() => void> {
  const { database } = platform
  const hub: Hub = hubs.get(database) ?? { looking: new Map(), by: new Map(), hush: null, count: 0 }
  hubs.set(database, hub)
  const own = hub.by.get(who) ?? 0
  if (hub.count >= MOST || own >= MOST_EACH) throw new Fault('too-many-requests')
  hub.count++
  hub.by.set(who, own + 1)
  const its = hub.looking.get(run) ?? new Set()
  hub.looking.set(run, its.add(look))
  const leave = () => {
    if (!its.delete(look)) return
    hub.count--
    const left = hub.by.get(who)! - 1
    if (left > 0) hub.by.set(who, left)
    else hub.by.delete(who)
    if (its.size === 0) hub.looking.delete(run)
    if (hub.count > 0 || !hub.hush) return
    void hub.hush.then((hush) => hush())
    hub.hush = null
  }
  try {
    hub.hush ??= database.listen(CHANNELS.run, (payload) => tell(hub, payload))
    await hub.hush
  } catch (error) {
    hub.hush = null
    leave()
    throw error
  }
  return leave
}

function tell(hub: Hub, payload: string | null): void {
  if (payload === null) {
    for (const looks of hub.looking.values()) for (const look of looks) look(null)
    return
  }
  const { run, ...moved } = JSON.parse(payload) as Moved & { run: string }
  for (const look of hub.looking.get(run) ?? []) look(moved)
}
