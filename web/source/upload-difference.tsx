// What taking a ledger in would do to the one there is: new, changed with old and new, the same, missing; each as a list.

import { useQuery } from '@tanstack/react-query'
import { Button, Radio, Segmented } from 'antd'
import { useState } from 'react'
import { Problem } from '../api/problem.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Section, Trouble, Waiting } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { people } from '../ui/number.ts'
import type { LedgerSummary, Upload } from './office-lists.ts'
import { useReader } from './reader.ts'
import { uploadPath } from './upload-follow.ts'
import type { ChangedRow, Difference, PlainRow } from './upload-messages.ts'

/** Larger files are told in numbers only; their rows are in the file itself. */
const LISTED_BYTES = 30_000_000

const SIDES = ['added', 'changed', 'missing', 'same'] as const

async function blobOf(path: string, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(path, { signal })
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => ({})))
  return answer.blob()
}

interface Props {
  readonly upload: Upload
  readonly summary: LedgerSummary
  /** The file as it was chosen, where this is still the same visit. */
  readonly file: Blob | null
}

/** The difference. */
export function UploadDifference({ upload, summary, file }: Props) {
  const { t, lang } = useWords()
  const office = useOffice()
  const [side, setSide] = useState<(typeof SIDES)[number]>('added')
  const small = upload.size <= LISTED_BYTES
  const both = useQuery({
    queryKey: [uploadPath(upload.id, '/compared'), upload.version],
    enabled: small && upload.state === 'read',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => ({
      file: file ?? (await blobOf(uploadPath(upload.id, '/file'), signal)),
      present: await blobOf(`${officePath(office.code, '/ledger')}?as=csv`, signal),
    }),
  })
  const { columns, datum } = summary.use
  const found = useReader(both.data ? `${upload.id} ${upload.version}` : null, {
    ...{ kind: 'compare', name: upload.name, how: { columns, datum, origin: upload.options.origin } },
    ...{ file: both.data?.file ?? new Blob(), present: both.data?.present ?? new Blob() },
  })
  return (
    <Section title={t('difference.title')} id="difference">
      <Segmented
        className="sides"
        aria-label={t('difference.title')}
        value={side}
        onChange={setSide}
        options={SIDES.map((s) => ({
          value: s,
          label: `${t(`difference.${s}`)} ${people(summary.comparison[s], lang)}`,
        }))}
      />
      <p className="quiet small">{t(`difference.${side}.what`)}</p>
      <Trouble error={both.error ?? found.error} />
      {!small && <p className="quiet">{t('difference.large')}</p>}
      {found.answer ? (
        <Side side={side} difference={found.answer} />
      ) : (
        small && !both.error && !found.error && upload.state === 'read' && <Waiting />
      )}
    </Section>
  )
}

function Side({ side, difference }: { side: (typeof SIDES)[number]; difference: Difference }) {
  const { t } = useWords()
  const [most, setMost] = useState(50)
  const all: readonly (PlainRow | ChangedRow)[] = difference[side]
  if (all.length === 0) return <p className="quiet">{t('difference.none')}</p>
  const more = { has: all.length > most, busy: false, next: () => setMost(most + 200) }
  const label = t(`difference.${side}`)
  if (side === 'changed')
    return (
      <Rows
        label={label}
        rows={difference.changed.slice(0, most)}
        keyOf={(r) => r.id}
        more={more}
        columns={[
          { id: 'name', head: true, title: t('outlet.name'), cell: (r) => r.name },
          {
            id: 'changes',
            title: t('difference.changes'),
            cell: (r) => (
              <ul className="changes">
                {r.fields.map((f) => (
                  <li key={f.field}>
                    {t(`outlet.${FIELD[f.field] ?? f.field}`)}: <del>{f.before}</del> → <ins>{f.after}</ins>
                  </li>
                ))}
              </ul>
            ),
          },
          { id: 'by', title: t('difference.by'), cell: (r) => t(`difference.by.${r.by}`) },
        ]}
      />
    )
  return (
    <Rows
      label={label}
      rows={difference[side].slice(0, most)}
      keyOf={(r) => `${r.id} ${all.indexOf(r)}`}
      more={more}
      columns={[
        { id: 'name', head: true, title: t('outlet.name'), cell: (r) => r.name || t('outlet.nameless') },
        { id: 'label', title: t('outlet.label'), cell: (r) => r.label || '—' },
        { id: 'address', title: t('outlet.address'), cell: (r) => r.address ?? '—' },
      ]}
    />
  )
}

/** Fields of a ledger's row that have another name in an outlet. */
const FIELD: Readonly<Record<string, string>> = { at: 'place', id: 'code' }

interface ApplyProps {
  readonly missing: number
  readonly close: boolean
  readonly onClose: (close: boolean) => void
  readonly borders: boolean
  readonly onBorders: (borders: boolean) => void
  /** Whether there are offices below that may keep what lies in their borders. */
  readonly below: boolean
  readonly busy: boolean
  readonly onApply: () => void
}

/** What happens to rows that the file does not list, who keeps new ones, and the deed itself. */
export function ApplyBar({ missing, close, onClose, borders, onBorders, below, busy, onApply }: ApplyProps) {
  const { t, lang } = useWords()
  const n = people(missing, lang)
  return (
    <div className="send-bar" data-testid="apply">
      {missing > 0 && (
        <fieldset>
          <legend>{t('apply.missing', { n })}</legend>
          <Radio.Group className="kinds" value={close} onChange={({ target }) => onClose(target.value as boolean)}>
            <Radio value={false}>{t('apply.missing.stay')}</Radio>
            <Radio value={true}>{t('apply.missing.close', { n })}</Radio>
          </Radio.Group>
        </fieldset>
      )}
      {below && (
        <fieldset>
          <legend>{t('apply.kept')}</legend>
          <Radio.Group className="kinds" value={borders} onChange={({ target }) => onBorders(target.value as boolean)}>
            <Radio value={false}>{t('apply.kept.office')}</Radio>
            <Radio value={true}>{t('apply.kept.borders')}</Radio>
          </Radio.Group>
        </fieldset>
      )}
      <Button type="primary" size="large" loading={busy} onClick={onApply}>
        {t('apply.now')}
      </Button>
    </div>
  )
}
