// `yike measure`: from files to a measured city. Reads, gathers, measures, writes a folder or nothing.

import { defaultConvention, SNAP_LIMIT_METERS } from '@yike/core/access/convention.ts'
import { walkers } from '@yike/core/access/walkers.ts'
import type { Bytes } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings, sayFinding } from '@yike/core/base/finding.ts'
import type { Lang, Name } from '@yike/core/base/name.ts'
import { type Gathered, gather } from '@yike/core/circle/gather.ts'
import { measureWith, type Solver } from '@yike/core/circle/measure.ts'
import { DATUMS } from '@yike/core/geo/datum.ts'
import { measuredFiles, titleFor, WRITING } from '@yike/core/report/measured-files.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import { readLabels } from '@yike/core/source/label-table.ts'
import { classifier } from '@yike/core/standard/classify.ts'
import type { Standard } from '@yike/core/standard/define.ts'
import { standards } from '@yike/core/standard/standards/index.ts'
import { Command } from 'commander'
import { checkOut, writeFolder } from './files.ts'
import { type FileOptions, listInputs, openFiles } from './inputs.ts'
import { VERSION } from './manifest.ts'
import { Profile } from './profile.ts'
import { summarise } from './summary.ts'
import { bars, tell } from './terminal.ts'
import { solveOn, workersFrom } from './threads.ts'
import { amount, walkerAt } from './values.ts'

/** Options of the command, as commander gives them. */
export interface MeasureOptions extends FileOptions {
  standard: string
  walker: string
  speed?: string
  minutes: string
  snapLimit: string
  ledgerComplete?: boolean
  title?: string
  out: string
  workers?: string
  profile?: boolean
  json?: boolean
}

/** The standard of that id; fault unknown-standard. */
function standardOf(id: string) {
  const standard = standards.find((s) => s.id === id)
  if (!standard) throw new Fault('unknown-standard', { id, known: standards.map((s) => s.id).join(', ') })
  return standard
}

/**
 * A person's own classing, by ids. Categories may be named in it as people name them: by id, code, Chinese or English
 * name. What is none of these stays, and the classifier says so (fault bad-value).
 */
async function labelsOf(bytes: Bytes | null, standard: Standard, findings: Findings) {
  if (!bytes) return {}
  const idOf = new Map<string, string>()
  for (const { id, code, name } of standard.categories)
    for (const word of [name.en.toLowerCase(), name.zh, code, id]) if (word) idOf.set(word, id)
  const named = (text: string) => idOf.get(text.trim()) ?? idOf.get(text.trim().toLowerCase()) ?? text.trim()
  const read = await readLabels(bytes, findings)
  return Object.fromEntries(Object.entries(read).map(([label, to]) => [label, to.split(/[+＋]/).map(named).join('+')]))
}

async function run(o: MeasureOptions, lang: Lang): Promise<void> {
  const standard = standardOf(o.standard)
  const walker = walkerAt(o.walker, o.speed)
  const convention = {
    ...defaultConvention(walker, amount('--minutes', o.minutes, 180)),
    snapLimitMeters: amount('--snap-limit', o.snapLimit, 5000),
  }
  checkOut(o.out, 'measured')
  const workers = workersFrom(o.workers)
  const files = openFiles(o)
  const findings = new Findings()
  const columns: ColumnGuess[] = []
  const profile = new Profile()
  const progress = profile.over(bars(lang, !o.json))
  const labels = await labelsOf(files.labels, standard, findings)
  classifier(standard, labels) // which refuses a category that is none, before minutes of work
  const gathered = await gather(files.given, {
    standard,
    convention,
    labels,
    ledgerComplete: o.ledgerComplete === true,
    findings,
    progress,
    columnsRead: (guess) => columns.push(guess),
  })
  if (!o.json) tellGathered(gathered, columns, lang)
  const { profile: profiled } = o
  const solver: Solver = (problem, limitDs) => solveOn(problem, limitDs, { workers, progress, lang, profile: profiled })
  const measured = await measureWith(gathered.inputs, solver, progress)

  progress.begin(WRITING, null)
  const title = o.title || titleFor(measured, gathered)
  const from = {
    title,
    gathered,
    columns,
    inputs: await listInputs(files, o, gathered.datums),
    censusCodes: files.given.census?.codes ?? null,
    versions: { yike: VERSION },
    lang,
  }
  await writeFolder(o.out, 'measured', measuredFiles(measured, from))
  progress.end()
  if (o.profile) profile.tell(lang)
  summarise(measured, { title, out: o.out, json: o.json === true, lang })
}

