// `yike site`: where to open what, with a proof. On a measured city; or on a published instance or tables (see site-instance.ts).
import { Fault } from '@yike/core/base/fault.ts'
import { Findings, sayFinding } from '@yike/core/base/finding.ts'
import type { Lang, Name } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { measureWith } from '@yike/core/circle/measure.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { DATUMS, getDatum } from '@yike/core/geo/datum.ts'
import { anewFiles, siteFiles } from '@yike/core/report/site-files.ts'
import { sitingLines } from '@yike/core/report/site-words.ts'
import { sitesJson } from '@yike/core/report/sites.ts'
import { anewLines, sitesAnewJson } from '@yike/core/report/sites-anew.ts'
import { siteAnew } from '@yike/core/siting/anew.ts'
import type { Candidate } from '@yike/core/siting/candidate.ts'
import { models } from '@yike/core/siting/models/index.ts'
import { candidatesOnStreets } from '@yike/core/siting/on-streets.ts'
import { candidatesFrom } from '@yike/core/siting/premises.ts'
import { proposeSites } from '@yike/core/siting/propose.ts'
import type { SitingQuestion } from '@yike/core/siting/siting.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import { readPremises } from '@yike/core/source/premises-table.ts'
import { BANDS } from '@yike/core/source/rows.ts'
import { getCategory } from '@yike/core/standard/named.ts'
import { Command } from 'commander'
import { circlesGiven } from './circles-given.ts'
import { openCity } from './cities.ts'
import { checkOut, fileBytes, writeFolder } from './files.ts'
import { type Input, inputOf, VERSION } from './manifest.ts'
import { isPlainInstance, type SiteInstanceOptions, siteInstance } from './site-instance.ts'
import { solveInThread } from './site-thread.ts'
import { bars, tell } from './terminal.ts'
import { solveOn, workersFrom } from './threads.ts'
import { amount, gapFrom, oneOf, walkerAt, wholeNumber } from './values.ts'

/** Options of the command, as commander gives them. */
export interface SiteOptions extends Omit<SiteInstanceOptions, 'seed'> {
  category?: string
  minTrade?: string
  stopsPerVan?: string
  minutesBetween?: string
  minutes?: string
  walker?: string
  speed?: string
  band?: string
  unknownToo?: boolean
  cap?: string
  capacity?: string
  floor?: string[]
  premises?: string[]
  mobile?: string[]
  candidatesOnStreets?: string
  existing?: string
  datum: string
  circles?: string
  seed: string
  workers?: string
}

/** Candidates on streets where a person names none of his own. */
const STREETS_IF_NONE = 500

/** A city: seconds to solve, so that all of it is done within a minute; and the gap that ends it, a thousandth of the people. */
const SECONDS = 40
const GAP = 0.001

/** What each model must be told. */
const MUST: Readonly<Record<string, readonly (keyof SiteOptions)[]>> = {
  'most-covered': ['p', 'budget'],
  'p-median': ['p'],
  'p-center': ['p'],
  'least-trade': ['p', 'minTrade'],
  shared: ['p'],
  mobile: ['p'],
}

/** Options that some models alone read: told rather than passed over in silence. */
const ONLY: Partial<Record<keyof SiteOptions, readonly string[]>> = {
  budget: ['most-covered'],
  share: ['fewest', 'capacitated'],
  leastCost: ['fewest'],
  minTrade: ['least-trade'],
  stopsPerVan: ['mobile'],
  minutesBetween: ['mobile'],
  floor: ['shared'],
  capacity: ['capacitated'],
  cap: ['p-median', 'p-center'],
}

/** Models that can choose all sites anew. */
const ANEW = ['most-covered', 'fewest', 'p-median', 'p-center']

/** Fault: option-of-models. */
function mustBeRead(o: SiteOptions, model: string): void {
  for (const [option, known] of Object.entries(ONLY))
    if (o[option as keyof SiteOptions] !== undefined && !known.includes(model))
      throw new Fault('option-of-models', { option: flag(option), models: known.join(', '), model })
}

const flag = (option: string) => `--${option.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`

