// A population grid as GeoTIFF: WorldPop, LandScan, GHS-POP, or what a planning institute makes of its own.

import type { GeoTIFFImage } from 'geotiff'
import { Fault } from '../../base/fault.ts'
import { heed } from '../../base/progress.ts'
import { toWgs84 } from '../../geo/datum.ts'
import { type LngLat, metersBetween } from '../../geo/meters.ts'
import { fromMollweide } from '../../geo/mollweide.ts'
import { defineFormat, type Reading } from '../define.ts'
import { LIMITS } from '../limits.ts'
import type { Population } from '../rows.ts'
import { checkSize } from '../size.ts'
import { checkTiff } from '../tiff-claims.ts'
import { boundDeflate } from '../tiff-deflate.ts'

/** Pixels asked for at once. */
const WINDOW_PIXELS = 1 << 20

/**
 * Cells of the first band that hold people, as `kind: 'grid'`, the northern row first. Values are people per cell, not
 * per km². Coordinates may be degrees (EPSG 4326, 4490, or not said) or Mollweide metres (ESRI 54009, GHS-POP); the
 * datum of `reading` counts for degrees only. Each cell keeps its four corners, since cells of Mollweide lean over.
 * Values below 0 that are not the file's no-data value are the finding no-population.
 * Faults: too-large, bad-file (damaged, or a projection that is not read), no-people.
 */
export default defineFormat({
  id: 'tiff-population',
  name: { zh: '人口栅格（GeoTIFF）', en: 'Population grid (GeoTIFF)' },
  yields: 'population',
  recognise: (fileName, head) => {
    const order = head[0] === 0x49 && head[1] === 0x49 ? 2 : head[0] === 0x4d && head[1] === 0x4d ? 3 : 0
    const magic = order ? head[order]! : 0
    if (magic === 42 || magic === 43) return 0.9
    return /\.tiff?$/i.test(fileName) ? 0.5 : 0
  },
  async read(bytes, reading) {
    const file = bytes.name
    checkSize(file, bytes.size, LIMITS.tiffBytes)
    const geotiff = await import('geotiff')
    boundDeflate(geotiff)
    const array = await bytes.slice(0, bytes.size)
    try {
      // A copy: the array may be a view into something larger (and the slice() of Node's Buffer is one too).
      const image = await (await geotiff.fromArrayBuffer(new Uint8Array(array).buffer)).getImage()
      return await readImage(image, file, reading)
    } catch (error) {
      if (error instanceof Fault) throw error
      throw new Fault('bad-file', {
        file,
        why: { zh: '文件损坏，或压缩方式不支持', en: 'it is damaged, or packed in a way that is not read' },
      })
    }
  },
})

async function readImage(image: GeoTIFFImage, file: string, reading: Reading): Promise<Population> {
  const width = image.getWidth()
  const height = image.getHeight()
  if (!(width > 0 && height > 0)) throw new Fault('bad-file', { file, why: { zh: '没有像元', en: 'it has no pixels' } })
  if (width * height > LIMITS.tiffPixels)
    throw new Fault('too-large', {
      file,
      size: `${width} × ${height}`,
      limit: { zh: `${LIMITS.tiffPixels} 像元`, en: `${LIMITS.tiffPixels} pixels` },
    })
  await checkTiff(image)
  const place = await placing(image, file, reading)
  const noData = Number.parseFloat(text(await tag(image, 'GDAL_NODATA')))
  const noData32 = Math.fround(noData) // the tag is a decimal, the pixels are often floats

  const lng: number[] = []
  const lat: number[] = []
  const people: number[] = []
  const outline: number[] = []
  const block = Math.max(1, image.getTileHeight())
  const rows = Math.min(height, block * Math.max(1, Math.floor(WINDOW_PIXELS / (width * block))))
  reading.progress.begin({ zh: `读 ${file}`, en: `Reading ${file}` }, height)
  for (let top = 0; top < height; top += rows) {
    heed(reading.progress)
    const bottom = Math.min(height, top + rows)
    const [values] = await image.readRasters({ window: [0, top, width, bottom], samples: [0] })
    for (let i = 0; i < (bottom - top) * width; i++) {
      const v = values![i]!
      if (!(v > 0) || v === noData || v === noData32 || v === Infinity) {
        if (v < 0 && v !== noData && v !== noData32)
          reading.findings.note('no-population', file, null, `${i % width},${top + Math.floor(i / width)}: ${v}`)
        continue
      }
      const x = i % width
      const y = top + Math.floor(i / width)
      const middle = place(x + 0.5, y + 0.5)
      const corners = [place(x, y + 1), place(x + 1, y + 1), place(x + 1, y), place(x, y)]
      if (!middle || corners.includes(null)) continue // past the edge of the world's ellipse
      lng.push(middle[0])
      lat.push(middle[1])
      people.push(v)
      for (const corner of corners) outline.push(corner![0], corner![1])
      if (people.length > LIMITS.tiffCells)
        throw new Fault('too-large', {
          file,
          size: { zh: `超过 ${LIMITS.tiffCells} 个有人的格`, en: `more than ${LIMITS.tiffCells} cells with people` },
          limit: { zh: `${LIMITS.tiffCells}，请先裁剪到本市`, en: `${LIMITS.tiffCells}, so clip it to the city first` },
        })
    }
    reading.progress.step(bottom)
  }
  if (people.length === 0)
    throw new Fault('no-people', { why: { zh: `${file} 没有一个格有人`, en: `no cell of ${file} holds people` } })
  return {
    kind: 'grid',
    file,
    lng: Float64Array.from(lng),
    lat: Float64Array.from(lat),
    people: Float64Array.from(people),
    bands: {},
    cellMeters: sideOf(outline),
    outlineFirst: Int32Array.from({ length: people.length + 1 }, (_, i) => 4 * i),
    outline: Float64Array.from(outline),
    notes: [],
  }
}

