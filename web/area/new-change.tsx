// A change of an office to be told: what kind, from which day, by which document, and what is so afterwards.
import { Button, Input, Popconfirm, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import type { Office } from '../api/answers.ts'
import { tell } from '../api/call.ts'
import { queries } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { Trouble } from '../shell/parts.tsx'
import { useDeed } from '../shell/undo.tsx'
import { today } from '../ui/when.ts'
import { bodyOf, CHANGE_KINDS, type ChangeKind, NOTHING, type Told } from './change.ts'
import { Parts } from './change-parts.tsx'
import { officePath, useBelow } from './tree.ts'

/** The form. `mayAbove`: whether one administers the office above, which all but founding asks for. */
export function NewChange(props: { office: Office; mayAbove: boolean; onDone: (code: string) => void }) {
  const { office, mayAbove, onDone } = props
  const { t } = useWords()
  const id = useId()
  const deed = useDeed()
  const kinds = CHANGE_KINDS.filter((k) => k === 'found' || mayAbove)
  const [told, setTold] = useState<Told>({ ...NOTHING, kind: kinds[0]!, happened: today() })
  const [error, setError] = useState<unknown>(null)
  const siblings = useBelow(office.ancestors.at(-1)?.code ?? null).data?.items ?? []
  const change = (to: Partial<Told>) => setTold((before) => ({ ...before, ...to }))
  const body = bodyOf(told, office)
  const send = async () => {
    setError(null)
    try {
      // the version is that of now: what is changed is the office as it stands
      const { version } = await tell<Office>('GET', officePath(office.code))
      const done = await tell<Office>('POST', officePath(office.code, '/changes'), {
        body,
        ...(told.kind === 'found' ? {} : { seen: version ?? '*' }),
      })
      await queries.invalidateQueries()
      await deed({ done: t('changes.done'), work: async () => {} })
      onDone(told.kind === 'found' ? office.code : done.body.code)
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
        <Radio.Group
          className="kinds"
          value={told.kind}
          onChange={({ target }) => change({ kind: target.value as ChangeKind })}
        >
          {kinds.map((k) => (
            <Radio key={k} value={k}>
              {t(`changes.kind.${k}`)}{' '}
              <small className="quiet">{t(`changes.kind.${k}.what`, { office: office.name })}</small>
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      <label htmlFor={`${id}-happened`}>{t('changes.happened')}</label>
      <Input
        id={`${id}-happened`}
        type="date"
        max={today()}
        value={told.happened}
        onChange={({ target }) => change({ happened: target.value })}
      />
      <label htmlFor={`${id}-document`}>{t('changes.document')}</label>
      <Input
        id={`${id}-document`}
        value={told.document}
        placeholder={t('changes.document.none')}
        onChange={({ target }) => change({ document: target.value })}
      />
      {(told.kind === 'found' || told.kind === 'recode') && (
        <>
          <label htmlFor={`${id}-code`}>{t('changes.code')}</label>
          <Input
            id={`${id}-code`}
            value={told.code}
            inputMode="numeric"
            onChange={({ target }) => change({ code: target.value })}
          />
        </>
      )}
      {(told.kind === 'found' || told.kind === 'rename') && (
        <>
          <label htmlFor={`${id}-name`}>{t('changes.name')}</label>
          <Input id={`${id}-name`} value={told.name} onChange={({ target }) => change({ name: target.value })} />
        </>
      )}
      {told.kind === 'merge' && (
        <>
          <label htmlFor={`${id}-into`}>{t('changes.merge.into')}</label>
          <Select<string | null>
            id={`${id}-into`}
            showSearch={{ optionFilterProp: 'label' }}
            value={told.into}
            onChange={(into) => change({ into })}
            options={siblings
              .filter((o) => o.code !== office.code && o.level === office.level)
              .map((o) => ({ value: o.code, label: `${o.name} ${o.code}` }))}
          />
        </>
      )}
      {told.kind === 'split' && <Parts office={office} parts={told.parts} onChange={(parts) => change({ parts })} />}
      <Popconfirm
        title={t('changes.sure', { office: office.name, kind: t(`changes.kind.${told.kind}`) })}
        description={t('changes.sure.about')}
        okText={t('changes.now')}
        onConfirm={() => void send()}
        disabled={!body}
      >
        <Button type="primary" disabled={!body}>
          {t('changes.now')}
        </Button>
      </Popconfirm>
    </form>
  )
}
