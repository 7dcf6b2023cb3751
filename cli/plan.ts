// `yike plan`: from a measured city and its circles to a plan a circle and the tasks of each year; and, once it was carried out, what was
// promised beside what was delivered.
import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings, sayFinding } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { capacitiesOf } from '@yike/core/circle/capacity.ts'
import type { MeasureInputs } from '@yike/core/circle/measured.ts'
import { placesOfCircles } from '@yike/core/circle/places.ts'
import { tooSmall } from '@yike/core/plan/apart.ts'
import { applyEdits } from '@yike/core/plan/apply.ts'
import { composePlan, draftOf } from '@yike/core/plan/compose.ts'
import { type Delivery, deliveryOf } from '@yike/core/plan/deliver.ts'
import { NO_EDITS, type PlanEdits, withLock, withProgress } from '@yike/core/plan/edits.ts'
import { MOST_GATES, tryGates } from '@yike/core/plan/gates.ts'
import { readTally } from '@yike/core/plan/inputs.ts'
import { MOST_MOVES, tryMoves } from '@yike/core/plan/moves.ts'
import { type Plan, readPlan } from '@yike/core/plan/plan.ts'
import { readScenario } from '@yike/core/plan/scenario.ts'
import { shutAt } from '@yike/core/plan/shut-at.ts'
import { editsOver, readTableEdits } from '@yike/core/plan/table-edits.ts'
import { TERM_YEARS } from '@yike/core/plan/tasks.ts'
import { planFiles } from '@yike/core/report/plan/plan-files.ts'
import { Command } from 'commander'
import { type CircleOptions, circlesGiven } from './circles-given.ts'
import { measureCity, openCity, textOf } from './cities.ts'
import { checkOut, fileBytes, writeFolder } from './files.ts'
import { type Input, inputOf, VERSION } from './manifest.ts'
import { type PlanSiteOptions, planSites, proposeOf, SEED, withSiteOptions } from './plan-sites.ts'
import { tellDelivery, tellPlan } from './plan-words.ts'
import { bars, tell } from './terminal.ts'
import { wholeNumber } from './values.ts'

interface Options extends CircleOptions, PlanSiteOptions {
  tally?: string
  edits?: string[]
  lock?: string[]
  years: string
  budget?: string
  start?: string
  scenario?: string
  at?: string[]
  gates: string
  title?: string
  delivered?: string
  out: string
  json?: boolean
}

/** Yuan a year; 0 is an answer too. Fault bad-value. */
function money(text: string | undefined): number | null {
  if (text === undefined) return null
  const n = Number(text)
  if (!(n >= 0 && n <= 1e13) || text.trim() === '')
    throw new Fault('bad-value', { name: '--budget', expected: '≥ 0', got: text })
  return n
}

/** `c001=2` of each. Fault bad-value. */
function locksFrom(given: readonly string[], years: number): readonly (readonly [string, number])[] {
  return given.map((text) => {
    const at = text.lastIndexOf('=')
    if (at < 1) throw new Fault('bad-value', { name: '--lock', expected: 'c001=1', got: text })
    return [text.slice(0, at), wholeNumber('--lock', text.slice(at + 1), 1, years)] as const
  })
}

/** The plan.json of a folder that `yike plan` wrote, or of that name. */
const planFile = (path: string): string =>
  existsSync(path) && statSync(path).isDirectory() ? join(path, 'plan.json') : path

async function editsFrom(paths: readonly string[], start: number | null, findings: Findings): Promise<PlanEdits> {
  let edits: PlanEdits = NO_EDITS
  for (const path of paths) {
    const file = planFile(path)
    if (/\.csv$/i.test(file)) {
      const table = await readTableEdits(fileBytes(file), start, findings)
      edits = editsOver(edits, table.edits, table.listed)
    } else edits = editsOver(edits, readPlan(textOf(file), basename(file)).edits)
  }
  return edits
}

