// `yike table`: from every point of one table to every point of another, the walk within the minutes. For those who reckon on.
import { resolve } from 'node:path'
import { DS } from '@yike/core/access/answers.ts'
import { defaultConvention, SNAP_LIMIT_METERS } from '@yike/core/access/convention.ts'
import { Search } from '@yike/core/access/search.ts'
import { type SparseTable, sparseTable } from '@yike/core/access/table.ts'
import { walkers } from '@yike/core/access/walkers.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings, sayFinding } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { indexFor } from '@yike/core/circle/measure.ts'
import { getDatum } from '@yike/core/geo/datum.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import type { Snaps } from '@yike/core/network/snap.ts'
import { type Cell, csvPieces } from '@yike/core/report/csv.ts'
import { type PointRow, readPoints } from '@yike/core/source/point-table.ts'
import { Command } from 'commander'
import { fileBytes, writeWhole } from './files.ts'
import { checkTables, noteUnsnapped, readStreets, type StreetOptions, snapRows } from './streets.ts'
import { bars, breath, tell } from './terminal.ts'
import { amount, oneOf, walkerAt } from './values.ts'

interface Options extends StreetOptions {
  from: string
  to: string
  walker: string
  speed?: string
  minutes: string
  snap: string
  legs: string
  snapLimit: string
  dense?: boolean
  out: string
  json?: boolean
}

/** Columns of the table, in order. */
const HEADINGS = ['from', 'to', 'seconds', 'metres']

async function run(options: Options, lang: Lang): Promise<void> {
  const findings = new Findings()
  const progress = bars(lang, !options.json)
  const walker = walkerAt(options.walker, options.speed)
  const minutes = amount('--minutes', options.minutes, 180)
  const to = oneOf('--snap', options.snap, ['edge', 'node'])
  const legs = oneOf('--legs', options.legs, ['on', 'off']) === 'on'
  const limitMeters = amount('--snap-limit', options.snapLimit, 5000)
  const reading = { datum: getDatum(options.datum), origin: 'official', findings, progress } as const
  checkTables(options)
  for (const path of [options.from, options.to, options.osm, options.networkNodes, options.networkEdges])
    if (path && resolve(path) === resolve(options.out)) throw new Fault('not-ours', { folder: options.out })
  const files = [fileBytes(options.from), fileBytes(options.to)] as const
  const sets = [await readPoints(files[0], reading), await readPoints(files[1], reading)] as const
  sets.forEach((rows, i) => {
    const { name } = files[i]!
    if (rows.length === 0) throw new Fault('bad-file', { file: name, why: { zh: '没有一行', en: 'it has no rows' } })
  })
  const { streets, file } = await readStreets(options, findings, progress)
  const graph = buildGraph(streets, { file })
  const index = indexFor(graph, defaultConvention(walker))
  const [from, targets] = sets.map((rows, i) => {
    const snaps = snapRows(index, rows, to, limitMeters)
    noteUnsnapped(rows, snaps, files[i]!.name, findings)
    return snaps
  }) as [Snaps, Snaps]

  const table = sparseTable(new Search(graph, walker, legs), from, targets, Math.round(minutes * 60 * DS), progress)
  progress.end()
  await breath()
  writeWhole(options.out, csvPieces(rowsOf(table, sets, options.dense === true)))
  for (const finding of findings.list()) tell(sayFinding(finding, lang))
  const pairs = table.target.length
  const summary = {
    out: options.out,
    from: from.points,
    to: targets.points,
    pairs,
    rows: options.dense ? from.points * targets.points : pairs,
    convention: { walker: walker.id, kmh: walker.kmh.value, minutes, snap: to, legs, snapLimitMeters: limitMeters },
    findings: findings.list(),
  }
  if (options.json) console.log(JSON.stringify(summary, null, 2))
  else
    tell(
      lang === 'zh'
        ? `${summary.rows} 行写入 ${options.out}（${pairs} 对在时限内）`
        : `${summary.rows} rows written to ${options.out} (${pairs} pairs within the limit)`,
    )
}

/** The rows of the file: pairs within the limit, or (dense) all pairs, blank where there is no such walk. */
function* rowsOf(
  table: SparseTable,
  [from, to]: readonly [readonly PointRow[], readonly PointRow[]],
  dense: boolean,
): Generator<readonly Cell[]> {
  yield HEADINGS
  for (let r = 0; r < table.rows; r++) {
    let i = table.first[r]!
    const end = table.first[r + 1]!
    const walk = () => [from[r]!.id, to[table.target[i]!]!.id, table.ds[i]! / DS, table.mm[i++]! / 1000]
    if (!dense) while (i < end) yield walk()
    else
      for (let c = 0; c < table.columns; c++)
        yield i < end && table.target[i] === c ? walk() : [from[r]!.id, to[c]!.id, null, null]
  }
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('table')
    .option('--osm <file>', zh ? '路网（.osm.pbf）' : 'streets (.osm.pbf)')
    .option('--network-nodes <file>', zh ? '节点表 id,lng,lat' : 'node table id,lng,lat')
    .option('--network-edges <file>', zh ? '边表 from,to[,length]' : 'edge table from,to[,length]')
    .requiredOption('--from <file>', zh ? '起点 id,lng,lat（CSV）' : 'origins id,lng,lat (CSV)')
    .requiredOption('--to <file>', zh ? '终点 id,lng,lat（CSV）' : 'destinations id,lng,lat (CSV)')
    .option('--walker <id>', `${zh ? '步行者' : 'walker'}: ${walkers.map((w) => w.id).join(', ')}`, 'adult')
    .option('--speed <km/h>', zh ? '改用此步速' : 'this pace instead')
    .option('--minutes <n>', zh ? '时限' : 'limit', '30')
    .option('--dense', zh ? '列出所有点对，走不到的留空' : 'all pairs, blank where there is no such walk')
    .option('--snap <edge|node>', zh ? '吸附到街道沿线或节点' : 'snap to edges or nodes', 'edge')
    .option('--legs <on|off>', zh ? '点到街道的直线计不计' : 'count the legs to the street', 'on')
    .option('--snap-limit <m>', zh ? '超过此距离不吸附' : 'nothing snaps further', String(SNAP_LIMIT_METERS))
    .option('--datum <id>', zh ? '两张点表与网络表的坐标系' : 'datum of points and network tables', 'wgs84')
    .requiredOption('--out <file>', zh ? '结果（CSV）' : 'result (CSV)')
    .option('--json', zh ? '输出 JSON 摘要' : 'print a summary as JSON')
    .addHelpText(
      'after',
      zh
        ? `\n时限内的每一对一行：${HEADINGS.join(', ')}，按起点、终点在文件中的顺序；超出时限或走不到的不列（--dense 则列出并留空）。\n逐对精确，与 measure 用同一种走法：私有道路只在两端走，台阶按步行者的倍数。access 是同一速度走到底，经过台阶时不同。`
        : `\nA row for each pair within the minutes: ${HEADINGS.join(', ')}, in the order of the two files. Pairs beyond are left\nout; with --dense they are listed, blank. Exact for every pair, walked as measure walks: private ways at the two ends\nonly, steps as the walker takes them. access walks at one pace throughout, and differs where there are steps.`,
    )
    .action((options: Options) => run(options, lang))
}
