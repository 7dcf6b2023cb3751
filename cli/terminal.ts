// What a person at a terminal sees while they wait, and the language they see it in. All of it goes to stderr,
// so that stdout stays clean for results.

import { FAULTS } from '@yike/core/base/fault.ts'
import type { Lang, Name } from '@yike/core/base/name.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import cliProgress from 'cli-progress'

/**
 * Chinese, unless `--lang en` stands anywhere among the arguments or YIKE_LANG=en. Not taken from the locale: the same
 * command gives the same bytes anywhere. Null: a language that we do not speak.
 */
export function langOf(args: readonly string[]): Lang | null {
  const at = args.indexOf('--lang')
  const joined = args.find((a) => a.startsWith('--lang='))?.slice('--lang='.length)
  const chosen = (at >= 0 ? args[at + 1] : joined) ?? process.env.YIKE_LANG ?? 'zh'
  const found = /^(zh|en)(?![a-z])/i.exec(chosen)
  return found ? (found[1]!.toLowerCase() as Lang) : null
}

/** Columns that a text takes on a terminal: a Chinese character or full-width sign takes two. */
export const columnsOf = (text: string): number =>
  [...text].reduce(
    (n, c) =>
      n +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]/u.test(
        c,
      )
        ? 2
        : 1),
    0,
  )

/** One line to a person. */
export const tell = (text: string): void => void process.stderr.write(`${text}\n`)

/**
 * Gives the event loop a turn, so that a signal which came during a long computation is heard before the next step.
 */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What a shell expects of a command that was stopped: 128 and the number of the signal. */
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Ctrl+C: one line, the cursor and line wrap back as they were, and out. A folder takes its name when it is whole and is cleared away
 * on the way out before that (see files.ts); during a long computation the signal is heard when it ends (see `breath`).
 */
export function stopOnSignals(lang: Lang): void {
  const stop = (signal: keyof typeof STOPPED) => () => {
    if (process.stderr.isTTY) process.stderr.write('\x1b[?25h\x1b[?7h\n')
    tell(FAULTS.cancelled[lang])
    process.exit(STOPPED[signal])
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop(signal))
}

/** Bars on a terminal; silence elsewhere (a log of bars helps nobody). Call `end` when all is done. */
export function bars(lang: Lang, wanted: boolean): Progress & { end(): void } {
  if (!wanted || !process.stderr.isTTY) return { ...SILENT, end: () => {} }
  let bar: cliProgress.SingleBar | null = null
  let total: number | null = null
  let open = ''
  const told = new Set<string>() // a ledger is read again in the datum found; once is enough to be told
  const close = () => {
    if (bar) {
      bar.update(total ?? 1)
      bar.stop()
      bar = null
    } else if (open && !told.has(open)) tell(`  ${open} ✔`)
    told.add(open)
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
          gracefulExit: false, // `stopOnSignals` does that
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