async function run(city: string | undefined, o: SiteOptions, lang: Lang): Promise<void> {
  const model = oneOf(
    '--model',
    o.model,
    models.map((m) => m.id),
  )
  mustBeRead(o, model)
  if (isPlainInstance(o)) return siteInstance(o, lang)
  if (!city)
    throw new Fault('needs', {
      what: { zh: '测度结果的目录或 city.yike', en: 'the folder of a measured city, or its city.yike' },
    })
  if (!o.category) throw new Fault('needs', { what: '--category' })
  if (!o.out) throw new Fault('needs', { what: '--out' })
  const must = MUST[model] ?? []
  if (model === 'most-covered' ? !o.p && !o.budget : must.some((option) => o[option] === undefined))
    throw new Fault('needs', { what: must.map(flag).join(model === 'most-covered' ? ' | ' : ' ') })
  const free = oneOf('--existing', o.existing ?? 'keep', ['keep', 'free']) === 'free'
  if (free)
    for (const option of ['budget', 'circles'] as const)
      if (o[option] !== undefined)
        throw new Fault('option-of-models', {
          option: flag(option),
          models: '--existing keep',
          model: '--existing free',
        })
  if (free && !ANEW.includes(model))
    throw new Fault('option-of-models', { option: '--existing free', models: ANEW.join(', '), model })
  checkOut(o.out, 'sites')
  const findings = new Findings()
  const progress = bars(lang, !o.json)
  const seconds = o.seconds === undefined ? SECONDS : amount('--seconds', o.seconds, 86_400)
  const gap = o.gap === undefined ? GAP : gapFrom(o.gap)
  const seed = wholeNumber('--seed', o.seed, 0, 2 ** 31 - 1)
  const cap = o.cap === undefined ? null : amount('--cap', o.cap, 180)

  const { measured, inputs } = await cityAt(city, o, lang, progress)
  const names = o.category.split(/[,，、]/).filter((text) => text.trim() !== '')
  const categories = names.map((text) => getCategory(measured.categories, text, '--category'))
  if (categories.length === 0 || (categories.length > 1 && model !== 'shared'))
    throw new Fault('bad-value', {
      name: '--category',
      expected: {
        zh: '一个业态；几个业态合设用 --model shared',
        en: 'one category; several under one roof with --model shared',
      },
      got: o.category,
    })
  const question: SitingQuestion = {
    model,
    categories: [...new Set(categories)],
    p: o.p === undefined ? null : wholeNumber('--p', o.p, 1, 100_000),
    budget: o.budget === undefined ? null : money('--budget', o.budget),
    share: o.share === undefined ? (model === 'capacitated' ? 1 : null) : amount('--share', o.share, 1),
    leastTrade: o.minTrade === undefined ? null : amount('--min-trade', o.minTrade, 1e9),
    stopsPerVan: o.stopsPerVan === undefined ? null : wholeNumber('--stops-per-van', o.stopsPerVan, 1, 100),
    minutesBetween: o.minutesBetween === undefined ? null : wholeNumber('--minutes-between', o.minutesBetween, 0, 600),
    band: o.band === undefined ? null : oneOf('--band', o.band, BANDS),
    unknownToo: o.unknownToo === true,
    capMinutes: cap,
    floorM2: Object.fromEntries((o.floor ?? []).map((text) => floorOf(text, measured))),
    capacityIfUnknown: o.capacity === undefined ? null : amount('--capacity', o.capacity, 1e7),
  }
  const candidates = await candidatesOf(o, question, free, measured, inputs, findings, lang)
  const from = { question, inputs, versions: { yike: VERSION }, seed, seconds, gap }
  if (free) {
    const anew = await siteAnew(
      measured,
      candidates,
      question,
      (id, instance, ask) => solveInThread(id, instance, ask, { seed, seconds, gap }, progress),
      { progress, findings },
    )
    progress.end()
    await writeFolder(o.out, 'sites', anewFiles(anew, from))
    if (o.json) return void process.stdout.write(sitesAnewJson(anew))
    for (const line of anewLines(anew)) console.log(line[lang])
    for (const finding of anew.findings) tell(sayFinding(finding, lang))
    return console.log(lang === 'zh' ? `\n结果：${o.out}` : `\nResult: ${o.out}`)
  }
  const circles = await circlesGiven({ ...(o.circles && { circles: o.circles }) }, measured, findings)
  if (o.circles) inputs.push(await inputOf('circles', o.circles, fileBytes(o.circles), 'wgs84', 'given'))
  const siting = await proposeSites(
    measured,
    candidates,
    question,
    (id, instance, ask) => solveInThread(id, instance, ask, { seed, seconds, gap }, progress),
    {
      progress,
      findings,
      gapAsked: gap,
      ...(circles && { groups: { places: circles.circles, ofCell: circles.ofCell } }),
    },
  )
  progress.end()

  await writeFolder(o.out, 'sites', siteFiles(siting, from))
  if (o.json) {
    process.stdout.write(sitesJson(siting))
    return
  }
  for (const line of sitingLines(siting)) console.log(line[lang])
  for (const finding of siting.findings) tell(sayFinding(finding, lang))
  console.log(lang === 'zh' ? `\n结果：${o.out}` : `\nResult: ${o.out}`)
}

