// The inside of a thread that searches: core's worker, and the wire to it.
import { parentPort } from 'node:worker_threads'
import { handedOver } from '@yike/core/access/messages.ts'
import { worker } from '@yike/core/access/thread.ts'

const work = worker((report) => parentPort!.postMessage(report, handedOver(report) as ArrayBuffer[]))
parentPort!.on('message', work)
