// A file that was chosen, read here before anything is sent: its columns, its datum, its rows, what is odd in them.
import { Button, Progress, Select } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { Problem, sentence } from '../api/problem.ts'
import { type Page, useAsked } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { PageHead, Section, Trouble } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { people } from '../ui/number.ts'
import { size } from '../ui/size.ts'
import { FoundRows } from './found-rows.tsx'
import { FILE_KINDS, kindOfFile } from './kind-of-file.ts'
import type { Upload, UploadKind } from './office-lists.ts'
import { useReader } from './reader.ts'
import { sendFile } from './send-file.ts'
import { sayColumn, UploadColumns } from './upload-columns.tsx'
import { UploadDatum } from './upload-datum.tsx'
import { sayReading } from './upload-follow.ts'
import type { HowToRead } from './upload-messages.ts'
import { useGround } from './use-ground.ts'

interface Props {
  readonly file: File
  readonly onSent: (upload: Upload) => void
  readonly onLeave: () => void
  /** An upload of the same bytes that goes on. */
  readonly onFirst: (upload: string) => void
}

const ORIGINS = ['official', 'commercial', 'osm'] as const

/** The page of one file before it is sent. */
export function UploadLook({ file, onSent, onLeave, onFirst }: Props) {
  const { t, lang } = useWords()
  const office = useOffice()
  const ground = useGround()
  const [kind, setKind] = useState<UploadKind>(() => kindOfFile(file.name))
  const [how, setHow] = useState<HowToRead>({ columns: null, datum: null, origin: 'official' })
  const [sent, setSent] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const stop = useRef<AbortController | null>(null)
  const isLedger = kind === 'outlets'
  const uploads = useAsked<Page<Upload>>(officePath(office.code, '/uploads'), { kind: 'outlets', limit: 50 })
  const first = `${file.name} ${file.size} ${file.lastModified} ${kind}`
  const waits = isLedger && ground === undefined // the streets tell the datum
  const asks = JSON.stringify(how)
  const ledger = useReader(waits || !isLedger ? null : `${first} ${asks}`, {
    ...{ kind: 'look', file, name: file.name, how, ground: ground?.basemap ?? null },
  })
  const layer = useReader(isLedger ? null : `${first} ${asks}`, {
    ...{ kind: 'count', file, name: file.name, layer: isLedger ? 'streets' : kind, how },
  })
  const looked = ledger.answer ?? (how.columns || how.datum ? ledger.last : undefined)
  const counted = layer.answer
  // what the office chose for such headings the last time, as the server will remember it
  const memory = useMemo(() => {
    const headings = JSON.stringify(looked?.columns.headings)
    const found = uploads.data?.items.find(
      (u) => u.state === 'applied' && u.summary?.columns && JSON.stringify(u.summary.columns.headings) === headings,
    )
    return found?.summary ?? null
  }, [uploads.data, looked])
  const remembered = useRef(false)
  if (memory && looked && !remembered.current && how.columns === null) {
    remembered.current = true
    const columns = Object.fromEntries(
      Object.entries(memory.columns.fields).map(([field, { column }]) => [
        field,
        sayColumn(memory.columns.headings, column),
      ]),
    )
    const guessed = Object.fromEntries(
      Object.entries(looked.columns.fields).map(([field, { column }]) => [
        field,
        sayColumn(looked.columns.headings, column),
      ]),
    )
    const known = memory.datum.by === 'heading' || memory.datum.by === 'nobody' ? null : memory.datum.used
    if (JSON.stringify(sorted(columns)) !== JSON.stringify(sorted(guessed)) || (known && known !== looked.datum.used))
      setHow({ ...how, columns, datum: known })
  }

  const send = async () => {
    setError(null)
    setSent(0)
    stop.current = new AbortController()
    try {
      const sending = { path: officePath(office.code, '/uploads'), file, name: file.name, kind, datum: how.datum }
      const upload = await sendFile(sending, setSent, stop.current.signal)
      const said = how.columns !== null || how.origin !== 'official'
      onSent(said ? await sayReading(upload, how, { ...upload.options, origin: how.origin }) : upload)
    } catch (wrong) {
      setError(wrong)
    } finally {
      setSent(null)
    }
  }
  const reading = isLedger ? ledger : layer
  const refused = reading.error ?? null
  const under = error instanceof Problem && error.code === 'upload-under-way' ? error.values.upload : null
  const ready = sent === null && (looked !== undefined || counted !== undefined) && !refused && !reading.doing
  return (
    <div data-testid="look">
      <PageHead
        title={file.name}
        about={`${size(file.size)} · ${t('upload.look.about')}`}
        acts={<Button onClick={onLeave}>{t('upload.other')}</Button>}
      />
      <div className="line">
        <Select<UploadKind>
          aria-label={t('upload.kind')}
          value={kind}
          onChange={(to) => {
            setKind(to)
            setHow({ ...how, columns: null, datum: null })
          }}
          options={Object.keys(FILE_KINDS).map((k) => ({ value: k as UploadKind, label: t(`upload.kind.${k}`) }))}
        />
        {isLedger && (
          <Select
            aria-label={t('upload.origin')}
            value={how.origin}
            onChange={(origin) => setHow({ ...how, origin })}
            options={ORIGINS.map((o) => ({ value: o, label: t(`outlet.origin.${o}`) }))}
          />
        )}
      </div>
      {reading.doing && (
        <div role="status" className="run-bar">
          <Progress
            percent={Math.round(100 * (reading.doing.share ?? 1))}
            showInfo={reading.doing.share !== null}
            status="active"
          />{' '}
          <span className="quiet small">{reading.doing.what[lang]}</span>
        </div>
      )}
      <Trouble error={refused} />
      {refused !== null && <p className="quiet">{t('upload.look.refused')}</p>}
      {looked && (
        <>
          <p data-testid="counts">
            {t('upload.counts', {
              ...{ rows: people(looked.counts.rows, lang), open: people(looked.counts.open, lang) },
              ...{ closed: people(looked.counts.closed, lang), moved: people(looked.counts.moved, lang) },
            })}
            {looked.counts.leftOut > 0 && ` ${t('upload.counts.left', { n: people(looked.counts.leftOut, lang) })}`}
            {looked.exported && ` ${t('upload.exported')}`}
          </p>
          <Section title={t('upload.columns')}>
            <UploadColumns
              columns={looked.columns}
              alternatives={looked.alternatives}
              remembered={remembered.current && how.columns !== null}
              onChoose={(columns) => setHow({ ...how, columns })}
            />
          </Section>
          <Section title={t('upload.datum')}>
            <UploadDatum
              datum={looked.datum}
              sample={looked.sample}
              chosen={how.datum}
              onChoose={(datum) => setHow({ ...how, datum })}
            />
          </Section>
          <Section title={t('found.title')}>
            <FoundRows rows={looked.rowFindings} untold={looked.untold} />
          </Section>
          <Section title={t('upload.first', { n: looked.first.length })}>
            <Rows
              label={t('upload.first', { n: looked.first.length })}
              rows={looked.first.slice(0, 10)}
              keyOf={(row) => String(looked.first.indexOf(row))}
              columns={[
                { id: 'name', head: true, title: t('outlet.name'), cell: (r) => r.name || t('outlet.nameless') },
                { id: 'label', title: t('outlet.label'), cell: (r) => r.label || '—' },
                { id: 'address', title: t('outlet.address'), cell: (r) => r.address ?? '—' },
                { id: 'state', title: t('outlet.state'), cell: (r) => t(`outlet.state.${r.state}`) },
              ]}
            />
          </Section>
        </>
      )}
      {counted && (
        <>
          <Counts counts={counted.counts} />
          <Section title={t('found.title')}>
            <FoundRows rows={counted.rowFindings} untold={counted.untold} />
          </Section>
        </>
      )}
      <div className="send-bar stays">
        {error !== null && <Trouble error={under ? new Error(sentence(error, lang)) : error} />}
        {typeof under === 'string' && under !== '' && (
          <Button onClick={() => onFirst(under)}>{t('upload.see-first')}</Button>
        )}
        {sent === null ? (
          <Button type="primary" size="large" disabled={!ready} onClick={() => void send()}>
            {t('upload.send')}
          </Button>
        ) : (
          <>
            <Progress percent={Math.round(100 * sent)} aria-label={t('upload.sending')} />
            <Button onClick={() => stop.current?.abort()}>{t('upload.stop')}</Button>
          </>
        )}
        <p className="quiet small">{t('upload.send.about')}</p>
      </div>
    </div>
  )
}

const sorted = (record: Readonly<Record<string, string>>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))

/** What a layer's file holds, in numbers. */
export function Counts({ counts }: { counts: Readonly<Record<string, number>> }) {
  const { t, lang } = useWords()
  return (
    <dl className="facts" data-testid="counts">
      {Object.entries(counts).map(([what, n]) => (
        <div key={what}>
          <dt>{t(`layer.count.${what}`, what)}</dt>
          <dd className="number">{people(n, lang)}</dd>
        </div>
      ))}
    </dl>
  )
}