/** Side in metres of a square as large as the middle cell, rounded to centimetres. */
function sideOf(outline: readonly number[]): number {
  const at = 8 * Math.floor(outline.length / 16)
  const [x0, y0, x1, y1, , , x3, y3] = outline.slice(at, at + 8) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const shrink = Math.cos((y0 * Math.PI) / 180)
  const cross = Math.abs((x1 - x0) * (y3 - y0) - (x3 - x0) * (y1 - y0)) * shrink
  return Math.round(100 * Math.sqrt(cross) * metersBetween(x0, y0, x0, y0 + 1)) / 100
}

// ── where a pixel lies ──────────────────────────────────────────────────────────────────────────────────────────

/** Pixel (column, row), corners at whole numbers, to WGS-84 degrees; null beyond the world. */
type Place = (column: number, row: number) => LngLat | null

async function placing(image: GeoTIFFImage, file: string, reading: Reading): Promise<Place> {
  const keys = image.getGeoKeys() ?? {}
  const affine = await affineOf(image)
  if (!affine) throw new Fault('bad-file', { file, why: { zh: '没有地理定位', en: 'it does not say where it lies' } })
  const half = keys.GTRasterTypeGeoKey === 2 ? 0.5 : 0 // PixelIsPoint: the tie is a pixel's middle
  const [a, b, c, d, e, f] = affine
  const x = (column: number, row: number) => a * (column - half) + b * (row - half) + c
  const y = (column: number, row: number) => d * (column - half) + e * (row - half) + f

  const citation = `${keys.GTCitationGeoKey ?? ''} ${keys.PCSCitationGeoKey ?? ''}`
  if (keys.ProjectedCSTypeGeoKey === 54009 || (keys.GTModelTypeGeoKey === 1 && /mollweide/i.test(citation)))
    return (column, row) => fromMollweide(x(column, row), y(column, row))

  const crs = keys.GTModelTypeGeoKey === 1 ? (keys.ProjectedCSTypeGeoKey ?? citation.trim()) : keys.GeographicTypeGeoKey
  const geographic = keys.GTModelTypeGeoKey !== 1 && [undefined, 4326, 4490, 32767].includes(crs as number | undefined)
  const [w, h] = [image.getWidth(), image.getHeight()]
  const fits =
    [x(0, 0), x(w, h)].every((v) => Math.abs(v) <= 180.01) && [y(0, 0), y(w, h)].every((v) => Math.abs(v) <= 90.01)
  if (!geographic || !fits)
    throw new Fault('bad-file', {
      file,
      why: {
        zh: `坐标系 ${crs || '未注明'}，不支持；可读 EPSG:4326、EPSG:4490、ESRI:54009`,
        en: `coordinate system ${crs || 'not stated'}; EPSG:4326, EPSG:4490 and ESRI:54009 are read`,
      },
    })
  return (column, row) => toWgs84(x(column, row), y(column, row), reading.datum)
}

/** The six numbers of x = a·column + b·row + c, y = d·column + e·row + f (OGC 19-008r4, 7.2.3); null where they are not there. */
async function affineOf(
  image: GeoTIFFImage,
): Promise<readonly [number, number, number, number, number, number] | null> {
  const numbers = (value: unknown, least: number): readonly number[] | null => {
    const list = value && typeof value === 'object' ? Array.from(value as ArrayLike<number>) : []
    return list.length >= least && list.every(Number.isFinite) ? list : null
  }
  const matrix = numbers(await tag(image, 'ModelTransformation'), 16)
  if (matrix) return [matrix[0]!, matrix[1]!, matrix[3]!, matrix[4]!, matrix[5]!, matrix[7]!]
  const tie = numbers(await tag(image, 'ModelTiepoint'), 6)
  const scale = numbers(await tag(image, 'ModelPixelScale'), 2)
  if (!tie || !scale || scale[0] === 0 || scale[1] === 0) return null
  const [i, j, , x, y] = tie as [number, number, number, number, number]
  return [scale[0]!, 0, x - i * scale[0]!, 0, -scale[1]!, y + j * scale[1]!]
}

const tag = async (image: GeoTIFFImage, name: string): Promise<unknown> =>
  image.fileDirectory.hasTag(name) ? await image.fileDirectory.loadValue(name) : undefined

const text = (value: unknown) => (typeof value === 'string' ? value.replace(/\0/g, '') : '')
