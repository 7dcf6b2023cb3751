// `yike access`: from every origin to every category, exact, as one table. For checking, and for those who have their own points.
import { resolve } from 'node:path'
import { DS } from '@yike/core/access/answers.ts'
import { SNAP_LIMIT_METERS } from '@yike/core/access/convention.ts'
import { shown } from '@yike/core/access/kernel.ts'
import { problemOf } from '@yike/core/access/problem.ts'
import { Search } from '@yike/core/access/search.ts'
import { plain } from '@yike/core/access/walkers.ts'
import type { Bytes } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings, sayFinding } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { getDatum } from '@yike/core/geo/datum.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import { EdgeIndex } from '@yike/core/network/snap.ts'
import { csvPieces, type Row } from '@yike/core/report/csv.ts'
import { readPoints } from '@yike/core/source/point-table.ts'
import { Command } from 'commander'
import { fileBytes, writeWhole } from './files.ts'
import { Profile } from './profile.ts'
import { checkTables, noteUnsnapped, readStreets, type StreetOptions, snapRows } from './streets.ts'
import { bars, breath, tell } from './terminal.ts'
import { solveOn, workersFrom } from './threads.ts'
import { amount, oneOf, speed } from './values.ts'

interface Options extends StreetOptions {
  origins: string
  opportunities: string
  categoryColumn?: string
  speed: string
  minutes: string
  snap: string
  legs: string
  snapLimit: string
  out: string
  workers?: string
  profile?: boolean
  json?: boolean
}

/** Columns of the table, in order. */
const HEADINGS = [
  'id',
  'category',
  'nearest_seconds',
  'nearest_metres',
  'nearest_id',
  'count_within',
  'capacity_within',
  'snap_metres',
  'state',
]

/** How an origin stands with a category: see the help. */
function stateOf(snap: number | null, ds: number, limitDs: number, isJoined: boolean): string {
  if (snap === null) return 'unconnected'
  if (ds >= 0) return ds <= limitDs ? 'within' : 'beyond'
  return isJoined ? 'none' : 'unconnected'
}

