// What a benchmark finds, and the goal that it is held against.
import type { Timing } from './measure.ts'

/** A measured value with its spread, in the unit of its row. */
export interface Figure {
  /** Median, least and greatest; null: there is nothing to measure yet. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly runs: number
  /** Processor time of a run as a multiple of its wall time; null where not told. */
  readonly cpu: number | null
  /** Most memory of the process, MB; null where it says nothing. Filled in by whoever ran the process. */
  readonly peakMb: number | null
  /** Cores that were busy with other things meanwhile; null where not told. Filled in likewise. */
  readonly othersCores: number | null
  /** What else a reader must know: on what, and why null. */
  readonly note: string
}

/** One line of the table of goals. */
export interface Row {
  readonly id: string
  readonly work: string
  readonly unit: 's' | 'ms' | '×' | 'GB' | '%'
  /** Null: no goal is set for it. */
  readonly goal: number | null
  /** Whether the figure should lie below the goal or above it. */
  readonly should: 'atMost' | 'atLeast'
}

/** What is measured together in one process: a figure for each of its rows. */
export interface Task {
  readonly id: string
  readonly rows: readonly Row[]
  /** It runs commands in processes of their own, so that memory and work of the measuring process say nothing. */
  readonly isCommand?: boolean
  /** `quick` takes a smaller city and one run: to try the benchmark, not the engine. */
  measure(quick: boolean): Promise<readonly Figure[]>
}

/** Whether a figure meets its row's goal; null where it was not measured, or there is none. */
export function meets(row: Row, figure: Figure): boolean | null {
  if (figure.value === null || row.goal === null) return null
  return row.should === 'atMost' ? figure.value <= row.goal : figure.value >= row.goal
}

/** A timing as a figure; `divide` is how many milliseconds make one of its unit. */
export const figureOf = (timing: Timing, divide: number, note: string): Figure => ({
  value: timing.ms / divide,
  low: timing.min / divide,
  high: timing.max / divide,
  runs: timing.runs,
  cpu: timing.cpuMs / timing.ms,
  peakMb: null,
  othersCores: null,
  note,
})

/** Nothing to measure, and why. */
export const none = (note: string): Figure => ({
  value: null,
  low: null,
  high: null,
  runs: 0,
  cpu: null,
  peakMb: null,
  othersCores: null,
  note,
})
