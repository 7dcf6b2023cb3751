// How many tests passed, failed and were skipped: each claim once. A test or suite that holds others is not a claim of its
// own, unless it failed by itself (a hook, an assertion after its parts).

/** What the runner says of each test that ended. */
export interface Ended {
  readonly name: string
  readonly nesting: number
  readonly file?: string | undefined
  readonly skip?: string | boolean | undefined
  readonly todo?: string | boolean | undefined
  readonly details: { readonly error?: { readonly failureType?: string } | undefined }
}

/** Counts as the runner reports: parts come before what holds them, file by file. */
export function tally() {
  const count = { passed: 0, failed: 0, skipped: 0 }
  const parts = new Map<string, number[]>() // per file: tests seen at each depth, since one less deep

  /** Whether others stood within it. */
  const holds = ({ file = '', nesting }: Ended): boolean => {
    const seen = parts.get(file) ?? []
    parts.set(file, seen)
    const within = seen[nesting + 1] ?? 0
    seen.length = nesting + 1
    seen[nesting] = (seen[nesting] ?? 0) + 1
    return within > 0
  }
  const given = (mark: string | boolean | undefined) => mark !== undefined && mark !== false

  return {
    count,
    pass(test: Ended): void {
      if (holds(test)) return
      if (given(test.skip) || given(test.todo)) count.skipped++
      else count.passed++
    },
    fail(test: Ended): void {
      const parent = holds(test)
      if (given(test.todo)) count.skipped++
      else if (!parent || test.details.error?.failureType !== 'subtestsFailed') count.failed++
    },
  }
}
