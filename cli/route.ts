// `yike route`: one walk between two places, for trying and for checking.

import { DS } from '@yike/core/access/answers.ts'
import { SNAP_LIMIT_METERS } from '@yike/core/access/convention.ts'
import { doorsAt } from '@yike/core/access/points.ts'
import { walkTo } from '@yike/core/access/reach.ts'
import { Search } from '@yike/core/access/search.ts'
import { plain } from '@yike/core/access/walkers.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import { EdgeIndex, snapPoints } from '@yike/core/network/snap.ts'
import osmPbf from '@yike/core/source/formats/osm-pbf.ts'
import { Command } from 'commander'
import { fileBytes } from './files.ts'
import { oneOf, place, speed } from './values.ts'

export default (lang: Lang): Command => {
  const zh = lang === 'zh'
  return new Command('route')
    .requiredOption('--osm <file>', zh ? '路网（.osm.pbf）' : 'streets (.osm.pbf)')
    .requiredOption('--from <lat,lng>', zh ? '起点，纬度在前' : 'from, latitude first')
    .requiredOption('--to <lat,lng>', zh ? '终点，纬度在前' : 'to, latitude first')
    .option('--speed <km/h>', zh ? '步行速度' : 'pace', '4.8')
    .option(
      '--plazas <around|across>',
      zh ? '广场沿边走，还是穿过去' : 'plazas along their border, or across',
      'around',
    )
    .option('--json', zh ? '输出 JSON' : 'print JSON')
    .addHelpText(
      'after',
      zh
        ? '\n同一速度走到底：台阶不减速、路口不等候，所以最快就是最短。metres 是路网上的长度，两端到街道的直线另列。\n广场默认沿边走，以便与只认线的路径软件对照；measure 与 access 一律穿过广场，此处用 --plazas across 可得同样走法。'
        : '\nOne pace throughout: steps are not slower and crossings cost no wait, so fastest is shortest. metres are those on the network; the straight legs to it stand apart.\nPlazas are walked along their border, to compare with routers that know lines only; measure and access always cross them, as --plazas across does here.',
    )
    .action(
      async (options: { osm: string; from: string; to: string; speed: string; plazas: string; json?: boolean }) => {
        const from = place('--from', options.from)
        const to = place('--to', options.to)
        const plazas = oneOf('--plazas', options.plazas, ['around', 'across'])
        const walker = plain(speed(options.speed))
        const extract = await osmPbf.read(fileBytes(options.osm), {
          datum: 'wgs84',
          origin: 'osm',
          findings: new Findings(),
          progress: SILENT,
        })
        const graph = buildGraph(extract.streets, { file: extract.file, plazas })
        const index = new EdgeIndex(graph)
        const placed = (at: LngLat) => {
          const doors = doorsAt(Float64Array.of(at[0]), Float64Array.of(at[1]))
          return { doors, snaps: snapPoints(index, doors, { limitMeters: SNAP_LIMIT_METERS }) }
        }
        const [a, b] = [placed(from), placed(to)]
        for (const [at, text] of [
          [a, options.from],
          [b, options.to],
        ] as const) {
          if (at.snaps.edge.length === 0) throw new Fault('off-network', { what: text, limit: SNAP_LIMIT_METERS })
        }
        const walk = walkTo(new Search(graph, walker, false), a, 0, b, 0)
        if (!walk) throw new Fault('no-route')
        const legs = { fromMetres: a.snaps.legMm[0]! / 1000, toMetres: b.snaps.legMm[0]! / 1000 }
        const meters = walk.mm / 1000
        const seconds = walk.ds / DS
        if (options.json) {
          const coordinates = Array.from({ length: walk.line.length / 2 }, (_, i) => [
            walk.line[2 * i]!,
            walk.line[2 * i + 1]!,
          ])
          const path = {
            type: 'Feature',
            properties: { metres: meters, seconds },
            geometry: { type: 'LineString', coordinates },
          }
          console.log(JSON.stringify({ metres: meters, seconds, kmh: walker.kmh.value, legs, path }, null, 2))
        } else {
          const minutes = (seconds / 60).toFixed(1)
          const straight = (legs.fromMetres + legs.toMetres).toFixed(0)
          console.log(
            zh
              ? `${meters.toFixed(0)} 米，${minutes} 分钟（${walker.kmh.value} km/h；两端到街道另 ${straight} 米）`
              : `${meters.toFixed(0)} m, ${minutes} min (${walker.kmh.value} km/h; ${straight} m more from doors to streets)`,
          )
        }
      },
    )
}
