// Imported before a program: when it ends, writes how much memory and processor time it took into the file that YIKE_BENCH_PEAK names.
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const report = { peakMb: maxRSS / 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }
  writeFileSync(process.env.YIKE_BENCH_PEAK, JSON.stringify(report))
})
