// `yike compare`: the same city in several states, side by side. The first is what the others are held against.
import { basename } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings, sayFinding } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { applyEdits } from '@yike/core/plan/apply.ts'
import { type Comparison, compare, type Side } from '@yike/core/plan/compare.ts'
import { readScenario } from '@yike/core/plan/scenario.ts'
import { compareCsv, compareJson } from '@yike/core/report/compared.ts'
import { TIER_NAMES } from '@yike/core/report/lookup.ts'
import { grouped, percent } from '@yike/core/report/numbers.ts'
import { Command } from 'commander'
import { type CircleOptions, circlesGiven } from './circles-given.ts'
import { isCity, measureCity, openCity, textOf } from './cities.ts'
import { checkOut, type Files, fileBytes, writeFolder } from './files.ts'
import { type Input, inputOf, VERSION } from './manifest.ts'
import { bars, columnsOf, tell } from './terminal.ts'

interface Options extends CircleOptions {
  base?: string
  out?: string
  json?: boolean
}

async function run(given: readonly string[], o: Options, lang: Lang): Promise<void> {
  const scenarios = given.filter((path) => !isCity(path))
  const paths = o.base ? [o.base, ...given.filter((path) => path !== o.base)] : given
  if (paths.length < 2) throw new Fault('needs', { what: 'A B | --base A B' })
  const first = paths.find(isCity)
  if (scenarios.length > 0 && first !== paths[0]) {
    for (const path of scenarios) textOf(path) // a file that is not there is said to be so, before anything is asked for it
    throw new Fault('needs', { what: '--base' })
  }
  if (o.out) checkOut(o.out, 'compared')
  const progress = bars(lang, !o.json)
  const base = openCity(first!)
  const inputs: Input[] = []
  const sides: Side[] = []
  const names = new Set<string>()
  const apart = (name: string) => {
    let free = name
    for (let n = 2; names.has(free); n++) free = `${name} (${n})`
    names.add(free)
    return free
  }
  for (const path of paths) {
    if (isCity(path)) {
      const city = path === first ? base : openCity(path)
      inputs.push(await inputOf('city', city.path, fileBytes(city.path), null, null))
      sides.push({ name: apart(city.name), measured: await measureCity(city.inputs, progress, lang) })
      continue
    }
    const scenario = readScenario(textOf(path), basename(path))
    const { inputs: changed, findings } = applyEdits(base.inputs, scenario)
    for (const finding of findings) tell(sayFinding(finding, lang))
    inputs.push(await inputOf('scenario', path, fileBytes(path), null, null))
    sides.push({ name: apart(scenario.name), measured: await measureCity(changed, progress, lang) })
  }
  const findings = new Findings()
  const circles = await circlesGiven(o, sides[0]!.measured, findings)
  for (const finding of findings.list()) tell(sayFinding(finding, lang))
  if (o.circles) inputs.push(await inputOf('circles', o.circles, fileBytes(o.circles), 'wgs84', 'given'))
  const comparison = compare(sides, circles)
  progress.end()
  if (o.out) {
    function* files(): Files {
      yield ['compare.csv', compareCsv(comparison)]
      yield ['compare.json', compareJson(comparison)]
      yield [
        'manifest.json',
        (outputs) =>
          `${JSON.stringify({ tool: 'yike', kind: 'compared', versions: { yike: VERSION }, inputs, sides: comparison.sides, by: o.by ?? null, seed: null, outputs }, null, 2)}\n`,
      ]
    }
    await writeFolder(o.out, 'compared', files())
  }
  if (o.json) console.log(compareJson(comparison).trimEnd())
  else show(comparison, lang, o.out)
}

const pad = (text: string, to: number) => text + ' '.repeat(Math.max(0, to - columnsOf(text)))
const padLeft = (text: string, to: number) => ' '.repeat(Math.max(0, to - columnsOf(text))) + text

