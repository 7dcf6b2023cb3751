// What a person at a terminal sees while they wait, and the language they see it in. All of it goes to stderr,
// so that stdout stays clean for results.

import type { Lang, Name } from '@yike/core/base/name.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import cliProgress from 'cli-progress'

/** Chinese, unless `--lang en` or YIKE_LANG=en. Not taken from the locale: the same command gives the same bytes anywhere. */
export function langOf(chosen: string | undefined): Lang {
  return (chosen ?? process.env.YIKE_LANG ?? 'zh').startsWith('en') ? 'en' : 'zh'
}

/** One line to a person. */
export const tell = (text: string): void => void process.stderr.write(`${text}\n`)

/** Bars on a terminal; silence elsewhere (a log of bars helps nobody). Call `end` when all is done. */
export function bars(lang: Lang, wanted: boolean): Progress & { end(): void } {
  if (!wanted || !process.stderr.isTTY) return { ...SILENT, end: () => {} }
  let bar: cliProgress.SingleBar | null = null
  let total: number | null = null
  let open = ''
  const close = () => {
    if (bar) {
      bar.update(total ?? 1)
      bar.stop()
      bar = null
    } else if (open) tell(`  ${open} ✔`)
    open = ''
  }
  return {
    begin(what: Name, of) {
      close()
      total = of
      open = what[lang]
      if (of === null || of <= 1) return
      bar = new cliProgress.SingleBar(
        {
          format: `  ${what[lang]} {bar} {percentage}%  {eta_formatted}`,
          stream: process.stderr,
          hideCursor: true,
          barsize: 24,
        },
        cliProgress.Presets.shades_classic,
      )
      bar.start(of, 0)
    },
    step(n) {
      bar?.update(n)
    },
    end: close,
  }
}
