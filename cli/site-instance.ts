// `yike site` on a plain instance: an OR-Library file, or tables of distances, demands and candidates. The same models, the same
// answer and proof as on a city.
import { resolve } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings, sayFinding } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { type Named, readDistanceTables, type TableColumns } from '@yike/core/siting/distance-tables.ts'
import type { Answer, Ask, Model } from '@yike/core/siting/model.ts'
import { models } from '@yike/core/siting/models/index.ts'
import { readPmed } from '@yike/core/siting/pmed.ts'
import { readText } from '@yike/core/source/decode.ts'
import { fileBytes, writeWhole } from './files.ts'
import { solveInThread } from './site-thread.ts'
import { bars, tell } from './terminal.ts'
import { amount, gapFrom, oneOf, wholeNumber } from './values.ts'

/** Options as they stand on the command line. */
export interface SiteInstanceOptions {
  readonly model: string
  /** An OR-Library p-median file; its own p where `p` is not given. */
  readonly pmed?: string
  readonly distances?: string
  readonly demand?: string
  readonly candidates?: string
  /** Columns of the tables: `distance=distance,site=name,demand=DestinationName,weight=demand,name=NAME,cost=…,open=…,capacity=…`. */
  readonly columns?: string
  /** A pair that is missing is out of reach. */
  readonly sparse?: boolean
  readonly p?: string
  readonly budget?: string
  readonly radius?: string
  /** 0–1, or per cent with a sign. */
  readonly share?: string
  /** For `fewest`: the least cost. */
  readonly leastCost?: boolean
  /** For `least-trade`: weight that each site must have of its own. */
  readonly minTrade?: string
  readonly seed?: string
  readonly seconds?: string
  /** A gap that is small enough, `0.001` or `0.1%`; not given: on to the full proof. */
  readonly gap?: string
  readonly json?: boolean
  /** A file for the JSON. */
  readonly out?: string
}

/** Seconds where nobody says. */
const SECONDS = 60

/** Most of a number that means something here. */
const MOST = 1e15

/** Whether the options ask about a plain instance, and not about a city. */
export const isPlainInstance = ({ pmed, distances }: SiteInstanceOptions): boolean =>
  pmed !== undefined || distances !== undefined

/** Reads, solves, checks and tells. Faults: those of the readers and of the models, needs, bad-value. */
export async function siteInstance(options: SiteInstanceOptions, lang: Lang): Promise<void> {
  const findings = new Findings()
  const id = oneOf(
    '--model',
    options.model,
    models.map((m) => m.id),
  )
  const model: Model = models.find((m) => m.id === id)!
  const { named, p } = await read(options, findings)
  for (const path of [options.pmed, options.distances, options.demand, options.candidates])
    if (path && options.out && resolve(path) === resolve(options.out))
      throw new Fault('not-ours', { folder: options.out })
  const ask = askFrom(options, model, p)
  const effort = {
    seed: options.seed === undefined ? 1 : wholeNumber('--seed', options.seed, 0, 2 ** 31 - 1),
    seconds: options.seconds === undefined ? SECONDS : amount('--seconds', options.seconds, 86_400),
    gap: options.gap === undefined ? 0 : gapFrom(options.gap),
  }
  const progress = bars(lang, !options.json)
  const stopper = new AbortController()
  const begun = performance.now()
  const answer = await solveInThread(id, named.instance, ask, effort, { ...progress, signal: stopper.signal })
  const seconds = (performance.now() - begun) / 1000
  progress.end()
  const checked = model.check(named.instance, ask, answer.chosen)
  if (checked !== answer.objective)
    throw new Error(`${id} says ${answer.objective}; computed from its sites it is ${checked}.`)
  const told = report(named, ask, answer, effort, findings)
  if (options.out) writeWhole(options.out, [`${JSON.stringify(told, null, 2)}\n`])
  if (options.json) return console.log(JSON.stringify(told, null, 2))
  for (const finding of findings.list()) tell(sayFinding(finding, lang))
  for (const line of lines(named, model, ask, answer, seconds, lang)) console.log(line)
}

async function read(options: SiteInstanceOptions, findings: Findings): Promise<{ named: Named; p: number | null }> {
  if (options.pmed !== undefined) {
    const bytes = fileBytes(options.pmed)
    const { instance, p } = readPmed(await readText(bytes, findings), bytes.name)
    const names = Array.from({ length: instance.sites }, (_, i) => String(i + 1))
    return { named: { instance, demandNames: names, siteNames: names }, p }
  }
  if (options.distances === undefined) throw new Fault('needs', { what: '--pmed | --distances' })
  const named = await readDistanceTables(
    {
      distances: fileBytes(options.distances),
      demands: options.demand === undefined ? undefined : fileBytes(options.demand),
      candidates: options.candidates === undefined ? undefined : fileBytes(options.candidates),
      columns: columnsFrom(options.columns),
      sparse: options.sparse === true,
    },
    findings,
  )
  return { named, p: null }
}

