// A run is asked for: its inputs are settled, and unless the same run is there already it is put down and its job sent.
import { createHash } from 'node:crypto'
import { canonical } from '@yike/core/base/canonical.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { v7 } from 'uuid'
import { complaintOf } from '../complaint.ts'
import type { Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import type { Platform } from '../platform.ts'
import { engine } from './engine.ts'
import type { Kind, Resolved } from './kind.ts'
import { kinds } from './kinds/index.ts'

/** What is asked. */
export interface Ask {
  readonly kind: string
  /** As a caller sent them; checked here. */
  readonly options: unknown
  /** Null: the kind and the office. */
  readonly title: string | null
  readonly account: string | null
  readonly demo?: boolean
  /** Somebody waits for this one alone: it goes before those of a fan. */
  readonly priority?: number
}

/** A city of many waits for those that somebody asked for by themselves; the first of a fan, lost by its worker, is the first again. */
const IN_A_FAN = 0

/** The kind of that id. Fault: bad-request. */
export function kindOf(id: string): Kind {
  const kind = (kinds as readonly Kind[]).find((known) => known.id === id)
  if (!kind) throw new Fault('bad-request', { why: `kind: ${kinds.map((known) => known.id).join(' | ')}` })
  return kind
}

/** Options of a kind, checked and filled. Fault: bad-request. */
export function optionsOf(kind: Kind, options: unknown): unknown {
  const read = kind.options.safeParse(options ?? {})
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  const { zh, en } = complaintOf(issue)
  const at = ['options', ...issue.path].join('.')
  throw new Fault('bad-request', { why: { zh: `${at}：${zh}`, en: `${at}: ${en}` } })
}

/** What makes two runs of one kind the same: what goes in and how it is read, not whence it came. */
export const inputHash = (
  kind: string,
  inputs: readonly Resolved[],
  options: unknown,
  children: readonly string[],
): string =>
  createHash('sha256')
    .update(
      canonical({
        kind,
        options,
        children,
        inputs: inputs.map(({ role, name, sha256, datum, reading }) => ({ role, name, sha256, datum, reading })),
      }),
    )
    .digest('hex')

/**
 * Puts down a run for an office, in the caller's transaction and name; `made` is false where the same one was there, waiting, running or
 * done. A run that fans out puts down its children first and waits for them. Faults: bad-request, needs, and those of its inputs.
 */
export async function makeRun(
  platform: Pick<Platform, 'queue' | 'blobs'>,
  tx: Tx,
  office: Place,
  ask: Ask,
): Promise<{ readonly id: string; readonly made: boolean }> {
  const kind = kindOf(ask.kind)
  const options = optionsOf(kind, ask.options)
  const asking = { tx, keep: platform.blobs, office, options }
  const inputs = await kind.inputs(asking)
  for (const { sha256, size } of inputs)
    await tx
      .insertInto('blob')
      .values({ sha256, size })
      .onConflict((c) => c.doNothing())
      .execute()

  const children: string[] = []
  const id = v7()
  const { fan } = kind
  if (fan) {
    const offices = await fan.offices(asking)
    if (offices.length === 0)
      throw new Fault('needs', {
        what: {
          zh: `${office.name}下至少一个有路网和人口的城市`,
          en: `at least one city under ${office.name} that has streets and residents`,
        },
      })
    for (const below of offices) {
      const its = {
        kind: fan.child,
        options: fan.options(options),
        title: null,
        account: ask.account,
        demo: ask.demo ?? false,
        priority: IN_A_FAN - children.length,
      }
      children.push((await makeRun(platform, tx, below, its)).id)
    }
  }

  const hash = inputHash(kind.id, inputs, options, children)
  const key = { office: office.id, kind: kind.id, input_hash: hash, engine: engine() }
  const job = v7()
  const put = await tx
    .insertInto('run')
    .values({
      ...key,
      id,
      path: office.path,
      title: ask.title ?? `${office.name} · ${kind.name.zh}`,
      input: JSON.stringify({ office: { code: office.code, name: office.name }, options, inputs }),
      job,
      demo: ask.demo ?? false,
      account: ask.account,
    })
    .onConflict((c) =>
      c
        .columns(['office', 'kind', 'input_hash', 'engine'])
        .where('state', 'in', ['waiting', 'running', 'done'])
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!put) {
    let same = tx.selectFrom('run').select('id').where('state', 'in', ['waiting', 'running', 'done'])
    for (const [column, value] of Object.entries(key)) same = same.where(column as keyof typeof key, '=', value)
    return { id: (await same.executeTakeFirstOrThrow()).id, made: false }
  }
  for (const [seq, child] of children.entries())
    await tx.insertInto('run_child').values({ run: id, child, seq, path: office.path }).execute()
  if (!(await stillWaitsFor(tx, id)))
    await platform.queue.send(tx, 'run', { run: id }, { id: job, priority: ask.priority ?? 5 })
  return { id, made: true }
}

/** How many children of a run have not ended. */
export async function stillWaitsFor(tx: Tx, run: string): Promise<number> {
  const { n } = await tx
    .selectFrom('run_child')
    .innerJoin('run', 'run.id', 'run_child.child')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('run_child.run', '=', run)
    .where('run.state', 'in', ['waiting', 'running'])
    .executeTakeFirstOrThrow()
  return n
}
