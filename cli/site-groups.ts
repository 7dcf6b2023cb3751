// Circles from a file, so that people are told by circle where those gained live.
import { Fault } from '@yike/core/base/fault.ts'
import type { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { AreaIndex } from '@yike/core/geo/polygon-index.ts'
import type { Groups } from '@yike/core/siting/gains.ts'
import { formatFor } from '@yike/core/source/define.ts'
import { formats } from '@yike/core/source/formats/index.ts'
import type { MultiPolygon } from '@yike/core/source/rows.ts'
import { fileBytes } from './files.ts'
import { type Input, inputOf } from './manifest.ts'

/** One circle as JSON holds it: rings are lists of degrees by turns. */
interface Drawn {
  readonly id?: unknown
  readonly name?: unknown
  readonly polygon?: unknown
}

/**
 * The circles of `circles.json` (a list `circles` with id, name and polygon), or the areas of a GeoJSON. A cell is in the first
 * that holds it. Fault: bad-file.
 */
export async function groupsFrom(
  path: string,
  measured: Measured,
  inputs: Input[],
  findings: Findings,
): Promise<Groups> {
  const bytes = fileBytes(path)
  inputs.push(await inputOf('circles', path, bytes, 'wgs84', 'given'))
  const text = new TextDecoder().decode(await bytes.slice(0, bytes.size))
  const drawn = text.includes('"FeatureCollection"') ? null : circlesIn(text, bytes.name)
  const circles =
    drawn ??
    (await (
      await formatFor(bytes, 'areas', formats)
    ).read(bytes, { datum: 'wgs84', origin: 'official', findings, progress: SILENT }))
  const index = new AreaIndex(circles.map((c) => c.polygon))
  const { lng, lat } = measured.population
  return { places: circles, ofCell: Int32Array.from(lng, (x, i) => index.allOf(x, lat[i]!)[0] ?? -1) }
}

function circlesIn(text: string, file: string): readonly { id: string; name: string; polygon: MultiPolygon }[] {
  const bad = new Fault('bad-file', {
    file,
    why: { zh: '没有生活圈的列表 circles', en: 'it holds no list of circles' },
  })
  let json: { circles?: readonly Drawn[] }
  try {
    json = JSON.parse(text)
  } catch {
    throw bad
  }
  if (!Array.isArray(json?.circles) || json.circles.length === 0) throw bad
  return (json.circles as readonly Drawn[]).map(({ id, name, polygon }) => {
    if (!Array.isArray(polygon)) throw bad
    const rings = (polygon as unknown[][]).map((part) =>
      part.map((ring) => Float64Array.from(Object.values(ring as object).flat() as number[])),
    )
    return { id: String(id), name: String(name ?? id), polygon: rings }
  })
}
