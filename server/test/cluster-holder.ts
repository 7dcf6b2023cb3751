// A process that opens a cluster and keeps it, for tests that kill it: node cluster-holder.ts DIR [BIN] [exit].
// Says one line of JSON when it is open.
import { openCluster } from '../db/cluster.ts'

const [dir, bin, then] = process.argv.slice(2)
const cluster = await openCluster({ dir: dir!, bin: bin || undefined })
console.log(JSON.stringify({ pid: cluster.pid, url: cluster.url }))
if (then === 'exit') process.exit(0)
setInterval(() => {}, 60_000)
