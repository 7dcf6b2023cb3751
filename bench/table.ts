// Tables in bench/README.md. The file is written by hand but for what stands between its marks: `<!-- goals -->` and
// `<!-- /goals -->`, and so on. A run replaces the lines it measured and leaves the others, each with its own date.

/** One line: its id comes first, and the date it was measured on last. */
export interface Line {
  readonly id: string
  readonly cells: readonly string[]
}

/** What stands between the marks `name` of a text. Throws where they are missing. */
export function between(text: string, name: string): string {
  const [begin, end] = placeOf(text, name)
  return text.slice(begin, end)
}

/** The text with something else between the marks `name`. */
export function replaced(text: string, name: string, inner: string): string {
  const [begin, end] = placeOf(text, name)
  return `${text.slice(0, begin)}\n${inner.trim()}\n${text.slice(end)}`
}

function placeOf(text: string, name: string): [begin: number, end: number] {
  const open = `<!-- ${name} -->`
  const begin = text.indexOf(open)
  const end = text.indexOf(`<!-- /${name} -->`)
  if (begin < 0 || end < begin) throw new Error(`The text has no marks <!-- ${name} --> … <!-- /${name} -->.`)
  return [begin + open.length, end]
}

/**
 * A table of `head`, with the new `lines`, and the lines of the `old` table that are not among them, all in the `order` of
 * ids. Lines of ids that are not in the order are dropped, and all old ones where the table had other columns.
 */
export function table(head: readonly string[], order: readonly string[], old: string, lines: readonly Line[]): string {
  const byId = new Map<string, string>()
  const heading = `| | ${head.join(' | ')} |`
  for (const line of old.includes(`${heading}\n`) ? old.split('\n') : []) {
    const id = /^\| `([^`]+)` \|/.exec(line)?.[1]
    if (id) byId.set(id, line)
  }
  for (const { id, cells } of lines) byId.set(id, `| \`${id}\` | ${cells.map(escaped).join(' | ')} |`)
  const kept = order.flatMap((id) => byId.get(id) ?? [])
  return [heading, `|${'---|'.repeat(head.length + 1)}`, ...kept].join('\n')
}

const escaped = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Three significant figures, as long as that is short; an en dash where there is nothing. */
export function amount(value: number | null, unit = ''): string {
  if (value === null) return '–'
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  const text = value.toLocaleString('en', {
    minimumFractionDigits: Math.min(digits, 4),
    maximumFractionDigits: Math.min(digits, 4),
  })
  return unit ? `${text} ${unit}` : text
}
