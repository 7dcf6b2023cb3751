// What was odd in a file, row by row, in sentences; and as a table to take along.
import { type FindingCode, findingWords, type Noted } from '@yike/core/base/finding.ts'
import { wordIn } from '@yike/core/base/name.ts'
import { csv } from '@yike/core/report/csv.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api/call.ts'
import type { Page } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { Rows } from '../shell/rows.tsx'
import { people } from '../ui/number.ts'
import { save } from '../ui/save.ts'
import type { RowFinding } from './office-lists.ts'
import { uploadPath } from './upload-follow.ts'

/** Rows that are drawn at once. */
const SHOWN = 50

/** A finding of one row, wherever it was found. */
export type OddRow = Pick<Noted, 'row' | 'column' | 'what'> & { readonly code: string }

/** The finding of a server as one. */
export const oddRow = ({ row, code, field, what }: RowFinding): OddRow => ({ row, code, column: field, what })

/** The sentence of a code; a newer server may have others. */
export const saysCode = (code: string, lang: 'zh' | 'en'): string =>
  (findingWords(code as FindingCode) as { zh: string; en: string } | undefined)?.[lang] ?? code

/** The rows; `untold` were too many to be kept. */
export function FoundRows({ rows, untold = 0, upload }: { rows: readonly OddRow[]; untold?: number; upload?: string }) {
  const { t, lang } = useWords()
  const [most, setMost] = useState(SHOWN)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.code, (counts.get(row.code) ?? 0) + 1)
  const codes = [...counts].map(([id, n]) => ({ id, n }))
  const chosen = code === null ? rows : rows.filter((row) => row.code === code)
  const takeAlong = async () => {
    setBusy(true)
    const all = upload ? (await everyRow(upload)).map(oddRow) : rows
    setBusy(false)
    save(
      t('found.file'),
      csv([
        [t('found.row'), t('found.column'), t('found.sentence'), t('found.what')],
        ...all.map((row) => [row.row, row.column, saysCode(row.code, lang), wordIn(row.what, lang)]),
      ]),
      'text/csv;charset=utf-8',
    )
  }
  if (rows.length === 0) return <p className="quiet">{t('found.none')}</p>
  return (
    <div data-testid="found">
      <p className="line">
        {codes.map(({ id, n }) => (
          <Button
            key={id}
            size="small"
            aria-pressed={code === id}
            type={code === id ? 'primary' : 'default'}
            onClick={() => setCode(code === id ? null : id)}
          >
            {' '}
            {saysCode(id, lang)} · {people(n, lang)}
          </Button>
        ))}
        <Button size="small" loading={busy} onClick={() => void takeAlong()}>
          {t('found.save')}
        </Button>
      </p>
      <Rows
        label={t('found.title')}
        rows={chosen.slice(0, most)}
        keyOf={(row) => `${row.row} ${row.code} ${row.column} ${chosen.indexOf(row)}`}
        more={{ has: chosen.length > most, busy: false, next: () => setMost(most + 200) }}
        columns={[
          {
            id: 'row',
            head: true,
            title: t('found.row'),
            cell: (f) => (f.row === null ? '—' : t('outlet.origin.row', { n: f.row })),
          },
          { id: 'column', title: t('found.column'), cell: (f) => f.column ?? '—' },
          { id: 'sentence', title: t('found.sentence'), cell: (f) => saysCode(f.code, lang) },
          { id: 'what', title: t('found.what'), cell: (f) => wordIn(f.what, lang) || '—' },
        ]}
      />
      {untold > 0 && <p className="quiet small">{t('found.untold', { n: people(untold, lang) })}</p>}
    </div>
  )
}

/** Every finding that the server kept of an upload. */
async function everyRow(upload: string): Promise<RowFinding[]> {
  const all: RowFinding[] = []
  for (let after: string | null = null; ; ) {
    const page: Page<RowFinding> = await call('GET', uploadPath(upload, '/findings'), { query: { limit: 500, after } })
    all.push(...page.items)
    if (page.next === null) return all
    after = page.next
  }
}
