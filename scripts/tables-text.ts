// Sets columns of a database as TypeScript types for Kysely.

/** A column as PostgreSQL has it. */
export interface Column {
  readonly table: string
  readonly column: string
  /** Name of the type; of an array or a domain, that of its elements or of what it is of. */
  readonly type: string
  readonly isArray: boolean
  readonly isRequired: boolean
  /** Has a default or counts by itself. */
  readonly isGiven: boolean
  /** Is worked out from others and never written. */
  readonly isComputed: boolean
  /** Of an enum. */
  readonly labels: readonly string[] | null
  /** Checks of this column alone, as PostgreSQL writes them. */
  readonly checks: readonly string[] | null
}

const TYPES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  ...of('number', ['int2', 'int4', 'int8', 'float4', 'float8', 'oid']),
  ...of('string', [
    'text',
    'varchar',
    'bpchar',
    'citext',
    'name',
    'uuid',
    'ltree',
    'inet',
    'cidr',
    'numeric',
    'date',
    'time',
  ]),
  ...of('string', [
    'interval',
    'box',
    'daterange',
    'tstzrange',
    'int4range',
    'int8range',
    'tsvector',
    'xid8',
    'pg_lsn',
  ]),
  ...of('Date', ['timestamptz']),
  ...of('Buffer', ['bytea']),
}

function of(type: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, type]))
}

/** The whole file. @throws where a type has no counterpart yet: add it above and see to its parser in server/db/open.ts. */
export function setTables(columns: readonly Column[]): string {
  const tables = new Map<string, Column[]>()
  for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), column])
  const text = [...tables].map(
    ([table, list]) => `  ${key(table)}: {\n${list.map((c) => `    ${key(c.column)}: ${typeOf(c)}\n`).join('')}  }\n`,
  )
  const body = text.join('')
  const json = Object.entries(JSON_TYPES).filter(([name]) => body.includes(`: ${name}\n`))
  const kinds = [
    ...(json.length ? ['ColumnType'] : []),
    ...['Generated', 'GeneratedAlways'].filter((n) => body.includes(`${n}<`)),
  ]
  return `// Written by scripts/tables.ts from the migrations. Do not edit.
${kinds.length ? `import type { ${kinds.join(', ')} } from 'kysely'\n` : ''}
${json.map(([, declared]) => declared).join('')}${json.length ? '\n' : ''}/** Every table, as PostgreSQL has it. */
export ${body ? `interface Tables {\n${body}}` : 'type Tables = Record<never, never>'}
`
}

const JSON_TYPES = {
  Json: `/** jsonb: written as text, so that no driver guesses what an array is. */
export type Json = ColumnType<unknown, string, string>
`,
  MaybeJson: `/** jsonb that may be left out or null. */
export type MaybeJson = ColumnType<unknown, string | null | undefined, string | null>
`,
}

const key = (name: string) => (/^[a-z_]\w*$/i.test(name) ? name : quote(name))
const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function typeOf({ table, column, type, isArray, isRequired, isGiven, isComputed, labels, checks }: Column): string {
  if ((type === 'json' || type === 'jsonb') && !isArray && !isComputed)
    return isRequired && !isGiven ? 'Json' : 'MaybeJson'
  const values = labels ?? checks?.map(listed).find((list) => list !== null)
  const plain = values?.map(quote).join(' | ') ?? TYPES[type]
  if (!plain) throw new Error(`${table}.${column}: no TypeScript type for ${type}`)
  const whole = isArray ? `readonly ${values ? `(${plain})` : plain}[]` : plain
  const orNull = isRequired ? whole : `${whole} | null`
  if (isComputed) return `GeneratedAlways<${orNull}>`
  return isGiven ? `Generated<${orNull}>` : orNull
}

/** The values of `CHECK ((c = ANY (ARRAY['a'::text, 'b'::text])))`, or null where a check says something else. */
function listed(check: string): readonly string[] | null {
  const list = /^CHECK \(\(\(?["\w]+\)?(?:::text)? = ANY \(+ARRAY\[([^\]]*)\]\)?(?:::text\[\])?\)\)\)$/.exec(check)?.[1]
  if (!list) return null
  const values = [...list.matchAll(/'((?:[^']|'')*)'::[a-z ]+/g)].map(([, value]) => value!.replaceAll("''", "'"))
  return values.length ? values : null
}
