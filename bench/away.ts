// Database stopped, gone or full, store full: `node scripts/ready.mjs bench/away.ts`. What is answered meanwhile, how soon, and how long it
// takes to go on afterwards. Full disks take the right to mount one in memory.
import { troubles } from '../server/test/away.ts'
import { machine } from './machine.ts'

console.log(machine())
for (const { name, answers, slowest, ready, live, recovered, wrong } of await troubles((line) => console.error(line))) {
  const told = Object.entries(answers).map(([answer, n]) => `${n} × ${answer}`)
  console.log(
    `${name}: ${told.join(', ')}; slowest ${slowest.toFixed(1)} s; ready ${ready}; ${live ? 'alive' : 'NOT ALIVE'}; back after ${recovered.toFixed(1)} s`,
  )
  for (const what of wrong) console.log(`WRONG ${what}`)
}
process.exit(0)
