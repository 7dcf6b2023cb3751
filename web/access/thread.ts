// The inside of one of the page's threads: core's worker, and the wire to it.
import { handedOver, type Order } from '@yike/core/access/messages.ts'
import { worker } from '@yike/core/access/thread.ts'

const work = worker((report) => self.postMessage(report, { transfer: [...handedOver(report)] as ArrayBuffer[] }))
self.onmessage = ({ data }: MessageEvent<Order>) => work(data)
