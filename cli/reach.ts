// `yike reach`: the area in reach of a place, for a map. Nothing is computed from it; measure and access walk from door to door.

import { resolve } from 'node:path'
import { DS } from '@yike/core/access/answers.ts'
import { type Convention, defaultConvention, SNAP_LIMIT_METERS } from '@yike/core/access/convention.ts'
import { DRAWING, isochronesOf } from '@yike/core/access/isochrone.ts'
import { doorsAt } from '@yike/core/access/points.ts'
import { Reach } from '@yike/core/access/reach.ts'
import { Search } from '@yike/core/access/search.ts'
import { atPace, walkers } from '@yike/core/access/walkers.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { indexFor, snapAll } from '@yike/core/circle/measure.ts'
import { areaM2 } from '@yike/core/geo/polygon.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import type { WalkGraph } from '@yike/core/network/graph.ts'
import { DISPLAY_ONLY, isochronesGeojson } from '@yike/core/report/isochrones.ts'
import { Command } from 'commander'
import { openCity } from './cities.ts'
import { writeWhole } from './files.ts'
import { readStreets } from './streets.ts'
import { bars, tell } from './terminal.ts'
import { amount, minutesList, place, speed, walkerAt } from './values.ts'

interface Options {
  osm?: string
  city?: string
  at: string
  minutes: string
  walker?: string
  speed?: string
  snapLimit?: string
  offStreet: string
  cell: string
  out: string
  json?: boolean
}

/** The streets, and how one walks on them: as asked, else as the city was measured. */
async function groundOf(options: Options, lang: Lang): Promise<{ graph: WalkGraph; convention: Convention }> {
  const asked = {
    ...(options.walker ? { walker: walkerAt(options.walker, options.speed) } : {}),
    ...(options.snapLimit ? { snapLimitMeters: amount('--snap-limit', options.snapLimit, 5000) } : {}),
  }
  if (!options.osm === !options.city) throw new Fault('needs', { what: '--osm F | --city DIR' })
  if (options.city) {
    const { graph, convention } = openCity(options.city).inputs
    const own = options.speed ? atPace(convention.walker, speed(options.speed)) : convention.walker
    return { graph, convention: { ...convention, walker: own, ...asked } }
  }
  const convention = { ...defaultConvention(walkerAt('adult', options.speed)), ...asked }
  const progress = bars(lang, true)
  const { streets, file } = await readStreets({ osm: options.osm!, datum: 'wgs84' }, new Findings(), progress)
  progress.end()
  return { graph: buildGraph(streets, { file }), convention }
}

async function run(options: Options, lang: Lang): Promise<void> {
  const at = place('--at', options.at)
  const minutes = minutesList('--minutes', options.minutes)
  const drawing = {
    offStreetMeters: amount('--off-street', options.offStreet, 1000),
    cellMeters: amount('--cell', options.cell, 1000),
  }
  if (options.osm && resolve(options.osm) === resolve(options.out)) throw new Fault('not-ours', { folder: options.out })
  const { graph, convention } = await groundOf(options, lang)
  const { walker, legs, snapLimitMeters } = convention
  const doors = doorsAt(Float64Array.of(at[0]), Float64Array.of(at[1]))
  const snaps = snapAll(indexFor(graph, convention), doors, convention)
  if (snaps.edge.length === 0) throw new Fault('off-network', { what: options.at, limit: snapLimitMeters })
  const limits = minutes.map((m) => Math.round(m * 60 * DS))
  const reach = new Reach(new Search(graph, walker, legs), { doors, snaps }, 0, limits.at(-1))
  const isochrones = isochronesOf(reach, limits, drawing)
  writeWhole(options.out, isochronesGeojson({ at, walker, isochrones, ...drawing }))
  const areas = isochrones.map(({ area }, i) => ({ minutes: minutes[i]!, hectares: Math.round(areaM2(area) / 1e4) }))
  if (options.json) {
    const { zh, en } = DISPLAY_ONLY
    const note = `${zh} · ${en}`
    console.log(JSON.stringify({ out: options.out, walker: walker.id, kmh: walker.kmh.value, areas, note }, null, 2))
  } else {
    const zh = lang === 'zh'
    const said = areas.map((a) => (zh ? `${a.minutes} 分钟 ${a.hectares} 公顷` : `${a.minutes} min ${a.hectares} ha`))
    tell(
      `${options.out}${zh ? '：' : ': '}${said.join(zh ? '，' : ', ')}${zh ? '（' : ' ('}${DISPLAY_ONLY[lang]}${zh ? '）' : ')'}`,
    )
  }
}

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('reach')
    .option('--osm <file>', zh ? '路网（.osm.pbf）' : 'streets (.osm.pbf)')
    .option('--city <dir>', zh ? '或 yike measure 写出的目录' : 'or a folder that yike measure wrote')
    .requiredOption('--at <lat,lng>', zh ? '地点，纬度在前' : 'the place, latitude first')
    .option('--minutes <n,n,…>', zh ? '时限，可以有几个' : 'limits, by commas', '5,10,15')
    .option(
      '--walker <id>',
      `${zh ? '步行者，不写则为成人或测度时的那一位' : 'walker; if not given an adult, or the one of the city'}: ${walkers.map((w) => w.id).join(', ')}`,
    )
    .option('--speed <km/h>', zh ? '改用此步速' : 'this pace instead')
    .option(
      '--snap-limit <m>',
      zh
        ? `超过此距离不吸附；不写则为 ${SNAP_LIMIT_METERS}，或测度时的值`
        : `nothing snaps further; if not given ${SNAP_LIMIT_METERS}, or as the city was measured`,
    )
    .option(
      '--off-street <m>',
      zh ? '离开街道多远仍画在内' : 'ground this far off a street',
      String(DRAWING.offStreetMeters),
    )
    .option('--cell <m>', zh ? '画图的网格' : 'grid on which it is drawn', String(DRAWING.cellMeters))
    .requiredOption('--out <file>', zh ? '结果（GeoJSON）' : 'result (GeoJSON)')
    .option('--json', zh ? '输出 JSON 摘要' : 'print a summary as JSON')
    .addHelpText(
      'after',
      zh
        ? '\n等时圈只画给人看：谁在时限内有什么，由 measure、access、table 从门到门逐一走出来，从不由范围推算。\n街道旁的地面在 --off-street 之内、且剩余时间走得到的，画在范围内；街道之外不看围墙。50 米与 10 米是本程序的取法，不出自文件。\n没有桥的河、走不进的大院与湖面留空。每个时限一个要素，长的在先，属性里写明仅供示意。'
        : '\nAn isochrone is drawn to be looked at: who has what within the minutes is told by measure, access and table, which walk\nfrom door to door and never use an area. Ground beside a street is in it within --off-street and where the time left\nsuffices; walls are not looked at off the street. 50 m and 10 m are our own choice, from no document. Rivers without\na bridge, estates one cannot walk into, and lakes are left open. A feature a limit, the longest first, marked as such.',
    )
    .action((options: Options) => run(options, lang))
}
