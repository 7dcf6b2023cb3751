// What a row of the trail changed, field by field.

/** One field, before and after, as text; empty where it was not there. */
export interface Change {
  readonly field: string
  readonly before: string
  readonly after: string
}

const MOST = 400

function written(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

type Row = Readonly<Record<string, unknown>> | null

/** The fields that differ, in the order of their names. What only counts versions is left out. */
export function changesOf(before: Row, after: Row): Change[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields]
    .filter((f) => f !== 'version')
    .sort()
    .map((field) => ({ field, before: written(before?.[field]), after: written(after?.[field]) }))
    .filter((c) => c.before !== c.after)
}
