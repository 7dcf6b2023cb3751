// The process that a job is done in; see `fresh` in measure.ts.
import { join } from 'node:path'
import type { Fresh, Job } from './measure.ts'

const startMb = process.memoryUsage.rss() / 2 ** 20

process.once('message', async (job: Job) => {
  const module = (await import(join(import.meta.dirname, job.module))) as Record<
    string,
    (...args: unknown[]) => unknown
  >
  const value = await module[job.name]!(...job.args)
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const result: Fresh<unknown> = { value, startMb, peakMb: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 }
  process.send!(result, () => process.disconnect())
})
