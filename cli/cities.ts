// Measured cities as arguments: a folder that `yike measure` wrote, or its city.yike; circles drawn over them.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import type { Lang } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { measureWith } from '@yike/core/circle/measure.ts'
import type { Measured, MeasureInputs } from '@yike/core/circle/measured.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { solveOn } from './threads.ts'

/** A city's inputs and the file they came from. */
export interface OpenedCity {
  readonly name: string
  readonly path: string
  readonly inputs: MeasureInputs
}

/** Whether an argument names a city rather than a scenario. */
export const isCity = (path: string): boolean =>
  existsSync(path) && (statSync(path).isDirectory() || path.endsWith('.yike'))

/** Opens a city. Faults: not-a-city, bad-file, truncated. */
export function openCity(path: string): OpenedCity {
  const folder = existsSync(path) && statSync(path).isDirectory()
  const file = folder ? join(path, 'city.yike') : path
  if (!existsSync(file)) throw new Fault('not-a-city', { folder: path })
  const name = basename(folder ? resolve(path) : path, '.yike')
  return { name, path: file, inputs: unpackInputs(readFileSync(file), basename(file)) }
}

/** The text of a file that a person named; fault no-file. */
export function textOf(path: string): string {
  if (!existsSync(path) || !statSync(path).isFile()) throw new Fault('no-file', { file: path })
  return readFileSync(path, 'utf8')
}

/** Measures a city on as many threads as are worth it. */
export const measureCity = (inputs: MeasureInputs, progress: Progress, lang: Lang): Promise<Measured> =>
  measureWith(inputs, (problem, limitDs) => solveOn(problem, limitDs, { workers: null, progress, lang }), progress)