/** The whole city, all residents: a line a category, a block a side; then the gaps that closed or opened. */
function show(c: Comparison, lang: Lang, out: string | undefined): void {
  const zh = lang === 'zh'
  for (const d of c.differences) tell(d[lang])
  const rows = c.rows.filter((r) => r.place.kind === 'city' && r.band === null)
  const names = new Map(c.categories.map((category) => [category.id, category]))
  const head = [
    zh ? '业态' : 'category',
    c.sides[0]!,
    ...c.sides.slice(1).flatMap((s) => [s, zh ? '得' : 'gain', zh ? '失' : 'lose']),
  ]
  const table: string[][] = [head]
  const breaks = new Map<number, string>()
  for (const tier of ['basic', 'quality', 'carrier'] as const) {
    const its = rows.filter((r) => names.get(r.category)!.tier === tier)
    if (its.length > 0) breaks.set(table.length, TIER_NAMES[tier][lang])
    for (const r of its) {
      const share = (s: number) => {
        const { share: value } = r.shares[s]!
        return value === null ? '—' : percent(value)
      }
      const people = (n: number | null, sign: string) => (n === null ? '—' : n >= 0.5 ? `${sign}${grouped(n)}` : '0')
      table.push([
        names.get(r.category)!.name[lang],
        share(0),
        ...c.sides
          .slice(1)
          .flatMap((_, k) => [share(k + 1), people(r.gained[k + 1]!, '+'), people(r.lost[k + 1]!, '−')]),
      ])
    }
  }
  const widths = head.map((_, i) => Math.max(...table.map((line) => columnsOf(line[i]!))))
  table.forEach((line, n) => {
    if (breaks.has(n)) console.log(`\n${breaks.get(n)}`)
    console.log(`  ${line.map((text, i) => (i === 0 ? pad : padLeft)(text, widths[i]!)).join('  ')}`)
  })
  const changes = c.gaps.filter((g) => g.place.kind !== 'area')
  const count = (side: number, change: string, city: boolean) =>
    changes.filter((g) => g.side === side && g.change === change && (g.place.kind === 'city') === city).length
  console.log('')
  c.sides.slice(1).forEach((name, k) => {
    const [closed, opened] = (['closed', 'opened'] as const).map((change) => count(k + 1, change, true))
    const [inClosed, inOpened] = (['closed', 'opened'] as const).map((change) => count(k + 1, change, false))
    const circles = c.rows.some((r) => r.place.kind === 'circle')
    console.log(
      zh
        ? `${name}：全市补齐缺口 ${closed} 项，新出现 ${opened} 项${circles ? `；按圈补齐 ${inClosed} 项，新出现 ${inOpened} 项` : ''}`
        : `${name}: ${closed} gaps closed in the city, ${opened} opened${circles ? `; by circle ${inClosed} closed, ${inOpened} opened` : ''}`,
    )
  })
  if (out)
    console.log(zh ? `\n结果：${out}（compare.csv、compare.json）` : `\nResult: ${out} (compare.csv, compare.json)`)
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('compare')
    .argument('<cities...>', zh ? 'yike measure 写出的目录、city.yike，或情形文件（JSON）' : 'folders that yike measure wrote, city.yike files, or scenarios (JSON)') // biome-ignore format: one line
    .option('--base <city>', zh ? '情形文件改的是这座城市；不写则为第一座' : 'the city that scenarios change; the first if not given')
    .option('--circles <file>', zh ? '再按这些生活圈分列（circles.json、GeoJSON 或 Shapefile 压缩包）' : 'by these circles too (circles.json, GeoJSON or zipped Shapefile)')
    .option('--by <level>', zh ? '再把这一级区域当作圈分列：community、subdistrict' : 'by areas of this level as circles: community, subdistrict') // biome-ignore format: one line
    .option('--out <dir>', zh ? '写出 compare.csv、compare.json 的目录' : 'folder for compare.csv and compare.json')
    .option('--json', zh ? '输出 JSON' : 'print JSON')
    .addHelpText(
      'after',
      zh
        ? `
第一座是基准。得：原来走不到、现在走得到的人；失：原来走得到、现在走不到的人。两者分列，从不相抵：迁一处网点总有人失去。
覆盖率的分母与 measure 相同，未知、未连通、数据边缘不在其中。约定或标准不一致时先说明哪里不同。

情形文件：{"yike":"scenario","version":1,"name":"甲案","edits":[ … ]}，改动依次为
  {"kind":"open","id":"new:1","name":"菜市场","categories":["wet-market"],"at":[经度,纬度],"capacity":null,"hours":null}
  {"kind":"close","outlet":"网点编号"}    {"kind":"move","outlet":"网点编号","at":[经度,纬度]}
  {"kind":"change","outlet":"网点编号","hours":"06:30-20:00","capacity":40}
  {"kind":"gate","at":[经度,纬度],"who":"everyone"}    who：everyone、residents、nobody
  {"kind":"path","ends":[[…],[…]],"via":[],"who":"everyone"}    crossing 同此，另计过街等候
  {"kind":"homes","name":"新区","at":[…],"people":1200,"bands":{"0-2":40,"60+":180}}
坐标为 WGS-84。落不到城市上的改动会逐条说明，其余照做；原城市不变。`
        : `
The first is the base. Gain: people who come within reach; lose: people who no longer are. They are never set off against
each other: a move always takes from somebody. Shares have the denominators of measure. Where conventions or standards
differ, it is said first.

A scenario: {"yike":"scenario","version":1,"name":"A","edits":[ … ]}, edits being
  {"kind":"open","id":"new:1","name":"market","categories":["wet-market"],"at":[lng,lat],"capacity":null,"hours":null}
  {"kind":"close","outlet":"id"}    {"kind":"move","outlet":"id","at":[lng,lat]}
  {"kind":"change","outlet":"id","hours":"06:30-20:00","capacity":40}
  {"kind":"gate","at":[lng,lat],"who":"everyone"}    who: everyone, residents, nobody
  {"kind":"path","ends":[[…],[…]],"via":[],"who":"everyone"}    crossing likewise, with the wait of one
  {"kind":"homes","name":"new","at":[…],"people":1200,"bands":{"0-2":40,"60+":180}}
Places are WGS-84. An edit that does not fit is named and the others are made; the city itself is not changed.`,
    )
    .action((cities: string[], options: Options) => run(cities, options, lang))
}
