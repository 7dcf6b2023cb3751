// A thread of mutated.slow.test.ts: reads mutations of one format and says of each when it begins and how it ended.
import { parentPort, workerData } from 'node:worker_threads'
import { outcomeOf, soundFiles } from './mutations.ts'

const { id, from, to } = workerData as { id: string; from: number; to: number }
const sounds = (await soundFiles()).get(id)!
for (let seed = from; seed < to; seed++) {
  parentPort!.postMessage({ begun: seed })
  parentPort!.postMessage({ ended: seed, outcome: await outcomeOf(id, sounds, seed) })
}
