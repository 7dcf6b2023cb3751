// For tests: the inside of a thread that can be told to break off at its n-th task.
import { parentPort, workerData } from 'node:worker_threads'
import { handedOver, type Order } from '../access/messages.ts'
import { worker } from '../access/thread.ts'

const { dieAt, how } = workerData as { readonly dieAt: number; readonly how: 'throw' | 'exit' }
let tasks = 0
const work = worker((report) => parentPort!.postMessage(report, handedOver(report) as ArrayBuffer[]))
parentPort!.on('message', (order: Order) => {
  if ('task' in order && ++tasks === dieAt) {
    if (how === 'exit') process.exit(3)
    throw new Error('told to')
  }
  work(order)
})
