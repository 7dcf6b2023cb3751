// Officers at work on one server, over loopback: `node scripts/ready.mjs bench/officers.ts [--officers 200] [--seconds 60] [--think 1000]`.
// The demo city is set up first, in --folder where it is kept for the next time; --think is the mean time, ms, between an answer
// and the next call of the same officer. Prints calls a second, times by route, errors, the most memory that server and
// PostgreSQL had, and the server's heap as it goes on (--seconds 600: whether it grows).
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { memoryOf, processorOf } from '../server/test/processes.ts'
import { machine } from './machine.ts'
import { work } from './officers-mix.ts'
import { settle } from './officers-site.ts'

const { values } = parseArgs({
  options: {
    officers: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    think: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string' },
  },
})
const count = Number(values.officers)
const seconds = Number(values.seconds)
const begun = Date.now()
const settled = await settle({ officers: count, folder: values.folder, execArgv: ['--expose-gc'] })
const { site, server } = settled
console.error(`set up in ${Math.round((Date.now() - begun) / 1000)} s`)

let most = { server: 0, postgres: 0 }
const took = () => ({ postgres: processorOf(site.postmaster()!), server: processorOf(server.pid, true) })
const before = took()
/** The heap after a collection, and what is held open, every half minute. */
const heaps: string[] = []
const weigh = async () => {
  const { heap, handles } = await server.memory()
  heaps.push(`${mb(heap)} (${handles} open)`)
}
const weighing = setInterval(weigh, 30_000)
const watch = setInterval(() => {
  const postgres = memoryOf(site.postmaster()!)
  const own = memoryOf(server.pid, true)
  most = { server: Math.max(most.server, own), postgres: Math.max(most.postgres, postgres) }
}, 2000)
try {
  const { samples, errors, streams } = await work(settled, {
    seconds,
    think: Number(values.think),
    seed: Number(values.seed),
  })
  clearInterval(watch)
  clearInterval(weighing)
  const after = took()
  await sleep(1000)
  await weigh() // all officers have gone
  const all = [...samples.values()].flat()
  const failed = [...errors.values()].reduce((a, b) => a + b, 0)
  console.log(machine())
  console.log(
    `${count} officers, ${values.think} ms of thought, ${settled.outlets} outlets: ${(all.length / seconds).toFixed(0)} calls a second, ` +
      `p50 ${at(all, 0.5)}, p95 ${at(all, 0.95)}, p99 ${at(all, 0.99)} ms, errors ${failed} of ${all.length}; ${streams} streams open`,
  )
  console.log(`most memory: server ${mb(most.server)}, PostgreSQL ${mb(most.postgres)}`)
  const each = (who: 'server' | 'postgres') => (((after[who] - before[who]) * 1000) / all.length).toFixed(1)
  console.log(`processor time a call: server ${each('server')} ms, PostgreSQL ${each('postgres')} ms`)
  console.log(`heap after a collection, every half minute and once all had gone: ${heaps.join(', ')}`)
  console.log('| call | calls | p50 ms | p95 | p99 |\n|---|---|---|---|---|')
  for (const [name, ms] of [...samples].sort((a, b) => b[1].length - a[1].length))
    console.log(`| ${name} | ${ms.length} | ${at(ms, 0.5)} | ${at(ms, 0.95)} | ${at(ms, 0.99)} |`)
  for (const [what, n] of errors) console.log(`ERROR ${n} × ${what}`)
} finally {
  clearInterval(watch)
  clearInterval(weighing)
  await settled.close()
}

function at(ms: readonly number[], share: number): string {
  const sorted = ms.toSorted((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