async function run(city: string, o: Options, lang: Lang): Promise<void> {
  const years = wholeNumber('--years', o.years, 1, 50)
  const start = o.start === undefined ? null : wholeNumber('--start', o.start, 1949, 2200)
  const budget = money(o.budget)
  const gates = wholeNumber('--gates', o.gates, 0, 500)
  const locks = locksFrom(o.lock ?? [], years)
  if (!o.delivered && !o.circles && !o.by) throw new Fault('needs', { what: '--circles F | --by community' })
  checkOut(o.out, 'plan')
  const progress = bars(lang, !o.json)
  const findings = new Findings()
  const opened = openCity(city)
  const listed: Input[] = [await inputOf('city', opened.path, fileBytes(opened.path), null, null)]
  const list = async (role: string, path: string) =>
    void listed.push(await inputOf(role, path, fileBytes(path), null, null))
  const say = (all: Findings) => {
    for (const finding of all.list()) tell(sayFinding(finding, lang))
  }

  if (o.delivered) {
    const file = planFile(o.delivered)
    const old = readPlan(textOf(file), basename(file))
    await list('plan', file)
    const edits = await editsFrom(o.edits ?? [], old.start, findings)
    for (const path of o.edits ?? []) await list('edits', planFile(path))
    const plan = { ...old, actions: withProgress(old.actions, edits), edits: editsOver(old.edits, edits) }
    const delivery = deliveryOf(plan, await measureCity(opened.inputs, progress, lang))
    progress.end()
    say(findings)
    await write(o, plan, delivery, listed, lang)
    if (o.json) console.log(JSON.stringify({ out: o.out, ...delivery }, null, 2))
    else tellDelivery(plan, delivery, o.out, lang)
    return
  }

  let { inputs } = opened
  if (o.scenario) {
    const applied = applyEdits(inputs, readScenario(textOf(o.scenario), basename(o.scenario)))
    await list('scenario', o.scenario)
    inputs = applied.inputs
    for (const finding of applied.findings) tell(sayFinding(finding, lang))
  }
  const tally = o.tally ? readTally(textOf(o.tally), basename(o.tally)) : null
  if (o.tally) await list('tally', o.tally)
  const edits = await editsFrom(o.edits ?? [], start, findings)
  for (const path of o.edits ?? []) await list('edits', planFile(path))
  const measured = await measureCity(inputs, progress, lang)
  const circles = (await circlesGiven(o, measured, findings))!
  if (o.circles) await list('circles', o.circles)
  const known = new Set(circles.circles.map((c) => c.id))
  for (const [id] of locks)
    if (!known.has(id)) throw new Fault('bad-value', { name: '--lock', expected: [...known].slice(0, 8).join(' | '), got: id }) // biome-ignore format: one line

  const again = (changed: MeasureInputs) => measureCity(changed, progress, lang)
  const sites = await planSites(o, inputs, measured, again, list, findings, progress)
  const draft = draftOf({
    measured,
    circles,
    proposals: sites.proposals,
    sited: sites.sited,
    tally,
    shut: await shutAt(measured, o.at ?? [], findings),
    small: tooSmall(measured, capacitiesOf(measured, placesOfCircles(circles, measured), progress)),
    gates: tryGates(measured, gates, progress),
    moves: tryMoves(measured, circles, sites.candidates, MOST_MOVES, progress),
  })
  const settings = { title: o.title ?? opened.name, years, start, budget }
  const plan = composePlan(draft, settings, locks.reduce((all, [id, year]) => withLock(all, id, year), edits)) // biome-ignore format: one line
  progress.end()
  say(findings)
  await write(o, plan, null, listed, lang)
  tellPlan(plan, sites.left, o.out, o.json === true, lang)
}

