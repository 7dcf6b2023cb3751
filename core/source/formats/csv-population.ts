// Residents as a table of points: cells of a grid, buildings, or whatever somebody counted, with people and perhaps ages.
import { heed } from '../../base/progress.ts'
import { toWgs84 } from '../../geo/datum.ts'
import { degreesIn, numberIn, pairIn } from '../cells.ts'
import { guessColumns } from '../columns.ts'
import { csvRows, splitRows } from '../csv.ts'
import { decodeHead } from '../decode.ts'
import { defineFormat } from '../define.ts'
import { POPULATION_FIELDS } from '../fields.ts'
import { gridMeters } from '../grid-of-points.ts'
import { surelyTurned } from '../outlet-rows.ts'
import { BANDS, type Band } from '../rows.ts'
import { openTable } from '../table.ts'

/** `lng,lat,people` and the bands that are there; a band without a column is unknown. Fault: no-columns. */
export default defineFormat({
  id: 'csv-population',
  name: { zh: '人口点或网格（CSV）', en: 'Residents at points or cells (CSV)' },
  yields: 'population',

  recognise(fileName, head) {
    const text = decodeHead(head)
    if (text.includes('\0') || /^\s*[{<]/.test(text)) return 0
    const told = splitRows(text)
      .slice(0, 30)
      .map((row) => guessColumns(row.cells, [], POPULATION_FIELDS))
    const people = told.some((fields) => 'people' in fields && ('lng' in fields || 'place' in fields))
    return (people ? 0.5 : 0.1) + (/\.(csv|tsv|txt)$/i.test(fileName) ? 0.4 : 0)
  },

  async read(bytes, reading) {
    const { findings, progress, datum } = reading
    const file = bytes.name
    progress.begin({ zh: `读人口 ${file}`, en: `Reading residents ${file}` }, null)
    const table = await openTable(
      csvRows(bytes, findings),
      { file, sheet: null },
      POPULATION_FIELDS,
      [
        ['lng', 'lat', 'people'],
        ['place', 'people'],
      ],
      reading,
    )
    const bands = BANDS.filter((band) => table.has(band))
    const lng: number[] = []
    const lat: number[] = []
    const people: number[] = []
    const byBand = new Map<Band, number[]>(bands.map((band) => [band, []]))

    /** People in a cell of the table; blank, negative or no number at all is noted and taken as 0. */
    const count = (written: string, row: number): number => {
      const n = numberIn(written)
      if (n !== null && n >= 0 && Number.isFinite(n)) return n
      findings.note('no-population', file, row, written)
      return 0
    }
    for await (const rows of table.batches) {
      heed(progress)
      for (const row of rows) {
        const [x, y] =
          table.has('lng') && table.has('lat')
            ? [degreesIn(table.cell(row, 'lng')), degreesIn(table.cell(row, 'lat'))]
            : (pairIn(table.cell(row, 'place')) ?? [null, null])
        if (
          x === null ||
          y === null ||
          !(Math.abs(x) <= 180) ||
          !(Math.abs(y) <= 180) ||
          (Math.abs(x) > 90 && Math.abs(y) > 90)
        ) {
          findings.note('bad-coordinates', file, row.row, row.cells.slice(0, 5).join(', '))
          continue
        }
        if (x === 0 && y === 0) {
          findings.note('zero-coordinates', file, row.row, row.cells.slice(0, 5).join(', '))
          continue
        }
        const swapped = surelyTurned(x, y)
        if (swapped) findings.note('swapped-coordinates', file, row.row, `${x}, ${y}`)
        const at = swapped ? toWgs84(y, x, datum) : toWgs84(x, y, datum)
        lng.push(at[0])
        lat.push(at[1])
        people.push(count(table.cell(row, 'people'), row.row))
        for (const band of bands) byBand.get(band)!.push(count(table.cell(row, band), row.row))
      }
      progress.step(lng.length)
    }
    const cellMeters = gridMeters(lng, lat)
    return {
      kind: cellMeters === null ? 'point' : 'grid',
      file,
      lng: Float64Array.from(lng),
      lat: Float64Array.from(lat),
      people: Float64Array.from(people),
      bands: Object.fromEntries(bands.map((band) => [band, Float64Array.from(byBand.get(band)!)])),
      cellMeters,
      outlineFirst: null,
      outline: null,
      notes: [],
    }
  },
})
