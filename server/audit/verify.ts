// Does the trail hold? Each chain is read from its beginning and every seal is computed again; then what was imported is
// compared with its digests. One snapshot, in pages: memory does not grow with the trail.
import type { Name } from '@yike/core/base/name.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../db/tables.ts'
import { findStrayRows } from './rows.ts'
import { SEALED_COLUMNS, type Sealed, START, sealOf } from './seal.ts'

/** Where a chain stood at some moment, kept elsewhere. */
export interface Head {
  readonly chain: string
  readonly seq: number
  /** Hex. */
  readonly hash: string
}

/** What does not hold: the first of each chain, and every digest. */
export interface Break {
  readonly chain: string
  /** Number in the chain; null where there is none. */
  readonly seq: number | null
  readonly kind: 'altered' | 'removed' | 'reordered' | 'cut' | 'anchor' | 'unsealed' | 'emptied' | 'rows'
  readonly why: Name
}

/** What was found. */
export interface Verified {
  readonly chains: number
  readonly rows: number
  /** Versions of outlets whose digests were computed again. */
  readonly versions: number
  readonly breaks: readonly Break[]
}

const PAGE = 2000
/** How far a row may have been carried off to be told from an altered one. */
const NEAR = 64

type Read = Kysely<Tables>

async function pageOfTrail(db: Read, chain: string, after: string): Promise<Sealed[]> {
  const { rows } = await sql<Sealed>`select ${sql.raw(SEALED_COLUMNS)} from audit
    where chain = ${chain} and seq > ${after}::bigint order by audit.seq limit ${PAGE}`.execute(db)
  return rows
}

/** Why a row does not fit over the one before it; null: it does. */
function breakOf(row: Sealed, before: { seq: number; hash: string }): Omit<Break, 'chain'> | null {
  const seq = Number(row.seq)
  if (seq !== before.seq + 1) {
    const gone = seq - before.seq - 1
    return {
      seq: before.seq + 1,
      kind: 'removed',
      why: {
        zh: `第 ${before.seq + 1} 行起缺 ${gone} 行`,
        en: `${gone} rows are gone from number ${before.seq + 1} on`,
      },
    }
  }
  if (row.beforeHash === before.hash && row.hash === sealOf(before.hash, row)) return null
  for (let other = Math.max(1, seq - NEAR); other <= seq + NEAR; other++)
    if (other !== seq && row.beforeHash !== null && row.hash === sealOf(row.beforeHash, row, String(other)))
      return {
        seq,
        kind: 'reordered',
        why: { zh: `这里放的是原来的第 ${other} 行`, en: `this was row ${other}` },
      }
  return {
    seq,
    kind: 'altered',
    why: {
      zh: `内容与封签不符（编号 ${row.id}，${row.noun} ${row.deed}）`,
      en: `it does not fit its seal (id ${row.id}, ${row.noun} ${row.deed})`,
    },
  }
}

async function verifyChain(db: Read, chain: string, anchors: readonly Head[]) {
  let rows = 0
  let before = { seq: 0, hash: START }
  const expected = anchors.filter((a) => a.chain === chain).sort((a, b) => a.seq - b.seq)
  for (;;) {
    const page = await pageOfTrail(db, chain, String(before.seq))
    for (const row of page) {
      const found = breakOf(row, before)
      if (found) return { rows, broken: { chain, ...found } satisfies Break }
      rows++
      before = { seq: Number(row.seq), hash: row.hash! }
      for (const anchor of expected)
        if (anchor.seq === before.seq && anchor.hash !== before.hash)
          return {
            rows,
            broken: {
              chain,
              seq: anchor.seq,
              kind: 'anchor',
              why: {
                zh: '与另存的链头不符：这条链被重写过',
                en: 'not what was kept elsewhere: the chain was written anew',
              },
            } satisfies Break,
          }
    }
    if (page.length < PAGE) break
  }
  return { rows, broken: await cutOf(db, chain, before, expected.at(-1)) }
}

/** Whether the end of a chain is missing, by what the database and what is kept elsewhere say of it. */
async function cutOf(
  db: Read,
  chain: string,
  last: { seq: number; hash: string },
  anchor: Head | undefined,
): Promise<Break | null> {
  const { rows } = await sql<{
    seq: string
    hash: string
  }>`select seq::text, encode(hash, 'hex') as hash from audit_head
    where chain = ${chain}`.execute(db)
  const head = rows[0]
  const longest = Math.max(Number(head?.seq ?? 0), anchor?.seq ?? 0)
  if (longest > last.seq)
    return {
      chain,
      seq: last.seq + 1,
      kind: 'cut',
      why: {
        zh: `链尾被截：应有 ${longest} 行，只有 ${last.seq} 行`,
        en: `the end is cut off: of ${longest} rows there are ${last.seq}`,
      },
    }
  if (head?.seq !== String(last.seq) || head.hash !== last.hash)
    return {
      chain,
      seq: last.seq,
      kind: 'altered',
      why: { zh: '链头的记录与最后一行不符', en: 'the record of the head does not fit the last row' },
    }
  return null
}

/** Chains there must be: those of every office, and those kept elsewhere. */
async function chainsOf(db: Read, anchors: readonly Head[]): Promise<{ known: string[]; wanted: string[] }> {
  const known = await sql<{ chain: string }>`select chain from audit_head union select chain from audit`.execute(db)
  const wanted = await sql<{ chain: string }>`select distinct subpath(path, 0, least(nlevel(path), 2))::text as chain
    from office`.execute(db)
  return {
    known: known.rows.map((r) => r.chain),
    wanted: [...wanted.rows.map((r) => r.chain), ...anchors.map((a) => a.chain)],
  }
}

/** Verifies the whole trail. `anchors`: heads that were kept elsewhere. */
export async function verifyTrail(db: Kysely<Tables>, anchors: readonly Head[] = []): Promise<Verified> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`select set_config('yike.reads', 'cn', true), set_config('statement_timeout', '0', true)`.execute(tx)
      const { known, wanted } = await chainsOf(tx, anchors)
      const breaks: Break[] = []
      let rows = 0
      for (const chain of [...new Set([...known, ...wanted])].sort()) {
        if (!known.includes(chain)) {
          const why = { zh: '整条链不见了', en: 'the whole chain is gone' }
          breaks.push({ chain, seq: null, kind: 'emptied', why })
          continue
        }
        const one = await verifyChain(tx, chain, anchors)
        rows += one.rows
        if (one.broken) breaks.push(one.broken)
      }
      const open = await sql<{ chain: string; count: string }>`select chain, count(*)::text as count from audit
        where seq is null or hash is null group by chain`.execute(tx)
      for (const { chain, count } of open.rows)
        breaks.push({
          chain,
          seq: null,
          kind: 'unsealed',
          why: {
            zh: `${count} 行没有封签：绕过触发器写入`,
            en: `${count} rows without a seal: written past the triggers`,
          },
        })
      const { versions, strays } = await findStrayRows(tx)
      return { chains: known.length, rows, versions, breaks: [...breaks, ...strays] }
    })
}

/** Where every chain stands, to be kept elsewhere: on paper, in a log of another machine, with another office. */
export async function readHeads(db: Kysely<Tables>, chains: readonly string[] | null = null): Promise<Head[]> {
  const { rows } = await sql<{
    chain: string
    seq: string
    hash: string
  }>`select chain, seq::text, encode(hash, 'hex') as hash
    from audit_head where ${chains}::text[] is null or chain = any (${chains}::text[]) order by chain`.execute(db)
  return rows.map(({ chain, seq, hash }) => ({ chain, seq: Number(seq), hash }))
}