async function write(
  o: Options,
  plan: Plan,
  delivery: Delivery | null,
  inputs: readonly Input[],
  lang: Lang,
): Promise<void> {
  const from = {
    inputs,
    versions: { yike: VERSION },
    by: o.by ?? null,
    gates: Number(o.gates),
    propose: proposeOf(o),
    seconds: Number(o.seconds),
    seed: SEED,
    lang,
  }
  await writeFolder(o.out, 'plan', planFiles(plan, delivery, from))
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  const command = new Command('plan')
    .argument('<city>', zh ? 'yike measure 写出的目录，或 city.yike' : 'a folder that yike measure wrote, or city.yike')
    .option('--circles <file>', zh ? '生活圈：yike circles 写的 circles.json，或边界（GeoJSON、Shapefile 压缩包）' : 'circles.json of yike circles, or borders (GeoJSON, zipped Shapefile)')
    .option('--by <level>', zh ? '或把这一级区域当作圈：community、subdistrict' : 'or areas of this level as circles: community, subdistrict') // biome-ignore format: one line
  return withSiteOptions(command, zh)
    .option('--tally <file>', zh ? '居民意愿汇总（JSON）' : 'residents’ wishes by circle (JSON)')
    .option('--scenario <file>', zh ? '先按此情形改动城市' : 'a scenario to apply to the city first')
    .option('--edits <files...>', zh ? '改过的 plan.json 或 plan.csv：修改保留到新方案' : 'plan.json or plan.csv as officers edited it: the edits are kept') // biome-ignore format: one line
    .option('--lock <circle=year...>', zh ? '锁定某圈在第几年，如 c001=1' : 'fix the year of a circle: c001=1')
    .option('--years <n>', zh ? '几年完成' : 'years of the term', String(TERM_YEARS))
    .option('--start <year>', zh ? '第一年是哪一年，如 2027' : 'the calendar year of the first, such as 2027')
    .option('--budget <yuan>', zh ? '每年预算，元' : 'budget of each year, yuan')
    .option(
      '--at <moment=categories...>',
      zh
        ? '这些业态这一刻在时限内全都关门的，提出延时，如“周三 06:30=早餐店,菜市场”'
        : 'propose longer hours where all within reach are shut then, such as "Wed 06:30=breakfast"',
    )
    .option(
      '--gates <n>',
      zh ? '至多逐一试开几处大门；0 为不试' : 'gates tried one by one; 0: none',
      String(MOST_GATES),
    )
    .option('--title <text>', zh ? '方案名称' : 'what the plan is called')
    .option(
      '--delivered <plan>',
      zh ? '不起草：把这份方案与新的测度对照' : 'hold this plan against the city as measured anew',
    )
    .requiredOption('--out <dir>', zh ? '写出的目录' : 'folder for the results')
    .option('--json', zh ? '输出 JSON 摘要' : 'print a summary as JSON')
    .addHelpText(
      'after',
      zh
        ? `
写出：plan.html（可打印，每圈一页起）、plan.csv（每项行动一行，可用 Excel 改）、tasks.csv、curve.csv、plan.json、manifest.json。

改动：在 plan.csv 里改 measure、lead、cost、year、phase、promised、status、note；removed 填任何字即删去此项（删掉整行不算，会再生成）；
要添一项，另起一行，id 空着，填 circle、category、measure。然后 --edits plan.csv 重新生成：改动都在，测算变了的并列写出。

居民意愿：{"yike":"tally","version":1,"name":"2026年调查","circles":[{"circle":"c001","asked":120,"wanted":{"wet-market":43}}]}
选址方案：{"proposals":[{"candidate":{"id":"p1","name":"闲置铺位","at":[经度,纬度],"kind":"premises","cost":200000},"categories":["wet-market"]}]}
没有写明受益居民（gained）的，按全部建成重新测度，每个居民单元归离它最近的新网点。
没有 --sites 时，对每个有缺口的基本保障类业态，自行求最少几处能让够得着的人都够得着，并写明最少不会少于几处；
只凭 OpenStreetMap 知道的业态先核实，不选址（--propose 业态名 可指定）。

实施之后：更新台账，重新 yike measure，再
  yike plan data/measured-2028 --delivered data/plan --out data/delivered`
        : `
Writes plan.html (to print, a circle begins a page), plan.csv (a row an action, for Excel), tasks.csv, curve.csv, plan.json,
manifest.json.

Edits: in plan.csv change measure, lead, cost, year, phase, promised, status, note; anything in removed takes the action
out (a deleted row comes back); a new row without an id, with circle, category and measure, adds one. Then --edits
plan.csv makes the plan anew: the edits are kept, and where the computed value has moved both are shown.

Wishes: {"yike":"tally","version":1,"name":"survey","circles":[{"circle":"c001","asked":120,"wanted":{"wet-market":43}}]}
Sites: {"proposals":[{"candidate":{"id":"p1","name":"shop","at":[lng,lat],"kind":"premises","cost":200000},"categories":["wet-market"]}]}
Where whom they gain is not stated (gained), the city is measured with all of them; each cell counts for the nearest.
Without --sites the fewest sites are sought for each basic category that is lacked, such that all who can be reached are, and
no fewer would do is said as far as it is proven; what OpenStreetMap alone knows is verified first (--propose NAME seeks it).

Afterwards: keep the ledger, measure again, and
  yike plan data/measured-2028 --delivered data/plan --out data/delivered`,
    )
    .action((city: string, options: Options) => run(city, options, lang))
}