/** The measured city, measured again where another walker or limit is asked. Fault: not-a-city. */
async function cityAt(
  path: string,
  o: SiteOptions,
  lang: Lang,
  progress: Progress,
): Promise<{ measured: Measured; inputs: Input[] }> {
  const { inputs: given, path: file } = openCity(path)
  const walker =
    o.walker || o.speed ? walkerAt(o.walker ?? given.convention.walker.id, o.speed) : given.convention.walker
  const minutes = o.minutes === undefined ? given.convention.minutes : amount('--minutes', o.minutes, 180)
  const workers = workersFrom(o.workers)
  const measured = await measureWith(
    { ...given, convention: { ...given.convention, walker, minutes } },
    (problem, limitDs) => solveOn(problem, limitDs, { workers, progress, lang }),
    progress,
  )
  return { measured, inputs: [await inputOf('city', file, fileBytes(file), null, null)] }
}

/** Candidates of all files, and on the streets where that is asked or nothing else is given. */
async function candidatesOf(
  o: SiteOptions,
  question: SitingQuestion,
  free: boolean,
  measured: Measured,
  inputs: Input[],
  findings: Findings,
  lang: Lang,
): Promise<readonly Candidate[]> {
  const datum = getDatum(o.datum)
  const all: Candidate[] = []
  const read = async (paths: readonly string[] | undefined, kind: 'premises' | 'mobile') => {
    for (const path of paths ?? []) {
      const bytes = fileBytes(path)
      const columnsRead = (guess: ColumnGuess) => {
        if (o.json) return
        const fields = Object.entries(guess.fields).map(([id, f]) => `${id} ← ${f.heading || `#${f.column + 1}`}`)
        tell(`${guess.file}: ${fields.join(lang === 'zh' ? '，' : ', ')}`)
      }
      const rows = await readPremises(bytes, {
        datum,
        origin: 'official',
        findings,
        progress: { begin() {}, step() {} },
        columnsRead,
      })
      all.push(...candidatesFrom(rows, kind, measured.categories, findings))
      inputs.push(await inputOf(kind, path, bytes, datum, 'given'))
    }
  }
  await read(o.premises, 'premises')
  await read(o.mobile, 'mobile')
  const isBare = all.length === 0 && !o.premises && !o.mobile && question.model !== 'mobile'
  const wanted = o.candidatesOnStreets
    ? wholeNumber('--candidates-on-streets', o.candidatesOnStreets, 1, 100_000)
    : isBare
      ? STREETS_IF_NONE
      : 0
  if (wanted === 0) return all
  return [...all, ...candidatesOnStreets(measured, question, free, wanted)]
}

/** Yuan: `500000`, `50万`. Fault: bad-value. */
function money(name: string, text: string): number {
  const [, number, wan] = /^([\d.]+)\s*(万)?(?:元)?$/.exec(text.trim()) ?? []
  const value = Number(number) * (wan ? 10_000 : 1)
  if (!(value >= 0))
    throw new Fault('bad-value', {
      name,
      expected: { zh: '元，如 500000 或 50万', en: 'yuan, such as 500000' },
      got: text,
    })
  return value
}

/** `category=m²`. Fault: bad-value. */
function floorOf(text: string, measured: Measured): readonly [string, number] {
  const [category, floor] = text.split('=')
  return [getCategory(measured.categories, category ?? '', '--floor').id, amount('--floor', floor ?? '', 1e6)]
}

const MORE: Name = {
  zh: `
谁算缺：够不到的和没有的（beyond、none）；情况不明的只在 --unknown-too 时算。现有网点都保留，只添新点；
--existing free 则现有网点也可关、可迁：--p 是最后共开几处，同样好时留用现有的（most-covered、fewest、p-median、p-center）。
模型：
  most-covered   开 --p 处（或用 --budget 元），让最多的人够得到
  fewest         最少开几处，使覆盖率达到 --share（不写则能覆盖的都覆盖）
  p-median       开 --p 处，使平均步行最短；p-center 使最远的步行最短（超过 --cap 分钟的按此计）
  least-trade    开 --p 处，每处至少有 --min-trade 个自己的人：因它而够得到，且它是最近的新址
  capacitated    最少开几处，使 --share 的人在时限内、容量内有处可去（容量未知的按 --capacity 人计，不写则不计入）
  shared         几个业态合设（一站式）：开 --p 处，各放哪些业态；--floor 业态=㎡ 与候选点的面积比
  mobile         --p 辆车，每车至多 --stops-per-van 站，站间 --minutes-between 分钟；停靠点只在其时段内算
候选点：--premises 场所表（名称、坐标、面积、费用、容量、时段、可设业态），--mobile 停靠点表，--candidates-on-streets n 处街口；都不写则取 ${STREETS_IF_NONE} 处街口。
何时停：证明了“任何选法至多再好 --gap”即止（ended: within）；全证完是 proven；到 --seconds 秒则给出当时最好的和它的界（time）。
街口：在公共地面上，不在台阶、电梯、大门、私有道路、孤岛上；直线距离内有缺的人；均匀抽稀，路口先于弯点。`,
  en: `
Who lacks it: those beyond reach and those for whom there is none; those of whom nothing is known with --unknown-too alone.
What is open stays, and new sites are added; with --existing free it may close or move: --p is then how many are open in the end,
and where as much is served what is there stays (most-covered, fewest, p-median, p-center). Models:
  most-covered   open --p sites (or spend --budget yuan) so that most people come within reach
  fewest         as few sites as bring --share within reach (not given: all who can be)
  p-median       open --p sites for the shortest mean walk; p-center for the shortest longest walk (beyond --cap minutes counted as that)
  least-trade    open --p sites, each with at least --min-trade people of its own: gained by it, it being their nearest new site
  capacitated    as few sites as serve --share within the minutes and within capacity (unknown ones hold --capacity, or are left out)
  shared         several categories under one roof: which --p places, and what in each; --floor category=m² against their area
  mobile         --p vans of --stops-per-van stops at most, --minutes-between apart; a stop counts for its hours only
It stops once it is proven that no choice is better by more than --gap (ended: within), or by anything (proven); after --seconds
the best so far comes with its bound (time).
Candidates: --premises tables (name, place, area, cost, capacity, hours, allowed categories), --mobile stops,
--candidates-on-streets n crossings; ${STREETS_IF_NONE} of these where nothing is given. A crossing is on public ground, not on steps, lifts, gates,
private ways or islands, near people who lack it; they are thinned evenly, junctions before bends.`,
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('site')
    .argument('[city]', zh ? '测度结果的目录，或 city.yike' : 'folder of a measured city, or its city.yike')
    .option(
      '--category <ids>',
      zh ? '业态（编号或名称），合设时用逗号分隔' : 'category (id or name); several by commas',
    )
    .option('--model <id>', `${zh ? '模型' : 'model'}: ${models.map((m) => m.id).join(', ')}`, 'most-covered')
    .option('--p <n>', zh ? '开几处（流动服务：几辆车）' : 'sites to open (mobile: vans)')
    .option('--budget <yuan>', zh ? '预算，元' : 'budget, yuan')
    .option('--share <0-1>', zh ? '要达到的覆盖率' : 'share that must be within reach')
    .option('--min-trade <n>', zh ? '每处至少增加的人数' : 'people that each site must gain')
    .option('--stops-per-van <n>', zh ? '每车每天至多几站' : 'stops of a van in a day at most')
    .option('--minutes-between <n>', zh ? '站间路上分钟' : 'minutes from stop to stop')
    .option(
      '--existing <keep|free>',
      zh ? '现有网点：一律保留，或可关可迁' : 'existing outlets: all stay, or may close and move',
      'keep',
    )
    .option('--minutes <n>', zh ? '时限（不写则同测度）' : 'limit (as measured if not given)')
    .option('--walker <id>', zh ? '步行者（不写则同测度）' : 'walker (as measured if not given)')
    .option('--speed <km/h>', zh ? '改用此步速' : 'this pace instead')
    .option('--band <id>', `${zh ? '只计此年龄段' : 'only this age band'}: ${BANDS.join(', ')}`)
    .option('--unknown-too', zh ? '情况不明的居民也算缺' : 'those of whom nothing is known count as lacking')
    .option('--cap <minutes>', zh ? '步行超过此数按此数计' : 'longer walks count as this')
    .option('--capacity <n>', zh ? '容量未知的一处服务多少人' : 'people that a site of unknown capacity serves')
    .option('--floor <category=m2...>', zh ? '一个业态要多大面积' : 'floor that a category needs')
    .option('--premises <files...>', zh ? '候选场所（CSV、XLSX、GeoJSON）' : 'candidate premises (CSV, XLSX, GeoJSON)')
    .option('--mobile <files...>', zh ? '流动停靠点，须有时段' : 'mobile stops, with hours')
    .option('--candidates-on-streets <n>', zh ? '在街口取几处候选点' : 'crossings to take as candidates')
    .option(
      '--datum <id>',
      `${zh ? '候选点的坐标系' : 'datum of candidates'}: ${DATUMS.map((d) => d.id).join(', ')}`,
      'wgs84',
    )
    .option(
      '--circles <file>',
      zh
        ? '按这些生活圈（不写则按区域）说明增加的人住哪'
        : 'circles (areas if not given) to tell where those gained live',
    )
    .option('--pmed <file>', zh ? '不用城市：OR-Library 的 p-中位算例' : 'no city: a p-median file of OR-Library')
    .option('--distances <file>', zh ? '不用城市：距离表（CSV）' : 'no city: a table of distances (CSV)')
    .option('--demand <file>', zh ? '距离表的需求（CSV）' : 'demands of the table (CSV)')
    .option('--candidates <file>', zh ? '距离表的候选点（CSV）' : 'candidates of the table (CSV)')
    .option('--columns <field=heading,...>', zh ? '指定表的列' : 'name columns of the tables')
    .option('--sparse', zh ? '表里没有的点对就是到不了' : 'a pair that is not listed is out of reach')
    .option('--radius <n>', zh ? '距离表、算例的覆盖半径' : 'radius, in the units of the table or file')
    .option(
      '--least-cost',
      zh ? '算例的 fewest：费用最低而非处数最少' : 'fewest on a table: least cost, not least number',
    )
    .option('--seed <n>', zh ? '随机种子' : 'seed', '1')
    .option(
      '--seconds <n>',
      zh
        ? `求解时限，秒（城市不写则为 ${SECONDS}，距离表、算例 60）`
        : `time to solve, seconds (a city: ${SECONDS} if not given; a table or file: 60)`,
    )
    .option(
      '--gap <share>',
      zh
        ? `证明差距不超过此数即止，如 0.1%；0 为证到最优（城市不写则为 ${100 * GAP}%，距离表、算例 0）`
        : `stop once no more than this is left to prove, such as 0.1%; 0: on to the full proof (a city: ${100 * GAP}% if not given; a table or file: 0)`,
    )
    .option('--workers <n>', zh ? '测度用几个线程' : 'threads to measure on')
    .option('--out <dir>', zh ? '结果目录' : 'result folder')
    .option('--json', zh ? '输出 JSON' : 'print JSON')
    .addHelpText('after', MORE[lang])
    .action((city: string | undefined, options: SiteOptions) => run(city, options, lang))
}
