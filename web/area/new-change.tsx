// A change of offices to be told: what kind, from which day, by which document, and what is so afterwards.
import { Button, Input, Popconfirm, Radio } from 'antd'
import { useId, useState } from 'react'
import type { Office } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { forget, queries } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { Trouble } from '../shell/parts.tsx'
import { useDeed } from '../shell/undo.tsx'
import { today } from '../ui/when.ts'
import { OfficesSelect } from './offices-select.tsx'
import { officePath, useBelow } from './tree.ts'

const KINDS = ['rename', 'merge', 'split', 'found', 'end'] as const
type Kind = (typeof KINDS)[number]

/** The form. */
export function NewChange({ office, onDone }: { office: Office; onDone: () => void }) {
  const { t } = useWords()
  const id = useId()
  const deed = useDeed()
  const below = useBelow(office.code).data?.items ?? []
  const [kind, setKind] = useState<Kind>('rename')
  const [happened, setHappened] = useState(today())
  const [document, setDocument] = useState('')
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const [others, setOthers] = useState<readonly string[]>([])
  const [error, setError] = useState<unknown>(null)
  const body = {
    kind,
    happened,
    document: document.trim() || null,
    ...(kind === 'rename' ? { name: name.trim() } : {}),
    ...(kind === 'merge' ? { from: others } : {}),
    ...(kind === 'split' ? { parts: [{ code: code.trim(), name: name.trim(), takes: others }] } : {}),
    ...(kind === 'found' ? { code: code.trim(), name: name.trim() } : {}),
  }
  const ready =
    /^\d{4}-\d\d-\d\d$/.test(happened) &&
    (kind === 'end' ||
      (kind === 'merge'
        ? others.length > 0
        : name.trim() !== '' && (kind === 'rename' || /^\d{6}(\d{3}){0,2}$/.test(code.trim()))))
  const send = async () => {
    setError(null)
    try {
      await call('POST', officePath(office.code, '/changes'), { body })
      await forget('/api/offices')
      await queries.invalidateQueries()
      await deed({ done: t('changes.done'), work: async () => {} })
      onDone()
    } catch (wrong) {
      setError(wrong)
    }
  }
  return (
    <form className="fields" onSubmit={(event) => event.preventDefault()}>
      <p className="quiet small">{t('changes.new.about', { office: office.name })}</p>
      <Trouble error={error} />
      <fieldset>
        <legend>{t('changes.kind')}</legend>
        <Radio.Group className="kinds" value={kind} onChange={({ target }) => setKind(target.value as Kind)}>
          {KINDS.map((k) => (
            <Radio key={k} value={k}>
              {t(`changes.kind.${k}`)}{' '}
              <small className="quiet">{t(`changes.kind.${k}.what`, { office: office.name })}</small>
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      <label htmlFor={`${id}-happened`}>{t('changes.happened')}</label>
      <Input id={`${id}-happened`} type="date" value={happened} onChange={({ target }) => setHappened(target.value)} />
      <label htmlFor={`${id}-document`}>{t('changes.document')}</label>
      <Input
        id={`${id}-document`}
        value={document}
        placeholder={t('changes.document.none')}
        onChange={({ target }) => setDocument(target.value)}
      />
      {(kind === 'split' || kind === 'found') && (
        <>
          <label htmlFor={`${id}-code`}>{t('changes.code')}</label>
          <Input id={`${id}-code`} value={code} inputMode="numeric" onChange={({ target }) => setCode(target.value)} />
        </>
      )}
      {(kind === 'rename' || kind === 'split' || kind === 'found') && (
        <>
          <label htmlFor={`${id}-name`}>{t('changes.name')}</label>
          <Input id={`${id}-name`} value={name} onChange={({ target }) => setName(target.value)} />
        </>
      )}
      {kind === 'merge' && (
        <OfficesSelect
          id={`${id}-from`}
          label={t('changes.merge.from')}
          under={office.ancestors.at(-1)?.code ?? null}
          but={office.code}
          value={others}
          onChange={setOthers}
        />
      )}
      {kind === 'split' && below.length > 0 && (
        <OfficesSelect
          id={`${id}-takes`}
          label={t('changes.split.takes')}
          under={office.code}
          but={office.code}
          value={others}
          onChange={setOthers}
        />
      )}
      <Popconfirm
        title={t('changes.sure', { office: office.name, kind: t(`changes.kind.${kind}`) })}
        description={t('changes.sure.about')}
        okText={t('changes.now')}
        onConfirm={() => void send()}
        disabled={!ready}
      >
        <Button type="primary" disabled={!ready}>
          {t('changes.now')}
        </Button>
      </Popconfirm>
    </form>
  )
}
