// Whether the trail is whole: every row sealed over the one before it, from the first of its chain to the head.
import type { Client } from 'pg'

/** A chain, and how many of its rows do not fit. */
export interface Chain {
  readonly chain: string
  readonly rows: number
  readonly broken: number
}

/** Looks at every chain. The seal is reckoned by the database at hand, which must be one that we have just made ourselves. */
export async function checkTrail(client: Pick<Client, 'query'>): Promise<readonly Chain[]> {
  const { rows } = await client.query(`with linked as (
      select a.chain, a.hash, a.seq, row_number() over w as nth,
        a.before_hash is not distinct from coalesce(lag(a.hash) over w, '\\x00') and a.seq = row_number() over w
          and a.hash is not distinct from sha256(a.before_hash || convert_to(audit_text(a), 'UTF8')) as fits
      from audit a window w as (partition by a.chain order by a.seq)),
    chains as (
      select chain, count(*) as rows, count(*) filter (where fits is not true) as broken, max(seq) as seq,
        (array_agg(hash order by seq desc))[1] as hash from linked group by chain)
    select coalesce(c.chain, h.chain) as chain, coalesce(c.rows, 0)::int as rows,
      (coalesce(c.broken, 0) + case when h.seq = c.seq and h.hash = c.hash then 0 else 1 end)::int as broken
    from chains c full join audit_head h on h.chain = c.chain order by 1`)
  return rows
}
