// kill -9 of server, worker and PostgreSQL in the middle of writes: `node scripts/ready.mjs bench/kill-rounds.ts [--rounds 100]
// [--seed 1] [--bin FOLDER]`. --bin: programs of a PostgreSQL beside the server, Debian's say; without, the server's own.
// Prints what was lost (nothing, else it fails) and how long each recovery took.
import { parseArgs } from 'node:util'
import { killRounds, VICTIMS } from '../server/test/kill-rounds.ts'
import { machine } from './machine.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    bin: { type: 'string' },
  },
})
const begun = Date.now()
const result = await killRounds({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  bin: values.bin,
  say: (line) => console.error(line),
})
const { kills, recovery, lost, wrong } = result
console.log(machine())
console.log(
  `${values.rounds} rounds in ${Math.round((Date.now() - begun) / 1000)} s, PostgreSQL: ${values.bin ?? 'embedded'}`,
)
console.log(`acknowledged ${result.acknowledged}, lost ${lost.length}; not answered ${result.failed}`)
console.log(
  `runs ${result.runs} (begun anew ${result.begunAnew}), imports ${result.imports}; ${result.sealed} rows of the trail and ${result.blobs} blobs hold`,
)
for (const victim of VICTIMS) {
  const all = recovery[victim].toSorted((a, b) => a - b)
  if (all.length === 0) continue
  console.log(
    `${victim}: ${kills[victim]} kills, back after ${all[all.length >> 1]!.toFixed(1)} s (median), ${all.at(-1)!.toFixed(1)} s (worst)`,
  )
}
for (const what of [...lost, ...wrong]) console.log(`WRONG ${what}`)
process.exit(lost.length + wrong.length ? 1 : 0)
