// `yike clock`: who reaches, at this hour and at this pace, an outlet that is open.
import type { Walker } from '@yike/core/access/convention.ts'
import { walkers } from '@yike/core/access/walkers.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { sayFinding } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { askClock, type Clock, type ClockAnswer, clockFor, hoursOfDay } from '@yike/core/circle/clock.ts'
import { measure } from '@yike/core/circle/measure.ts'
import {
  type Persona,
  personaOf,
  personas,
  personaWith,
  readMoment,
  STREET_LEVEL,
  sayMoment,
} from '@yike/core/circle/persona.ts'
import { clockCsv, clockFields, clockWords } from '@yike/core/report/clock.ts'
import { grouped, percent } from '@yike/core/report/numbers.ts'
import { BANDS } from '@yike/core/source/rows.ts'
import { readOutletHours } from '@yike/core/standard/outlet-hours.ts'
import { Command } from 'commander'
import { openCity } from './cities.ts'
import { writeWhole } from './files.ts'
import { bars, columnsOf, tell } from './terminal.ts'
import { amount, oneOf, speed, walkerAt, wholeNumber } from './values.ts'

interface Options {
  persona?: string
  walker?: string
  speed?: string
  crossing?: string
  steps?: string
  floor?: string
  lift?: boolean
  storey?: string
  at?: string
  minutes?: string
  band?: string
  category?: string
  out?: string
  json?: boolean
}

/** How many times as long steps take; null: they are avoided; undefined: not said. Fault: bad-value. */
function stepsOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined
  return /^(none|无|不走)$/i.test(text.trim()) ? null : amount('--steps', text, 100)
}

/** Somebody as the options say: a preset, or an adult at street level, and what is different. */
function personaFrom(o: Options): Persona {
  if (!o.persona && !o.at) throw new Fault('needs', { what: '--persona ID | --at "周三 06:30"' })
  const base: Persona = o.persona
    ? personaOf(o.persona)
    : {
        id: 'asked',
        name: { zh: '所设人物', en: 'As asked' },
        walker: walkerAt('adult', undefined),
        home: STREET_LEVEL,
        moment: readMoment(o.at!),
        minutes: 15,
        band: null,
      }
  const asked = <T>(value: T) => ({ value, source: 'As asked', status: 'verified' }) as const
  const walker = o.walker
    ? walkerAt(o.walker, o.speed)
    : o.speed
      ? { ...base.walker, kmh: asked(speed(o.speed)) }
      : base.walker
  const own: Persona = {
    ...base,
    walker: o.crossing
      ? ({
          ...walker,
          crossingSeconds: asked(o.crossing.trim() === '0' ? 0 : amount('--crossing', o.crossing, 600)),
        } satisfies Walker)
      : walker,
    home: {
      ...base.home,
      ...(o.floor ? { floor: wholeNumber('--floor', o.floor, 1, 100) } : {}),
      ...(o.lift ? { lift: true } : {}),
      ...(o.storey ? { secondsPerStorey: asked(amount('--storey', o.storey, 300)) } : {}),
    },
    ...(o.at ? { moment: readMoment(o.at) } : {}),
    ...(o.minutes ? { minutes: amount('--minutes', o.minutes, 180) } : {}),
    ...(o.band ? { band: oneOf('--band', o.band, BANDS) } : {}),
  }
  return personaWith(own, { steps: stepsOf(o.steps) })
}

async function run(folder: string, options: Options, lang: Lang): Promise<void> {
  const persona = personaFrom(options)
  const { inputs } = openCity(folder)
  const progress = bars(lang, true)
  const measured = measure(inputs, progress)
  const one = options.category
  const index = measured.categories.findIndex((c) => c.id === one)
  if (one !== undefined && index < 0)
    throw new Fault('bad-value', {
      name: '--category',
      expected: measured.categories.map((c) => c.id).join(' | '),
      got: one,
    })
  const hours = await readOutletHours(measured.outlets)
  const clock = clockFor(measured, hours, persona, progress)
  const answers =
    one === undefined
      ? askClock(clock, [persona.moment], undefined, progress)
      : askClock(clock, hoursOfDay(persona.moment.day), [index], progress)
  progress.end()
  for (const finding of hours.findings) tell(sayFinding(finding, lang))
  if (options.out) writeWhole(options.out, clockCsv(clock, answers))
  if (options.json) console.log(JSON.stringify(asJson(clock, answers), null, 2))
  else console.log(asText(clock, answers, lang))
}