/** What a person should see before the answer: how tables were understood, which datums were taken, what was merged. */
function tellGathered(gathered: Gathered, columns: readonly ColumnGuess[], lang: Lang): void {
  const zh = lang === 'zh'
  for (const guess of columns) {
    const fields = Object.entries(guess.fields).map(([id, f]) => `${id} ← ${f.heading || `#${f.column + 1}`}`)
    tell(`${guess.file}${guess.sheet ? ` [${guess.sheet}]` : ''}: ${fields.join(zh ? '，' : ', ')}`)
  }
  const named = (datum: string) => DATUMS.find((d) => d.id === datum)!.name[lang]
  for (const { file, datum, by, guess } of gathered.datums) {
    const shares = guess?.evidence.map((e) => `${e.datum} ${Math.round(100 * e.shareNear)} %`).join(zh ? '，' : ', ')
    const evidence = shares ? (zh ? `；离街 30 米内：${shares}` : `; within 30 m of a street: ${shares}`) : ''
    if (by === 'given') tell(`${file}: ${named(datum)} (${zh ? '指定' : 'given'}${evidence})`)
    else if (guess?.decisive)
      tell(`${file}: ${named(datum)} (${zh ? '按街道判断' : 'by fit to the streets'}${evidence})`)
    else {
      tell(
        zh
          ? `${file}: 坐标系定不下来，暂按 ${named(datum)} 读取${evidence}`
          : `${file}: the datum is not certain; read as ${named(datum)}${evidence}`,
      )
      tell(
        zh
          ? `  请核对来源，用 --datum ${file}=<坐标系> 指明：${DATUMS.map((d) => d.id).join('、')}`
          : `  Ask where it came from and state it: --datum ${file}=<one of ${DATUMS.map((d) => d.id).join(', ')}>`,
      )
    }
  }
  if (gathered.merged) tell(zh ? `合并重复网点 ${gathered.merged} 处` : `${gathered.merged} rows merged into others`)
  for (const finding of gathered.inputs.findings) if (finding.code !== 'datum-unsure') tell(sayFinding(finding, lang)) // said above, with what to do
}

/** What the options alone do not say: what is known, how labels become categories. */
const MORE: Name = {
  zh: `
未知的业态：哪一份来源都没有列出的业态算“未知”，不算“没有”，不计入覆盖率，也不列为缺口；一个街道（或区）在列有该业态的台账里
一行也没有，该业态在那里同样算未知；一种业态的网点全在一个街道里、多到不像巧合，则在别的街道也算未知。
确知台账已列出标准中全部业态的全部网点时，加 --ledger-complete：此后没有列出即为没有。

归类：网点按其业态名称（或 OSM 标签）归入标准的业态；没有归入的名称及其数量见报告和 city.json。要自行指定，用 --labels 给一张两列的
CSV，优先于标准自带的归类：
  标签,归入
  便民服务站,便利店
  熟食店,convenience-store+breakfast      一个标签归入几个业态，用 + 连接
  时装店,                                 留空表示哪一类都不是
  amenity=vending_machine,convenience-store`,
  en: `
Unknown categories: a category that no source lists is unknown, not absent; it enters no share and makes no gap. Where a
subdistrict (or district) has not one row in any ledger that lists the category, it is unknown there too; and where all
rows of a category stand in one subdistrict, too many for chance, it is unknown in the others. If the ledger is known
to list every outlet of every category of the standard, say --ledger-complete: what is not listed is then not there.

Classing: outlets go to the standard's categories by their trade (or OSM tags); names that went nowhere are counted in the report
and in city.json. To class them yourself, give --labels a CSV of two columns, which goes before the standard's own:
  label,category
  corner shop,convenience-store
  deli,convenience-store+breakfast        several categories, joined by +
  boutique,                               blank: none of these
  amenity=vending_machine,convenience-store`,
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  const ids = (all: readonly { id: string }[]) => all.map((x) => x.id).join(', ')
  return new Command('measure')
    .option('--osm <file>', zh ? '路网与底图（.osm.pbf）' : 'streets and ground (.osm.pbf)')
    .option('--network-nodes <file>', zh ? '自有路网：节点表' : 'a network of your own: node table')
    .option('--network-edges <file>', zh ? '自有路网：边表' : 'a network of your own: edge table')
    .option('--outlets <files...>', zh ? '官方网点台账（CSV、XLSX、GeoJSON）' : 'official ledgers (CSV, XLSX, GeoJSON)')
    .option('--commercial <files...>', zh ? '地图公司导出的网点' : 'outlets exported from a map company')
    .option('--areas <file>', zh ? '区域（GeoJSON、压缩的 Shapefile）' : 'areas (GeoJSON, zipped Shapefile)')
    .option('--population <file>', zh ? '居民点或栅格（CSV、GeoTIFF）' : 'residents (CSV, GeoTIFF)')
    .option('--census <file>', zh ? '普查表（CSV）' : 'census table (CSV)')
    .option('--census-code <codes>', zh ? '计入哪些区域，逗号分隔' : 'areas to count, by commas')
    .option('--standard <id>', `${zh ? '标准' : 'standard'}: ${ids(standards)}`, 'notice-2025')
    .option('--walker <id>', `${zh ? '步行者' : 'walker'}: ${ids(walkers)}`, 'adult')
    .option('--speed <km/h>', zh ? '改用此步速' : 'this pace instead')
    .option('--minutes <n>', zh ? '时限' : 'limit', '15')
    .option(
      '--datum <[file=]id...>',
      `${zh ? '网点的坐标系，可按文件指定，不写则判断' : 'datum of outlets, or of one file; guessed if not given'}: ${ids(DATUMS)}`,
    )
    .option('--areas-datum <id>', zh ? '区域的坐标系' : 'datum of areas', 'wgs84')
    .option('--population-datum <id>', zh ? '人口的坐标系' : 'datum of residents', 'wgs84')
    .option('--network-datum <id>', zh ? '自有路网的坐标系' : 'datum of a network of your own', 'wgs84')
    .option('--snap-limit <m>', zh ? '超过此距离不吸附' : 'nothing snaps further', String(SNAP_LIMIT_METERS))
    .option(
      '--labels <file>',
      zh ? '自定归类：标签,业态（编号或名称）（CSV）' : 'your own classing: label,category (id or name) (CSV)',
    )
    .option(
      '--column <field=heading...>',
      zh ? '指定台账的列，如 label=经营范围' : 'name a column, such as label=经营范围',
    )
    .option(
      '--ledger-complete',
      zh ? '台账已列出标准中全部业态的全部网点' : 'the ledger lists every outlet of every category',
    )
    .option('--title <text>', zh ? '结果的名称' : 'what the result is called')
    .requiredOption('--out <dir>', zh ? '结果目录' : 'result folder')
    .option(
      '--workers <n>',
      zh ? '用几个线程（不写则自定；结果相同）' : 'threads (chosen if not given; the result is the same)',
    )
    .option('--profile', zh ? '列出时间花在哪里' : 'show where the time went')
    .option('--json', zh ? '输出 JSON 摘要' : 'print a summary as JSON')
    .addHelpText('after', MORE[lang])
    .action((options: MeasureOptions) => run(options, lang))
}
