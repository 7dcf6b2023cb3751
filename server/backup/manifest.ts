// What a backup holds. In its folder:
//   manifest.json               this, written last: without it a backup is none
//   tables/AT/NAME.copy.gz      the rows of a table, as COPY writes them; AT is when the backup was begun
//   blobs/ab/cd/abcd…           every blob that the table `blob` names, as server/files/directory.ts keeps them
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { z } from 'zod'
import { codeOf, diskFault, syncFolder } from '../files/disk.ts'

const NAME = /^[a-z_][a-z0-9_]*$/
const DIGEST = /^[0-9a-f]{64}$/
const whole = z.number().int().min(0)

const Table = z.strictObject({
  name: z.string().regex(NAME),
  /** Below the folder, with `/`. */
  file: z.string().regex(/^tables\/[0-9TZ]+\/[a-z0-9_]+\.copy\.gz$/),
  /** In the order in which they stand in the file. */
  columns: z.array(z.string().regex(NAME)),
  rows: whole,
  /** Of the file, compressed; its SHA-256 likewise. */
  bytes: whole,
  sha256: z.string().regex(DIGEST),
})

const Manifest = z.strictObject({
  kind: z.literal('yike backup'),
  format: z.literal(1),
  /** The moment that it shows, by the database's clock. */
  at: z.iso.datetime(),
  /** Versions of what made it. */
  yike: z.string(),
  postgres: z.string(),
  /** What had been applied, in order. */
  migrations: z.array(z.strictObject({ number: whole, name: z.string(), sha256: z.string().regex(DIGEST) })).min(1),
  tables: z.array(Table),
  blobs: z.strictObject({ count: whole, bytes: whole }),
  /** Blobs that the table names and the store no longer held whole. */
  lacking: z.array(z.string().regex(DIGEST)),
})

/** A table in a backup. */
export type BackedTable = z.infer<typeof Table>
/** A backup, in what its manifest says. */
export type Manifest = z.infer<typeof Manifest>

const FILE = 'manifest.json'

/** The manifest of the backup in `dir`. Faults: no-backup, backup-newer. */
export async function readManifest(dir: string): Promise<Manifest> {
  let given: unknown
  try {
    given = JSON.parse(await readFile(join(dir, FILE), 'utf8'))
  } catch (error) {
    throw new Fault('no-backup', { dir, why: codeOf(error) ? FILE : `${FILE}: JSON` })
  }
  const format = (given as { format?: unknown } | null)?.format
  if (typeof format === 'number' && format > 1) throw new Fault('backup-newer', { theirs: format, ours: 1 })
  const read = Manifest.safeParse(given)
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  throw new Fault('no-backup', { dir, why: `${FILE}: ${issue.path.join('.')} ${issue.message}` })
}

/** Puts the manifest in its place at once and for good: before, whatever was there held. */
export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  const half = join(dir, `${FILE}.new`)
  try {
    const file = await open(half, 'w', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(Manifest.parse(manifest), null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(half, join(dir, FILE))
    await syncFolder(dir)
  } catch (error) {
    throw diskFault(error, dir)
  }
}
