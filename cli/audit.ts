// `yike audit`: does the trail hold, and where its chains stand, to be kept elsewhere.
import { readFile } from 'node:fs/promises'
import { Fault } from '@yike/core/base/fault.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { type Head, readHeads, verifyTrail } from '@yike/server/audit/verify.ts'
import { configFrom } from '@yike/server/config.ts'
import type { Database } from '@yike/server/db/open.ts'
import { openBeside } from '@yike/server/db/owner.ts'
import { Command } from 'commander'
import { tell } from './terminal.ts'

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openBeside(configFrom(process.env), tell)
  await work(database).finally(database.stop)
}

/** Heads as `yike audit heads` printed them: chain, number, hash. Faults: no-file, bad-value. */
async function readAnchors(file: string): Promise<Head[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Fault('no-file', { file })
  })
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [, chain, seq, hash] = /^(\w+(?:\.\w+)*)\t(\d+)\t([0-9a-f]{64})\s*$/.exec(line) ?? []
    if (!chain) throw new Fault('bad-value', { name: '--anchor', got: line.slice(0, 80), expected: 'yike audit heads' })
    return { chain, seq: Number(seq), hash: hash! }
  })
}

async function verify({ anchor }: { anchor?: string }, lang: Lang): Promise<void> {
  const anchors = anchor === undefined ? [] : await readAnchors(anchor)
  await withDatabase(async ({ db }) => {
    const { chains, rows, versions, breaks } = await verifyTrail(db, anchors)
    for (const { chain, seq, why } of breaks) console.log(`✖ ${chain}${seq === null ? '' : ` #${seq}`} · ${why[lang]}`)
    if (breaks.length) throw new Fault('trail-broken', { count: breaks.length })
    console.log(
      lang === 'zh'
        ? `✔ ${chains} 条链 ${rows} 行全部相符，${versions} 个网点版本与其摘要相符${anchor ? '，与另存的链头相符' : ''}`
        : `✔ ${chains} chains of ${rows} rows hold, ${versions} versions of outlets fit their digests${anchor ? ', and so do the heads kept elsewhere' : ''}`,
    )
  })
}

async function heads(): Promise<void> {
  await withDatabase(async ({ db }) => {
    for (const { chain, seq, hash } of await readHeads(db)) console.log(`${chain}\t${seq}\t${hash}`)
  })
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  const command = new Command('audit')
  command
    .command('verify')
    .description(zh ? '重算每一行的封签和每次导入的摘要' : 'compute every seal and every digest of an import again')
    .option(
      '--anchor <file>',
      zh
        ? '另处保存的链头（yike audit heads 的输出），用来发现链尾被截或重写'
        : 'heads kept elsewhere, which show an end cut off or a chain written anew',
    )
    .action((options: { anchor?: string }) => verify(options, lang))
  command
    .command('heads')
    .description(zh ? '打印各条链的链头，请另处保存' : 'print where each chain stands, to be kept elsewhere')
    .action(heads)
  return command
}
