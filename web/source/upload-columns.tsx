// Which column is taken for what: as it was told, with the others to choose from.
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import { LEDGER_FIELDS } from '@yike/core/source/fields.ts'
import { Select } from 'antd'
import { useWords } from '../i18n/index.ts'

interface Props {
  readonly columns: ColumnGuess
  readonly alternatives: Readonly<Record<string, readonly number[]>>
  readonly remembered: boolean
  /** Field → column as a person says it: all fields that have one. */
  readonly onChoose: (columns: Readonly<Record<string, string>>) => void
}

/** A column as it is chosen: by its heading where only it has that, else by its number. */
export const sayColumn = (headings: readonly string[], column: number): string => {
  const heading = headings[column] ?? ''
  return heading !== '' && headings.filter((h) => h === heading).length === 1 ? heading : `#${column + 1}`
}

/** The table of fields. */
export function UploadColumns({ columns, alternatives, remembered, onChoose }: Props) {
  const { t, say } = useWords()
  const { headings, fields } = columns
  const name = (column: number) => headings[column] || t('upload.column.number', { n: column + 1 })
  const choose = (field: string, to: number | null) => {
    const chosen = Object.entries(fields)
      .filter(([other, { column }]) => other !== field && column !== to)
      .map(([other, { column }]) => [other, sayColumn(headings, column)])
    if (to !== null) chosen.push([field, sayColumn(headings, to)])
    onChoose(Object.fromEntries(chosen))
  }
  const entries = Object.entries(LEDGER_FIELDS)
  const unfound = entries.filter(([field]) => !(field in fields))
  const table = (fieldsShown: typeof entries) => (
    <table className="rows" aria-label={t('upload.columns')}>
      <thead>
        <tr>
          <th scope="col">{t('upload.field')}</th>
          <th scope="col">{t('upload.column')}</th>
          <th scope="col">{t('upload.why')}</th>
        </tr>
      </thead>
      <tbody>
        {fieldsShown.map(([field, { name: said }]) => {
          const found = fields[field]
          const fitting = alternatives[field] ?? []
          const others = headings.map((_, i) => i).filter((i) => !fitting.includes(i))
          return (
            <tr key={field} data-row={field}>
              <th scope="row" className="head">
                {say(said)}
              </th>
              <td data-label={t('upload.column')}>
                <Select<number>
                  size="small"
                  className="column-choice"
                  aria-label={t('upload.column.of', { field: say(said) })}
                  value={found?.column ?? -1}
                  onChange={(to) => choose(field, to < 0 ? null : to)}
                  options={[
                    { value: -1, label: t('upload.column.none') },
                    ...[...fitting, ...others].map((i) => ({ value: i, label: name(i) })),
                  ]}
                />
              </td>
              <td data-label={t('upload.why')}>
                {found ? t(`upload.why.${found.why}`) : <span className="quiet">{t('upload.why.none')}</span>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
  return (
    <div data-testid="columns">
      <p className="small quiet">
        {columns.sheet && `${t('upload.sheet', { sheet: columns.sheet })} `}
        {columns.headingRow === null
          ? t('upload.headings.none')
          : t('upload.headings', { row: columns.headingRow, n: headings.length })}{' '}
        {remembered && t('upload.remembered')}
      </p>
      {table(entries.filter(([field]) => field in fields))}
      {unfound.length > 0 && (
        <details className="unfound">
          <summary>{t('upload.unfound', { n: unfound.length })}</summary>
          {table(unfound)}
        </details>
      )}
    </div>
  )
}