const COLUMNS = ['distance', 'site', 'demand', 'weight', 'name', 'cost', 'open', 'capacity'] as const

function columnsFrom(text: string | undefined): TableColumns {
  const columns: Record<string, string> = {}
  for (const part of text?.split(',') ?? []) {
    const [field = '', ...heading] = part.split('=')
    columns[oneOf('--columns', field.trim(), COLUMNS)] = heading.join('=').trim()
  }
  return columns
}

function askFrom(options: SiteInstanceOptions, model: Model, p: number | null): Ask {
  const { budget, radius, share, minTrade } = options
  const asked = options.p === undefined ? (budget === undefined ? p : null) : wholeNumber('--p', options.p, 0, 1e9)
  if (model.needs.includes('p') && asked === null && budget === undefined) throw new Fault('needs', { what: '--p' })
  if (model.needs.includes('leastTrade') && minTrade === undefined) throw new Fault('needs', { what: '--min-trade' })
  if (model.needs.includes('radius') && radius === undefined) throw new Fault('needs', { what: '--radius' })
  return {
    p: model.needs.includes('p') ? asked : null,
    budget: budget === undefined ? null : notNegative('--budget', budget),
    radius: radius === undefined ? null : notNegative('--radius', radius),
    share: share === undefined ? null : shareFrom(share),
    byCost: options.leastCost === true,
    ...(minTrade !== undefined && { leastTrade: notNegative('--min-trade', minTrade) }),
  }
}

function notNegative(name: string, text: string): number {
  const n = text.trim() === '' ? Number.NaN : Number(text)
  if (!(n >= 0 && n <= MOST)) throw new Fault('bad-value', { name, expected: `0–${MOST}`, got: text })
  return n
}

function shareFrom(text: string): number {
  const n = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text)
  if (!(n > 0 && n <= 1)) throw new Fault('bad-value', { name: '--share', expected: '0–1 | 1%–100%', got: text })
  return n
}

/** Everything, for a file. No time of day and no seconds: the same question gives the same bytes, if it was not cut short. */
function report({ instance, siteNames }: Named, ask: Ask, answer: Answer, effort: object, findings: Findings) {
  const weight = instance.weight.reduce((sum, w) => sum + w, 0)
  const name = (i: number) => siteNames[i]!
  return {
    model: answer.model,
    demands: instance.demands,
    sites: instance.sites,
    weight,
    ask,
    ...effort,
    objective: answer.objective,
    bound: answer.bound,
    gap: answer.gap,
    ended: answer.ended,
    mean: answer.model === 'p-median' && weight > 0 ? answer.objective / weight : null,
    shareCovered: answer.model === 'most-covered' && weight > 0 ? answer.objective / weight : null,
    chosen: [...answer.chosen].map(name),
    curve: answer.curve,
    runnersUp: answer.runnersUp.map(({ site, instead, loss }) => ({ site: name(site), instead: name(instead), loss })),
    how: answer.how,
    findings: findings.list(),
  }
}

const ENDED = {
  proven: { zh: '已证明最优', en: 'proven best' },
  within: { zh: '已在所求的差距之内', en: 'within the gap asked for' },
  time: { zh: '时限已到', en: 'time was up' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  method: { zh: '方法已尽', en: 'the method had no more to try' },
} as const

function lines(
  { instance, siteNames }: Named,
  model: Model,
  ask: Ask,
  answer: Answer,
  seconds: number,
  lang: Lang,
): string[] {
  const zh = lang === 'zh'
  const number = (n: number) => n.toLocaleString('en', { maximumFractionDigits: 2 })
  const weight = instance.weight.reduce((sum, w) => sum + w, 0)
  const per =
    answer.model === 'p-median'
      ? weight > 0
        ? `${zh ? '；平均' : '; mean '}${number(answer.objective / weight)}`
        : ''
      : answer.model === 'most-covered' && weight > 0
        ? ` / ${number(weight)} (${((100 * answer.objective) / weight).toFixed(2)}%)`
        : ''
  const asked = Object.entries(ask).flatMap(([key, value]) =>
    value === null || value === false ? [] : [`${key} ${value}`],
  )
  const said = [
    `${model.name[lang]}：${instance.demands} × ${instance.sites}  ${asked.join(', ')}`,
    `${zh ? '目标值' : 'objective'}  ${number(answer.objective)}${per}`,
    `${zh ? '界' : 'bound'}  ${number(answer.bound)}  ${zh ? '差距' : 'gap'} ${(100 * answer.gap).toFixed(4)}%  ${ENDED[answer.ended][lang]}  ${seconds.toFixed(2)} s`,
    `${zh ? '选中' : 'chosen'}  ${[...answer.chosen].map((i) => siteNames[i]).join(', ')}`,
  ]
  if (answer.curve.length > 1) {
    said.push(zh ? '处数 → 目标值（界）' : 'sites → objective (bound)')
    for (const at of answer.curve)
      said.push(`  ${at.sites}  ${number(at.objective)}${at.bound === null ? '' : `  (${number(at.bound)})`}`)
  }
  return said
}
