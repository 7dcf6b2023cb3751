// Where the time of a command went, by stage of the flow. A stage lasts until the next begins.
import type { Lang, Name } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { columnsOf, tell } from './terminal.ts'

/** The stages, in the order of the flow. */
const STAGES: Readonly<Record<string, Name>> = {
  decode: { zh: '读取', en: 'decode' },
  graph: { zh: '建网', en: 'graph' },
  merge: { zh: '合并', en: 'merge' },
  snap: { zh: '接入', en: 'snap' },
  prepare: { zh: '整理', en: 'prepare' },
  search: { zh: '搜索', en: 'search' },
  rollUp: { zh: '汇总', en: 'roll-up' },
  write: { zh: '写出', en: 'write' },
}

/** What core begins, by its English words; all else is reading. */
const STAGE_OF: Readonly<Record<string, keyof typeof STAGES>> = {
  'Building the walking network': 'graph',
  'Merging outlets': 'merge',
  'Joining doors to streets': 'snap',
  'Sorting the streets for this walker': 'prepare',
  'Ordering the net': 'prepare',
  'Finding the nearest outlets': 'search',
  'Counting outlets within reach': 'search',
  'Finding and counting outlets': 'search',
  'Adding up': 'rollUp',
  Writing: 'write',
}

/** Listens to a command's progress, passes it on, and keeps the time. */
export class Profile {
  readonly #spent = new Map<string, number>()
  #stage = 'decode'
  #since = performance.now()

  /** `progress`, listened to. */
  over<P extends Progress>(progress: P): P {
    return {
      ...progress,
      begin: (what: Name, of: number | null) => {
        this.#close()
        this.#stage = STAGE_OF[what.en] ?? 'decode'
        progress.begin(what, of)
      },
    }
  }

  #close(): void {
    const now = performance.now()
    this.#spent.set(this.#stage, (this.#spent.get(this.#stage) ?? 0) + now - this.#since)
    this.#since = now
  }

  /** Prints the stages with their milliseconds and shares, and the most memory the process ever had. */
  tell(lang: Lang): void {
    this.#close()
    const total = [...this.#spent.values()].reduce((sum, ms) => sum + ms, 0)
    const row = (name: string, ms: number) => {
      const pad = ' '.repeat(Math.max(0, 10 - columnsOf(name)))
      tell(`  ${name}${pad}${ms.toFixed(0).padStart(8)} ms ${((100 * ms) / total).toFixed(1).padStart(6)} %`)
    }
    tell(lang === 'zh' ? '用时' : 'Time')
    for (const [id, name] of Object.entries(STAGES)) if (this.#spent.has(id)) row(name[lang], this.#spent.get(id)!)
    row(lang === 'zh' ? '合计' : 'total', total)
    const peak = Math.round(process.resourceUsage().maxRSS / 1024)
    tell(lang === 'zh' ? `  内存峰值 ${peak} MB` : `  peak memory ${peak} MB`)
  }
}
