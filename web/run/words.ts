// How runs are told: their kinds, their states, what became of them.
import type { Run } from '../api/answers.ts'

export { size } from '../ui/size.ts'

/** Whether a run is still to end. */
export const isGoing = ({ state }: Pick<Run, 'state'>): boolean => state === 'waiting' || state === 'running'

/** Share of a run that is done, 0–1; null where it is not known. */
export const doneOf = ({ progress }: Pick<Run, 'progress'>): number | null =>
  progress?.of ? Math.min(1, progress.at / progress.of) : null

/** Whether a run's files are a city that the page can open. */
export const hasCity = ({ files }: Pick<Run, 'files'>): boolean => files.some((f) => f.name === 'city.yike')

/** The standard a run was measured by, where it says so. */
export const standardOf = ({ summary }: Pick<Run, 'summary'>): string | null =>
  typeof summary?.standard === 'string' ? summary.standard : null