async function run(options: Options, lang: Lang): Promise<void> {
  const profile = new Profile()
  const progress = profile.over(bars(lang, true))
  const findings = new Findings()
  const walker = plain(speed(options.speed))
  const minutes = amount('--minutes', options.minutes, 180)
  const to = oneOf('--snap', options.snap, ['edge', 'node'])
  const legs = oneOf('--legs', options.legs, ['on', 'off']) === 'on'
  const limitMeters = amount('--snap-limit', options.snapLimit, 5000)
  const reading = { datum: getDatum(options.datum), origin: 'official', findings, progress } as const

  checkTables(options)
  const workers = workersFrom(options.workers)
  const [originsFile, opportunitiesFile] = [fileBytes(options.origins), fileBytes(options.opportunities)]
  for (const path of [options.origins, options.opportunities, options.osm, options.networkNodes, options.networkEdges])
    if (path && resolve(path) === resolve(options.out)) throw new Fault('not-ours', { folder: options.out })
  const origins = await readPoints(originsFile, reading)
  const column = options.categoryColumn
  const opportunities = await readPoints(opportunitiesFile, {
    ...reading,
    ...(column ? { columns: { category: column } } : {}),
    columnsRead: ({ fields, headings }) => {
      if (column && fields.category?.why !== 'chosen')
        throw new Fault('bad-value', { name: '--category-column', expected: headings.join(' | '), got: column })
    },
  })
  const why = ({ name }: Bytes) => ({ zh: `${name} 没有一行`, en: `${name} has no rows` })
  if (origins.length === 0) throw new Fault('no-people', { why: why(originsFile) })
  if (opportunities.length === 0) throw new Fault('no-outlets', { why: why(opportunitiesFile) })
  const { streets, file } = await readStreets(options, findings, progress)
  progress.begin({ zh: '建步行网络', en: 'Building the walking network' }, null)
  const graph = buildGraph(streets, { file })
  progress.begin({ zh: '接入路网', en: 'Joining doors to streets' }, null)
  const index = new EdgeIndex(graph)
  const from = snapRows(index, origins, to, limitMeters)
  const places = snapRows(index, opportunities, to, limitMeters)
  noteUnsnapped(origins, from, originsFile.name, findings)
  noteUnsnapped(opportunities, places, opportunitiesFile.name, findings)

  progress.begin({ zh: '整理路网', en: 'Sorting the streets for this walker' }, null)
  const search = new Search(graph, walker, legs)
  const joined = search.joined(from)
  const categories = [...new Set(opportunities.map((o) => o.category))].sort()
  const capacity = opportunities.map((o) => o.capacity)
  const limitDs = Math.round(minutes * 60 * DS)
  const members = categories.map((category) => opportunities.flatMap((o, i) => (o.category === category ? [i] : [])))
  const problem = problemOf(search, from, places, members, { capacity })
  const { profile: profiled } = options
  const { nearest, within, ran } = await solveOn(problem, limitDs, { workers, progress, lang, profile: profiled })
  progress.begin({ zh: '汇总', en: 'Adding up' }, null)
  const counted = shown(within)
  const perCategory = categories.map((category, c) => ({ category, nearest: nearest[c]!, within: counted[c]! }))

  /** The table, a row at a time: it may be longer than a text can be. */
  function* rows(): Generator<Row> {
    yield HEADINGS
    for (const [i, origin] of origins.entries()) {
      const s = from.first[i]!
      const snap = s < from.first[i + 1]! ? from.legMm[s]! / 1000 : null
      for (const { category, nearest, within } of perCategory) {
        const ds = nearest.ds[i]!
        const reached = ds >= 0
        yield [
          origin.id,
          category,
          reached ? ds / DS : null,
          reached ? nearest.mm[i]! / 1000 : null,
          reached ? opportunities[nearest.outlet[i]!]!.id : null,
          snap === null ? null : within.count[i]!,
          snap === null ? null : within.capacity[i]!,
          snap,
          stateOf(snap, ds, limitDs, joined[i] === 1),
        ]
      }
    }
  }
  progress.begin({ zh: '写结果', en: 'Writing' }, null)
  await breath() // whoever pressed Ctrl+C until now gets no result
  writeWhole(options.out, csvPieces(rows()))
  progress.end()
  if (options.profile) profile.tell(lang)
  for (const finding of findings.list()) tell(sayFinding(finding, lang))
  const summary = {
    out: options.out,
    rows: origins.length * categories.length,
    origins: origins.length,
    opportunities: opportunities.length,
    categories,
    convention: { kmh: walker.kmh.value, minutes, snap: to, legs, snapLimitMeters: limitMeters },
    engine: ran,
    findings: findings.list(),
  }
  if (options.json) console.log(JSON.stringify(summary, null, 2))
  else tell(lang === 'zh' ? `${summary.rows} 行写入 ${options.out}` : `${summary.rows} rows written to ${options.out}`)
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('access')
    .option('--osm <file>', zh ? '路网（.osm.pbf）' : 'streets (.osm.pbf)')
    .option('--network-nodes <file>', zh ? '节点表 id,lng,lat' : 'node table id,lng,lat')
    .option('--network-edges <file>', zh ? '边表 from,to[,length]' : 'edge table from,to[,length]')
    .requiredOption('--origins <file>', zh ? '起点 id,lng,lat[,people]' : 'origins id,lng,lat[,people]')
    .requiredOption(
      '--opportunities <file>',
      zh ? '机会 id,lng,lat,category[,capacity]' : 'opportunities id,lng,lat,category[,capacity]',
    )
    .option('--category-column <name>', zh ? '哪一列是业态' : 'which column is the category')
    .option('--speed <km/h>', zh ? '步行速度' : 'pace', '4.8')
    .option('--minutes <n>', zh ? '时限' : 'limit', '15')
    .option('--snap <edge|node>', zh ? '吸附到街道沿线或节点' : 'snap to edges or nodes', 'edge')
    .option('--legs <on|off>', zh ? '点到街道的直线计不计' : 'count the legs to the street', 'on')
    .option('--snap-limit <m>', zh ? '超过此距离不吸附' : 'nothing snaps further', String(SNAP_LIMIT_METERS))
    .option(
      '--datum <id>',
      zh ? '起点、机会与网络表的坐标系' : 'datum of origins, opportunities and network tables',
      'wgs84',
    )
    .requiredOption('--out <file>', zh ? '结果（CSV）' : 'result (CSV)')
    .option(
      '--workers <n>',
      zh ? '用几个线程（不写则自定；结果相同）' : 'threads (chosen if not given; the result is the same)',
    )
    .option('--profile', zh ? '列出时间花在哪里' : 'show where the time went')
    .option('--json', zh ? '输出 JSON 摘要' : 'print a summary as JSON')
    .addHelpText(
      'after',
      zh
        ? `\n每个起点、每类一行：${HEADINGS.join(', ')}。走不到的为空，不写任何代用数字。\nstate：within 时限内，beyond 超出，none 走得到的范围内没有，unconnected 未连通路网。`
        : `\nA row for each origin and category: ${HEADINGS.join(', ')}. What cannot be reached is blank; no number stands for it.\nstate: within, beyond, none (nothing can be walked to), unconnected.`,
    )
    .action((options: Options) => run(options, lang))
}
