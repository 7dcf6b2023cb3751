// The folder of a city's circles, whoever makes it: `yike circles` on a disk, a server among its blobs.
import { walkerOf } from '../access/walkers.ts'
import type { Progress } from '../base/progress.ts'
import { bandInequalities } from '../circle/access-inequality.ts'
import type { Delineation } from '../circle/delineation.ts'
import { Frame } from '../circle/frame.ts'
import { indicatorsOf } from '../circle/indicated.ts'
import { NOTHING_MORE } from '../circle/indicator.ts'
import { remeasure } from '../circle/measure.ts'
import type { Measured } from '../circle/measured.ts'
import { circlesOf } from '../circle/membership.ts'
import { placesOfCircles } from '../circle/places.ts'
import { resultsOf } from '../circle/results.ts'
import { sheetsOf } from '../circle/sheet.ts'
import type { Typing } from '../circle/typing.ts'
import { circlesJson, freeze, newVersion } from '../circle/version.ts'
import { circlesCsv, circlesGeojson } from './circles.ts'
import { type FilesMade, type Input, manifestJson } from './files.ts'
import { indicatorsCsv } from './indicators.ts'
import { inequalityCsv } from './inequality.ts'
import { capacityCsv, circleCoverageCsv, circleGapsCsv, pairsCsv, servedCsv, singlePointsCsv } from './sheets.ts'
import { typesCsv } from './typing.ts'

/** What circles were made from. */
export interface CirclesFrom {
  readonly typing: Typing
  readonly seed: number
  /** Id of the version before; null where there is none. */
  readonly from: string | null
  /** A day, as a person says; null: not said. */
  readonly when: string | null
  readonly freeze: boolean
  readonly inputs: readonly Input[]
  readonly versions: Readonly<Record<string, string>>
}

/** Works out the figures of circles drawn over a measured city, and gives the files that say them, to be written once. */
export function circleFiles(m: Measured, d: Delineation, made: CirclesFrom, progress: Progress) {
  const evidence = made.inputs.map(({ role, file, sha256 }) => ({ role, file, sha256 }))
  const fresh = newVersion(d, { from: made.from, when: made.when, evidence })
  const version = made.freeze ? freeze(fresh) : fresh
  const { id, from, when, frozen, checksum } = version
  const manifest = {
    tool: 'yike',
    kind: 'circles',
    versions: made.versions,
    version: { id, from, when, frozen, checksum },
    inputs: made.inputs,
    convention: d.convention,
    parameters: d.parameters,
    seed: d.how === 'delineated' ? made.seed : null, // nothing in a check is left to chance
  }
  const circles = circlesOf(m, d.circles)
  const sheets = sheetsOf(m, circles, { progress })
  const frame = new Frame(m, circles)
  const types = resultsOf(frame, made.typing)
  const slow = remeasure(m, { ...m.convention, walker: walkerOf('elder') }, progress)
  const extras = { ...NOTHING_MORE, slow }
  const subjects = [null, ...d.circles.keys()]
  const indicated = subjects.map((circle) => ({
    circle: circle === null ? null : d.circles[circle]!.id,
    indicated: indicatorsOf({ frame, circle, extras }),
  }))
  const uneven = bandInequalities(m, placesOfCircles(circles, m), progress)
  function* results(): FilesMade {
    yield ['circles.json', circlesJson(version)]
    yield ['circles.geojson', circlesGeojson(d)]
    yield ['circles.csv', circlesCsv(d)]
    yield ['types.csv', typesCsv(circles, types, made.typing)]
    yield ['indicators.csv', indicatorsCsv(indicated, m.categories)]
    yield ['coverage.csv', circleCoverageCsv(m, sheets)]
    yield ['gaps.csv', circleGapsCsv(m, sheets)]
    yield ['single-points.csv', singlePointsCsv(m, sheets)]
    yield ['capacity.csv', capacityCsv(m, sheets)]
    yield ['inequality.csv', inequalityCsv(m, circles, sheets, uneven)]
    yield ['served.csv', servedCsv(m, circles, sheets)]
    yield ['pairs.csv', pairsCsv(circles, sheets)]
    yield ['manifest.json', manifestJson(manifest)]
  }
  return { version, circles, sheets, types, results: results() }
}
