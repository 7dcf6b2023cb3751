// `yike demo`: the demo city as the files a city would have.
import { resolve } from 'node:path'
import type { Lang } from '@yike/core/base/name.ts'
import { makeCity } from '@yike/demo/city.ts'
import { cityFiles } from '@yike/demo/files.ts'
import { Command } from 'commander'
import { checkOut, type Written, writeFolder } from './files.ts'
import { VERSION } from './manifest.ts'
import { bars, tell } from './terminal.ts'
import { wholeNumber } from './values.ts'

/** Bounds of `--people`: fewer make no city, more do not fit the memory of a laptop. */
const LEAST = 5_000
const MOST = 5_000_000

/** Makes the demo city of `people` and `seed` and writes its files into `out`, with a manifest. */
async function writeDemo(
  people: number,
  seed: number,
  out: string,
  lang: Lang,
): Promise<ReadonlyMap<string, Uint8Array>> {
  checkOut(out, 'demo')
  const progress = bars(lang, true)
  progress.begin({ zh: '造演示城市', en: 'Making the demo city' }, null)
  const files = await cityFiles(makeCity({ people, seed }))
  const manifest = (listed: readonly Written[]) => ({
    tool: 'yike',
    version: VERSION,
    kind: 'demo',
    notice: '演示数据，非真实城市 · demo data, no real city',
    people,
    seed,
    files: listed,
  })
  progress.end()
  await writeFolder(out, 'demo', [
    ...files,
    ['manifest.json', (listed) => `${JSON.stringify(manifest(listed), null, 2)}\n`],
  ])
  return files
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('demo')
    .option('--people <n>', zh ? '居民数' : 'residents', '300000')
    .option('--seed <n>', zh ? '种子：同一种子造出同样的字节' : 'seed: the same seed gives the same bytes', '1')
    .requiredOption('--out <dir>', zh ? '写到哪里' : 'where to write')
    .option('--json', zh ? '输出 JSON' : 'print JSON')
    .action(async (options: { people: string; seed: string; out: string; json?: boolean }) => {
      const people = wholeNumber('--people', options.people, LEAST, MOST)
      const seed = wholeNumber('--seed', options.seed, 0, 2 ** 31 - 1)
      const files = await writeDemo(people, seed, options.out, lang)
      if (options.json) {
        console.log(JSON.stringify({ out: resolve(options.out), people, seed, files: [...files.keys()] }, null, 2))
        return
      }
      tell(
        zh
          ? `演示城市（虚构）：${people.toLocaleString('en')} 人，种子 ${seed}`
          : `Demo city (made up): ${people.toLocaleString('en')} people, seed ${seed}`,
      )
      for (const [file, bytes] of files) tell(`  ${options.out}/${file}  ${(bytes.length / 1024).toFixed(0)} KiB`)
    })
}
