// The trail of an office: who did what, when, from where, what before and after; searched by thing, person, days and words.
import { Button, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { sayWhen } from '../ui/when.ts'
import { type Change, changesOf } from './changes.ts'

/** A row of the trail. */
export interface Deed {
  readonly id: number | string
  readonly seq: number | null
  readonly at: string
  readonly account: string | null
  readonly name: string | null
  readonly address: string | null
  readonly via: string | null
  readonly noun: string
  readonly row: string
  readonly deed: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly hash: string | null
}

/** Things the trail knows, in the order in which they are offered. */
const NOUNS = [
  'account',
  'appointment',
  'invitation',
  'token',
  'office',
  'office_change',
  'upload',
  'layer',
  'outlet_version',
  'duplicate',
  'verification',
  'run',
  'plan',
] as const

/** The page. */
export function AuditPage() {
  const { t } = useWords()
  const office = useOffice()
  const [noun, setNoun] = useState<string | null>(null)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const [row, setRow] = useState<{ noun: string; row: string } | null>(null)
  const asked = useList<Deed>(officePath(office.code, '/audit'), {
    ...(row ?? { noun }),
    from: from ? new Date(`${from}T00:00:00`).toISOString() : null,
    to: to ? new Date(new Date(`${to}T00:00:00`).getTime() + 86_400_000).toISOString() : null,
    q,
  })
  return (
    <>
      <PageHead title={t('audit.title')} about={t('audit.about', { office: office.name })} />
      <search className="line filters">
        <Select<string | null>
          aria-label={t('audit.noun')}
          value={noun}
          onChange={setNoun}
          options={[
            { value: null, label: t('audit.noun.all') },
            ...NOUNS.map((n) => ({ value: n as string, label: t(`audit.noun.${n}`) })),
          ]}
        />
        <span className="day">
          <label htmlFor="audit-from">{t('audit.from')}</label>
          <Input id="audit-from" type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
        </span>
        <span className="day">
          <label htmlFor="audit-to">{t('audit.to')}</label>
          <Input id="audit-to" type="date" value={to} onChange={({ target }) => setTo(target.value)} />
        </span>
        <Input.Search
          allowClear
          aria-label={t('audit.q')}
          placeholder={t('audit.q')}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </search>
      {row && (
        <p className="only-row">
          {t('audit.only', { noun: t(`audit.noun.${row.noun}`, row.noun), row: row.row })}{' '}
          <Button size="small" onClick={() => setRow(null)}>
            {t('audit.only.not')}
          </Button>
        </p>
      )}
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t('audit.none')}</Empty>
          ) : (
            <>
              <ol className="trail-rows">
                {items.map((it) => (
                  <OneDeed key={it.id} deed={it} onRow={() => setRow({ noun: it.noun, row: it.row })} />
                ))}
              </ol>
              {asked.hasNextPage && (
                <p className="more">
                  <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
                    {t('office.more')}
                  </Button>
                </p>
              )}
            </>
          )
        }
      </Asked>
    </>
  )
}

function OneDeed({ deed, onRow }: { deed: Deed; onRow: () => void }) {
  const { t, lang } = useWords()
  const changes = changesOf(deed.before, deed.after)
  return (
    <li className="deed" data-noun={deed.noun} data-deed={deed.deed}>
      <details>
        <summary>
          <time dateTime={deed.at} className="number">
            {sayWhen(deed.at, lang)}
          </time>
          <span>
            <b>{deed.name ?? t('audit.system')}</b> {t(`audit.deed.${deed.deed}`, deed.deed)}{' '}
            {t(`audit.noun.${deed.noun}`, deed.noun)}
            {changes.length > 0 && <span className="quiet"> · {namesOf(changes)}</span>}
          </span>
        </summary>
        <dl className="facts small">
          <dt>{t('audit.row')}</dt>
          <dd>
            <code>{deed.row}</code>{' '}
            <button type="button" className="link" onClick={onRow}>
              {t('audit.history')}
            </button>
          </dd>
          <dt>{t('audit.where')}</dt>
          <dd>{[deed.address, deed.via && t(`audit.via.${deed.via}`, deed.via)].filter(Boolean).join(' · ') || '—'}</dd>
          {deed.seq !== null && (
            <>
              <dt>{t('audit.seal')}</dt>
              <dd>
                <code>
                  {deed.seq} · {deed.hash?.slice(0, 16)}…
                </code>
              </dd>
            </>
          )}
        </dl>
        {changes.length > 0 && (
          <table className="rows changes">
            <thead>
              <tr>
                <th scope="col">{t('audit.field')}</th>
                <th scope="col">{t('audit.before')}</th>
                <th scope="col">{t('audit.after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((c) => (
                <tr key={c.field}>
                  <td className="head">{c.field}</td>
                  <td data-label={t('audit.before')}>
                    <del>{c.before}</del>
                  </td>
                  <td data-label={t('audit.after')}>
                    <ins>{c.after}</ins>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </details>
    </li>
  )
}

const namesOf = (changes: readonly Change[]) =>
  changes.length > 4
    ? `${changes
        .slice(0, 4)
        .map((c) => c.field)
        .join(', ')} …`
    : changes.map((c) => c.field).join(', ')
