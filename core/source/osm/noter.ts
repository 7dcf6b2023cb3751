// Findings of one OSM file: each place is named as OSM names it, `way/123`, since a PBF has no rows.
import type { FindingCode, Findings } from '../../base/finding.ts'

/** Notes findings of one file. */
export interface Noter {
  readonly file: string
  note(code: FindingCode, what: string): void
}

/** A noter for `file`. */
export const noterFor = (file: string, findings: Findings): Noter => ({
  file,
  note: (code, what) => findings.note(code, file, null, what),
})
