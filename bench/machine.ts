// What figures were measured on: enough to judge them by, nothing that names a place.
import { availableParallelism, cpus, totalmem } from 'node:os'

/** The processor, its cores, memory and Node, in a line. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() || `unnamed ${process.arch} processor`
  const gb = Math.round(totalmem() / 2 ** 30)
  return `${model}, ${availableParallelism()} cores, ${gb} GB; ${process.platform} ${process.arch}, Node ${process.versions.node}`
}