const asJson = (clock: Clock, answers: readonly ClockAnswer[]) => ({
  persona: clock.persona.id,
  convention: clockWords(clock).en,
  floorSeconds: clock.floorSeconds,
  band: clock.band,
  hours: { stated: clock.hours.stated, read: clock.hours.read },
  answers: answers.map(({ moment, categories, shares }) => ({
    ...moment,
    categories: categories.map((c, k) => ({ id: clock.measured.categories[c]!.id, ...clockFields(shares[k]!) })),
  })),
})

/** One line a category, or an hour. */
function asText(clock: Clock, answers: readonly ClockAnswer[], lang: Lang): string {
  const zh = lang === 'zh'
  const { categories } = clock.measured
  const hourly = answers.length > 1
  const lines = answers.flatMap(({ moment, categories: asked, shares }) =>
    asked.map((c, k) => {
      const s = shares[k]!
      const head = hourly ? sayMoment(moment)[lang] : categories[c]!.name[lang]
      const pad = ' '.repeat(Math.max(1, 32 - columnsOf(head)))
      if (s.least === null || s.most === null) return `  ${head}${pad}${zh ? '未知' : 'not known'}`
      const share = s.least === s.most ? percent(s.least) : `${percent(s.least)}–${percent(s.most)}`
      const counts = zh
        ? `正营业 ${grouped(s.open)} · 时间未知 ${grouped(s.unsure)} · 都未营业 ${grouped(s.closed)} · 超出时限 ${grouped(s.beyond)}`
        : `open ${grouped(s.open)} · hours unknown ${grouped(s.unsure)} · shut ${grouped(s.closed)} · beyond ${grouped(s.beyond)}`
      return `  ${head}${pad}${share}${' '.repeat(Math.max(1, 16 - share.length))}${counts}`
    }),
  )
  const what = hourly ? categories[answers[0]!.categories[0]!]!.name[lang] : sayMoment(clock.persona.moment)[lang]
  return [`${clock.persona.name[lang]} · ${what}`, clockWords(clock)[lang], ...lines].join('\n')
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('clock')
    .argument('<dir>', zh ? 'yike measure 写出的目录' : 'a folder that yike measure wrote')
    .option(
      '--persona <id>',
      `${zh ? '预设人物（示例）' : 'a preset (example)'}: ${personas.map((p) => p.id).join(', ')}`,
    )
    .option('--walker <id>', `${zh ? '步行者' : 'walker'}: ${walkers.map((w) => w.id).join(', ')}`)
    .option('--speed <km/h>', zh ? '改用此步速' : 'this pace instead')
    .option('--crossing <s>', zh ? '每个路口等候的秒数' : 'seconds waited at each crossing')
    .option(
      '--steps <n>',
      zh ? '台阶按几倍时间，不走台阶写 none' : 'steps take so many times as long; none: they are avoided',
    )
    .option('--floor <n>', zh ? '住几楼，1 为底层' : 'storey of the flat, 1 at street level')
    .option(
      '--lift',
      zh ? '有电梯（等候与乘梯用时未知，不扣）' : 'with a lift (its time is not known, and not taken off)',
    )
    .option('--storey <s>', zh ? '下一层楼的秒数' : 'seconds down one storey')
    .option('--at <day time>', zh ? '星期与时刻，如 "周三 06:30"' : 'day and time, such as "Wed 06:30"')
    .option('--minutes <n>', zh ? '时限，从家门算起' : 'limit, from the flat’s door')
    .option('--band <band>', `${zh ? '只计此年龄段' : 'count this age band only'}: ${BANDS.join(', ')}`)
    .option('--category <id>', zh ? '只看一种业态，全天逐小时' : 'one category, hour by hour of that day')
    .option('--out <file>', zh ? '结果表（CSV）' : 'table (CSV)')
    .option('--json', zh ? '输出 JSON' : 'print JSON')
    .addHelpText(
      'after',
      zh
        ? '\n营业与否按出门时刻判断。营业时间未写、读不懂、随季节变或无打烊时间的，按未知：不算开，也不算关，所以占比是一个区间。\n下楼用时从时限中扣除，返程上楼不计；每层秒数（一般 8.4，行动慢的预设 16.2）为推算，可用 --storey 另定。人物都是示例。'
        : '\nOpen or shut is told for the moment of leaving. Hours that are not stated, cannot be read, change with the season or have\nno end are unknown: neither open nor shut, so a share is a span. The way down is taken off the minutes, the way back up is\nnot; the seconds a storey takes (8.4; 16.2 for the slow preset) are our own derivation, --storey sets others. Personas are examples.',
    )
    .action((dir: string, options: Options) => run(dir, options, lang))
}
