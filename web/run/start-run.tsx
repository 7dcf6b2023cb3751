// Starting a run: what is to be computed, by which convention, and from what; what is missing is said before, not after.

import { useNavigate } from '@tanstack/react-router'
import { walkers } from '@yike/core/access/walkers.ts'
import { standards } from '@yike/core/standard/standards/index.ts'
import { App, Button, Drawer, Input, InputNumber, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import type { Office, Run, RunKind } from '../api/answers.ts'
import { tell } from '../api/call.ts'
import { forget } from '../api/queries.ts'
import { officePath } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Trouble } from '../shell/parts.tsx'
import { LEAST_MINUTES, MOST_MINUTES } from '../ui/address.ts'
import { DEFAULTS, optionsOf, type Wanted } from './asking.ts'
import { runPath } from './follow.ts'
import { InputsHere, useInputs } from './inputs-here.tsx'
import { MoreOptions } from './more-options.tsx'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
  readonly office: Office
}

/** The drawer. What was chosen stays while the page does. */
export function StartRun({ open, onClose, office }: Props) {
  const { t, lang, say } = useWords()
  const id = useId()
  const go = useNavigate()
  const { message } = App.useApp()
  const [wanted, setWanted] = useState<Wanted>(DEFAULTS)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const change = (to: Partial<Wanted>) => setWanted((before) => ({ ...before, ...to }))
  const kinds: readonly RunKind[] =
    office.level === 'state' || office.level === 'province'
      ? ['remeasure', 'measure']
      : ['measure', 'delineate', 'site', 'plan']
  const kind = kinds.includes(wanted.kind) ? wanted.kind : kinds[0]!
  const inputs = useInputs(office, kind, open)
  const ready = inputs.ready && (kind !== 'site' || wanted.category !== null)
  const start = async () => {
    setBusy(true)
    setError(null)
    try {
      const { body, status } = await tell<Run>('POST', officePath(office.code, '/runs'), {
        body: {
          kind,
          ...(wanted.title.trim() ? { title: wanted.title.trim() } : {}),
          options: optionsOf({ ...wanted, kind }, lang),
        },
      })
      if (status === 200) void message.info(t('run.same'), 8)
      await forget(officePath(office.code, '/runs'), runPath(body.id))
      onClose()
      await go({ to: '/runs/$id', params: { id: body.id } })
    } catch (wrong) {
      setError(wrong)
    } finally {
      setBusy(false)
    }
  }
  const standard = standards.find((s) => s.id === wanted.standard)
  const walker = walkers.find((w) => w.id === wanted.walker)
  return (
    <Drawer title={t('run.start')} open={open} onClose={onClose} size={480}>
      <form
        className="fields"
        data-testid="start-run"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void start()
        }}
      >
        <Trouble error={error} />
        <fieldset>
          <legend>{t('run.kind')}</legend>
          <Radio.Group
            className="kinds"
            value={kind}
            onChange={({ target }) => change({ kind: target.value as RunKind })}
          >
            {kinds.map((k) => (
              <Radio key={k} value={k}>
                {t(`run.kind.${k}`)} <small className="quiet">{t(`run.kind.${k}.what`)}</small>
              </Radio>
            ))}
          </Radio.Group>
        </fieldset>
        {(kind === 'measure' || kind === 'remeasure') && (
          <>
            <label htmlFor={`${id}-standard`}>{t('run.standard')}</label>
            <Select
              id={`${id}-standard`}
              value={wanted.standard}
              onChange={(to) => change({ standard: to })}
              options={standards.map((s) => ({ value: s.id as string, label: say(s.name) }))}
            />
            {standard && <p className="quiet small">{standard.cites}</p>}
            <label htmlFor={`${id}-walker`}>{t('walker')}</label>
            <Select
              id={`${id}-walker`}
              value={wanted.walker}
              onChange={(to) => change({ walker: to })}
              options={walkers.map((w) => ({ value: w.id, label: `${say(w.name)} ${w.kmh.value} km/h` }))}
            />
            {walker && <p className="quiet small">{t('run.walker.what', { kmh: walker.kmh.value })}</p>}
            <label htmlFor={`${id}-minutes`}>{t('minutes.label')}</label>
            <InputNumber
              id={`${id}-minutes`}
              min={LEAST_MINUTES}
              max={MOST_MINUTES}
              precision={0}
              value={wanted.minutes}
              onChange={(to) => change({ minutes: to ?? DEFAULTS.minutes })}
            />
          </>
        )}
        <MoreOptions kind={kind} wanted={wanted} onChange={change} measures={inputs.measures} id={id} />
        <label htmlFor={`${id}-title`}>{t('run.title')}</label>
        <Input
          id={`${id}-title`}
          value={wanted.title}
          maxLength={200}
          placeholder={t('run.title.none')}
          onChange={({ target }) => change({ title: target.value })}
        />
        <InputsHere office={office} kind={kind} inputs={inputs} />
        <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={!ready}>
          {t('run.start.now')}
        </Button>
      </form>
    </Drawer>
  )
}
