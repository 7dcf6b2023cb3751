// Rows of things: a table where there is room, a card a row on a phone. Plain HTML, so that it can be read aloud and printed.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'

/** A column of a table. */
export interface Column<T> {
  readonly id: string
  readonly title: ReactNode
  readonly cell: (row: T) => ReactNode
  /** Figures stand to the right, one under the other. */
  readonly number?: boolean
  /** The first of them heads the card on a phone. */
  readonly head?: boolean
}

interface Props<T> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly more?: { readonly has: boolean; readonly busy: boolean; readonly next: () => void }
}

/** One box in its cell, so that a card has two columns and no more; nothing where there is nothing. */
const told = (cell: ReactNode) => (cell === '' || cell === false || cell === null ? null : <div>{cell}</div>)

/** The rows. */
export function Rows<T>({ label, columns, rows, keyOf, more }: Props<T>) {
  const { t } = useWords()
  return (
    <>
      <table className="rows" aria-label={label}>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.id} scope="col" className={c.number ? 'number' : undefined}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-row={keyOf(row)}>
              {columns.map((c) => (
                <td
                  key={c.id}
                  className={[c.number ? 'number' : '', c.head ? 'head' : ''].join(' ').trim() || undefined}
                  data-label={typeof c.title === 'string' ? c.title : undefined}
                >
                  {told(c.cell(row))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more?.has && (
        <p className="more">
          <Button onClick={more.next} loading={more.busy}>
            {t('office.more')}
          </Button>
        </p>
      )}
    </>
  )
}
