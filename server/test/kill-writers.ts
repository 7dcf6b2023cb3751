// Clients that write all the time and remember every answer that said yes: edits, new outlets, imports of a whole ledger, runs.
import { setTimeout as sleep } from 'node:timers/promises'
import { random } from '@yike/core/base/random.ts'
import { ledger } from '../source/test/take-in.ts'
import { type Answer, type Caller, jsonOf } from './caller.ts'

/** What was acknowledged, and how often it was not. */
export interface Acknowledged {
  /** `outlet version` → the name that this version has. */
  readonly versions: Map<string, string>
  /** Uploads that were answered 201, and those of which taking in was answered 202. */
  readonly uploads: Set<string>
  readonly applied: Set<string>
  readonly runs: Set<string>
  /** Calls that were not answered, or with 503. */
  failed: number
  /** Answers that should not have been: none. */
  readonly wrong: string[]
}

/** Rows of the ledger that is imported. */
export const IMPORTED_ROWS = 2000
/** How long a client rests after each write, ms. */
const REST = 30

/** What the clients work on. */
export interface Work {
  readonly call: Caller
  /** Code of the office whose outlets are edited and whose city is measured, and of the one that imports. */
  readonly city: string
  readonly importing: string
  /** Outlets to edit, each by one editor alone. */
  readonly outlets: readonly string[]
  readonly seed: number
}

/** Starts the clients. `stop` lets each end what it is at. */
export function startWriters({ call, city, importing, outlets, seed }: Work) {
  const said: Acknowledged = {
    ...{ versions: new Map(), uploads: new Set(), applied: new Set(), runs: new Set() },
    ...{ failed: 0, wrong: [] },
  }
  let over = false

  /** The answer, or null where none came or the server said that it cannot now. */
  async function asked(...args: Parameters<Caller>): Promise<Answer | null> {
    const answer = await call(...args).catch(() => null)
    if (answer && answer.status !== 503) {
      if (answer.status >= 500)
        said.wrong.push(`${args[0]} ${args[1]}: ${answer.status} ${answer.body.toString().slice(0, 300)}`)
      return answer
    }
    said.failed++
    await sleep(100)
    return null
  }

  async function edit(own: readonly string[], name: string): Promise<void> {
    const chance = random(seed).fork(name)
    const versions = new Map<string, number>()
    for (let n = 0; !over; n++) {
      const id = chance.pick(own)
      const path = `/api/outlets/${id}`
      if (!versions.has(id)) {
        const seen = await asked('GET', path)
        if (seen?.status === 200) versions.set(id, jsonOf(seen).version)
        continue
      }
      const called = `${name} ${n}`
      const headers = { 'if-match': `"${versions.get(id)}"` }
      const answer = await asked('PATCH', path, { headers, body: { name: called } })
      versions.delete(id) // where no answer came nobody knows whether it was written
      if (answer?.status === 200) {
        const { version } = jsonOf(answer)
        said.versions.set(`${id} ${version}`, called)
        versions.set(id, version)
      } else if (answer) said.wrong.push(`PATCH: ${answer.status}`)
      await sleep(REST)
    }
  }

  async function make(): Promise<void> {
    const chance = random(seed).fork('make')
    for (let n = 0; !over; n++) {
      const name = `新 ${n}`
      const at = { lng: 81.5 + chance.between(-0.01, 0.01), lat: 38 + chance.between(-0.01, 0.01) }
      const answer = await asked('POST', `/api/offices/${importing}/outlets`, {
        body: { name, label: '便利店', ...at },
      })
      if (answer?.status === 201) said.versions.set(`${jsonOf(answer).id} 1`, name)
      await sleep(REST * 5)
    }
  }

  async function bring(): Promise<void> {
    for (let n = 1; !over; n++) {
      const rows = Array.from({ length: IMPORTED_ROWS }, (_, i) => [
        `N${i}`,
        `第 ${n} 次 ${i}`,
        '便利店',
        place(i, 0),
        place(i, 1),
      ])
      const answer = await asked('POST', `/api/offices/${importing}/uploads?kind=outlets&name=${n}.csv&datum=wgs84`, {
        headers: { 'content-type': 'application/octet-stream' },
        body: Buffer.from(ledger(rows)),
      })
      if (answer?.status !== 201) continue
      const { id } = jsonOf(answer)
      said.uploads.add(id)
      const path = `/api/uploads/${id}`
      for (let asking = true; asking && !over; await sleep(REST * 3)) {
        const now = await asked('GET', path)
        if (now?.status !== 200) continue
        const { state, version } = jsonOf(now)
        asking = state !== 'applied' && state !== 'refused'
        if (state !== 'read') continue
        const yes = await asked('POST', `${path}/apply`, { headers: { 'if-match': `"${version}"` } })
        if (yes?.status === 202) said.applied.add(id)
      }
    }
  }

  async function measure(): Promise<void> {
    while (!over) {
      const answer = await asked('POST', `/api/offices/${city}/runs`, { body: { kind: 'measure' } })
      if (answer?.status !== 201 && answer?.status !== 200) continue
      const { id } = jsonOf(answer)
      said.runs.add(id)
      for (let waiting = true; waiting && !over; await sleep(REST * 3)) {
        const now = await asked('GET', `/api/runs/${id}`)
        waiting = now?.status !== 200 || !['done', 'failed', 'cancelled'].includes(jsonOf(now).state)
      }
    }
  }

  const half = outlets.length >> 1
  const all = Promise.all([
    edit(outlets.slice(0, half), '甲'),
    edit(outlets.slice(half), '乙'),
    make(),
    bring(),
    measure(),
  ])
  all.catch(() => {})
  return {
    said,
    async stop() {
      over = true
      await all
    },
  }
}

/** Rows stand on a grid, some 150 m apart, so that none passes for another's double. */
const place = (i: number, axis: 0 | 1) =>
  (axis === 0 ? 90 + (i % 50) * 0.002 : 40 + Math.floor(i / 50) * 0.002).toFixed(6)
