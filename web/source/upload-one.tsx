// One upload as the server has it: what was found, what it would change, taking it in, and what was done.
import { Link } from '@tanstack/react-router'
import { sayFinding } from '@yike/core/base/finding.ts'
import { DATUMS, type Datum } from '@yike/core/geo/datum.ts'
import { Alert, App, Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import { sentence } from '../api/problem.ts'
import { forget, type Page, useAsked, useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, PageHead, Section, Trouble, Waiting } from '../shell/parts.tsx'
import { people } from '../ui/number.ts'
import { size } from '../ui/size.ts'
import { sayWhen } from '../ui/when.ts'
import { FoundRows, oddRow } from './found-rows.tsx'
import type { LedgerSummary, RowFinding, Upload } from './office-lists.ts'
import { ApplyBar, UploadDifference } from './upload-difference.tsx'
import { isBusy, sayReading, takeIn, uploadPath, useUpload } from './upload-follow.ts'
import { Counts } from './upload-look.tsx'

/** The page of it. */
export function UploadOne({ id, file, onLeave }: { id: string; file: Blob | null; onLeave: () => void }) {
  const { t } = useWords()
  const asked = useUpload(id)
  return (
    <>
      <p className="back">
        <button type="button" className="link" onClick={onLeave}>
          ← {t('upload.all')}
        </button>
      </p>
      <Asked asked={asked}>{(upload) => <One upload={upload} file={file} />}</Asked>
    </>
  )
}

function One({ upload, file }: { upload: Upload; file: Blob | null }) {
  const { t, lang, say } = useWords()
  const me = useMe()
  const office = useOffice()
  const may = mayAt(me, 'edit', office)
  const isLedger = upload.kind === 'outlets'
  const summary = upload.summary
  // what was listed before the server was done with it is told anew
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever its state is another
  useEffect(() => void forget('/api/offices/'), [upload.state])
  return (
    <div data-testid="upload" data-state={upload.state}>
      <PageHead
        title={upload.name}
        about={[
          t(`upload.kind.${upload.kind}`),
          size(upload.size),
          sayWhen(upload.madeAt, lang),
          upload.by,
          t(`upload.state.${upload.state}`),
        ]
          .filter(Boolean)
          .join(' · ')}
        acts={
          <a className="button" href={uploadPath(upload.id, '/file')} download={upload.name}>
            {t('upload.file')}
          </a>
        }
      />
      <Twin upload={upload} />
      {isBusy(upload) && <Waiting what={t(upload.state === 'applying' ? 'upload.applying' : 'upload.reading')} />}
      {upload.error && <Alert type="error" showIcon role="alert" title={say(upload.error)} />}
      {upload.state === 'applied' && <Done upload={upload} />}
      {isLedger && summary && <HowRead upload={upload} summary={summary} may={may && upload.state === 'read'} />}
      {!isLedger && summary && <Counts counts={summary.counts} />}
      {upload.state === 'read' && isLedger && summary && (
        <>
          <UploadDifference upload={upload} summary={summary} file={file} />
          {may && <Apply upload={upload} summary={summary} />}
        </>
      )}
      {upload.state === 'read' && !isLedger && may && <ApplyLayer upload={upload} />}
      {upload.rows !== null && <Found upload={upload} />}
    </div>
  )
}

/** How many rows there are, and in which datum they were read; which can be said otherwise until it is taken in. */
function HowRead({ upload, summary, may }: { upload: Upload; summary: LedgerSummary; may: boolean }) {
  const { t, lang, say } = useWords()
  const [error, setError] = useState<unknown>(null)
  const { used, by } = summary.datum
  const name = (id: string) => say(DATUMS.find((d) => d.id === id)?.name ?? { zh: id, en: id })
  return (
    <div className="line" data-testid="how-read">
      <span>
        {t('upload.counts', {
          ...{ rows: people(summary.counts.rows, lang), open: people(summary.counts.open, lang) },
          ...{ closed: people(summary.counts.closed, lang), moved: people(summary.counts.moved, lang) },
        })}{' '}
        {t(by === 'nobody' ? 'upload.datum.unsaid' : `upload.datum.by.${by}`, { datum: name(used) })}
      </span>
      {may && by !== 'heading' && (
        <Select<Datum>
          size="small"
          aria-label={t('upload.datum')}
          value={used}
          onChange={(datum) => void sayReading(upload, { ...upload, datum }, upload.options).catch(setError)}
          options={DATUMS.map((d) => ({ value: d.id, label: say(d.name) }))}
        />
      )}
      <Trouble error={error} />
    </div>
  )
}

/** Says where the same bytes were taken in before. */
function Twin({ upload }: { upload: Upload }) {
  const { t, lang } = useWords()
  const office = useOffice()
  const { data } = useAsked<Page<Upload>>(officePath(office.code, '/uploads'), { kind: upload.kind, limit: 50 })
  const twin = data?.items.find((u) => u.id !== upload.id && u.sha256 === upload.sha256 && u.state === 'applied')
  if (!twin || upload.state === 'applied') return null
  return (
    <p className="missing" data-testid="twin">
      {t('upload.twin', { when: sayWhen(twin.appliedAt ?? twin.madeAt, lang) })}{' '}
      <Link to="/o/$office/uploads" params={{ office: office.code }} search={{ upload: twin.id } as never}>
        {t('upload.see-first')}
      </Link>
    </p>
  )
}

function Apply({ upload, summary }: { upload: Upload; summary: LedgerSummary }) {
  const { t, lang } = useWords()
  const office = useOffice()
  const { modal } = App.useApp()
  const [close, setClose] = useState(upload.options.closeMissing)
  const [borders, setBorders] = useState(upload.options.keptBy === 'borders')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { added, changed, missing } = summary.comparison
  const apply = async () => {
    setBusy(true)
    setError(null)
    try {
      await takeIn(upload, { ...upload.options, closeMissing: close, keptBy: borders ? 'borders' : 'office' })
    } catch (wrong) {
      setError(wrong)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Trouble error={error} />
      <ApplyBar
        missing={missing}
        close={close}
        onClose={setClose}
        borders={borders}
        onBorders={setBorders}
        below={office.level !== 'community' && office.level !== 'subdistrict'}
        busy={busy}
        onApply={() =>
          modal.confirm({
            title: t('apply.sure'),
            content: t(close && missing > 0 ? 'apply.sure.close' : 'apply.sure.about', {
              ...{ added: people(added, lang), changed: people(changed, lang), missing: people(missing, lang) },
            }),
            okText: t('apply.now'),
            cancelText: t('outlet.leave'),
            onOk: apply,
          })
        }
      />
    </>
  )
}

function ApplyLayer({ upload }: { upload: Upload }) {
  const { t, lang } = useWords()
  const { modal, message } = App.useApp()
  return (
    <div className="send-bar" data-testid="apply">
      <p>{t('apply.layer')}</p>
      <Button
        type="primary"
        size="large"
        onClick={() =>
          modal.confirm({
            title: t('apply.sure'),
            content: t('apply.layer.sure'),
            okText: t('apply.layer.now'),
            cancelText: t('outlet.leave'),
            onOk: () => takeIn(upload, upload.options).catch((error) => void message.error(sentence(error, lang))),
          })
        }
      >
        {t('apply.layer.now')}
      </Button>
    </div>
  )
}

function Done({ upload }: { upload: Upload }) {
  const { t, lang } = useWords()
  const office = useOffice()
  const applied = upload.summary?.applied
  const n = (count: number) => people(count, lang)
  return (
    <Alert
      type="success"
      showIcon
      data-testid="done"
      title={t('done.title', { when: upload.appliedAt ? sayWhen(upload.appliedAt, lang) : '' })}
      description={
        <>
          {applied && (
            <p>
              {t('done.ledger', { added: n(applied.added), changed: n(applied.changed), same: n(applied.same) })}
              {applied.missing > 0 &&
                ` ${t('done.missing', { missing: n(applied.missing), closed: n(applied.closed) })}`}
              {applied.numberTaken > 0 && ` ${t('done.numbers', { n: n(applied.numberTaken) })}`}
            </p>
          )}
          {applied && applied.duplicates > 0 && (
            <p>
              <Link to="/o/$office/ledger/duplicates" params={{ office: office.code }}>
                {t('done.duplicates', { n: n(applied.duplicates) })}
              </Link>
            </p>
          )}
          {upload.kind === 'outlets' ? (
            <Link to="/o/$office/ledger" params={{ office: office.code }}>
              {t('done.see')}
            </Link>
          ) : (
            <Link to="/o/$office/uploads/layers" params={{ office: office.code }}>
              {t('done.layers')}
            </Link>
          )}
        </>
      }
    />
  )
}

function Found({ upload }: { upload: Upload }) {
  const { t, lang } = useWords()
  const asked = useList<RowFinding>(isBusy(upload) ? null : uploadPath(upload.id, '/findings'), { limit: 500 })
  if (!asked.items) return null
  const byRow = new Set(asked.items.map((f) => f.code))
  // what is of the file and of no row of it
  const whole = asked.hasNextPage ? [] : upload.found.filter((f) => !byRow.has(f.code))
  const total = upload.found.reduce((sum, f) => sum + (whole.includes(f) ? 0 : f.count), 0)
  return (
    <Section title={t('found.title')}>
      {whole.map((f) => (
        <p key={f.code} className="missing">
          {sayFinding(f, lang)}
        </p>
      ))}
      <FoundRows rows={asked.items.map(oddRow)} untold={Math.max(0, total - asked.items.length)} upload={upload.id} />
    </Section>
  )
}
