// The form of an outlet: every field that an officer may change, the place on a map as well as in degrees.
import type { LngLat } from '@yike/core/geo/meters.ts'
import { entrancesIn } from '@yike/core/source/ledger-cells.ts'
import { Button, Input, InputNumber, Select } from 'antd'
import { useId, useMemo, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { today } from '../ui/when.ts'
import type { Outlet } from './office-lists.ts'
import type { OutletChange } from './outlet-fields.ts'
import { PlaceMap } from './place-map.tsx'

interface Props {
  readonly outlet: Outlet
  readonly busy: boolean
  readonly onSave: (change: OutletChange) => void
  readonly onLeave: () => void
}

const TEXTS = ['code', 'address', 'hours', 'licence'] as const

/** The form. A blank text is not known. */
export function OutletForm({ outlet, busy, onSave, onLeave }: Props) {
  const { t } = useWords()
  const id = useId()
  const [form, setForm] = useState<OutletChange>({})
  const [doors, setDoors] = useState(() => outlet.entrances.map((at) => at.join(',')).join('; '))
  const now: Outlet = { ...outlet, ...form }
  const change = (to: OutletChange) => setForm((before) => ({ ...before, ...to }))
  const at = useMemo((): LngLat => [now.lng, now.lat], [now.lng, now.lat])
  const before = useMemo(
    () => [
      {
        id: outlet.id,
        at: [outlet.lng, outlet.lat] as LngLat,
        name: t('outlet.place.before'),
        look: 'closed' as const,
      },
    ],
    [outlet, t],
  )
  const pairs = entrancesIn(doors)
  const wrong = now.name.trim() === '' || now.label.trim() === '' || pairs.includes(null)
  const degrees = (part: 'lng' | 'lat', most: number) => (
    <InputNumber<number>
      id={`${id}-${part}`}
      aria-label={t(`outlet.${part}`)}
      prefix={t(`outlet.${part}`)}
      min={-most}
      max={most}
      step={0.0001}
      value={now[part]}
      onChange={(to) => to !== null && change({ [part]: to })}
    />
  )
  return (
    <form
      className="fields"
      aria-label={t('outlet.edit')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!wrong) onSave({ ...form, entrances: pairs as [number, number][] })
      }}
    >
      {(['name', 'label'] as const).map((field) => (
        <div key={field} className="fields">
          <label htmlFor={`${id}-${field}`}>{t(`outlet.${field}`)}</label>
          <Input
            id={`${id}-${field}`}
            required
            maxLength={4000}
            value={now[field]}
            onChange={({ target }) => change({ [field]: target.value })}
          />
        </div>
      ))}
      <label htmlFor={`${id}-state`}>{t('outlet.state')}</label>
      <Select
        id={`${id}-state`}
        value={now.state}
        onChange={(state) => change({ state })}
        options={(['open', 'closed', 'moved'] as const).map((s) => ({ value: s, label: t(`outlet.state.${s}`) }))}
      />
      <fieldset className="fields">
        <legend>{t('outlet.place')}</legend>
        <p className="quiet small">{t('outlet.place.how')}</p>
        <PlaceMap
          label={t('outlet.place.map', { name: outlet.name })}
          points={before}
          follow={false}
          movable={at}
          onMove={([lng, lat]) => change({ lng: round(lng), lat: round(lat) })}
        />
        <div className="line degrees">
          {degrees('lng', 180)}
          {degrees('lat', 90)}
        </div>
      </fieldset>
      {TEXTS.map((field) => (
        <div key={field} className="fields">
          <label htmlFor={`${id}-${field}`}>{t(`outlet.${field}`)}</label>
          <Input
            id={`${id}-${field}`}
            maxLength={field === 'code' ? 100 : 4000}
            value={now[field] ?? ''}
            onChange={({ target }) => change({ [field]: target.value.trim() === '' ? null : target.value })}
          />
        </div>
      ))}
      <label htmlFor={`${id}-capacity`}>{t('outlet.capacity')}</label>
      <InputNumber
        id={`${id}-capacity`}
        min={0}
        max={9_999_999}
        value={now.capacity}
        onChange={(capacity) => change({ capacity })}
      />
      <label htmlFor={`${id}-confirmed`}>{t('outlet.confirmed')}</label>
      <Input
        id={`${id}-confirmed`}
        type="date"
        max={today()}
        value={now.confirmed ?? ''}
        onChange={({ target }) => change({ confirmed: target.value || null })}
      />
      <label htmlFor={`${id}-doors`}>{t('outlet.entrances')}</label>
      <Input
        id={`${id}-doors`}
        value={doors}
        status={pairs.includes(null) ? 'error' : ''}
        aria-describedby={`${id}-doors-how`}
        onChange={({ target }) => setDoors(target.value)}
      />
      <p className="quiet small" id={`${id}-doors-how`}>
        {t('outlet.entrances.how')}
      </p>
      <label htmlFor={`${id}-remark`}>{t('outlet.remark')}</label>
      <Input.TextArea
        id={`${id}-remark`}
        rows={2}
        maxLength={4000}
        value={now.remark ?? ''}
        onChange={({ target }) => change({ remark: target.value.trim() === '' ? null : target.value })}
      />
      <p className="line">
        <Button type="primary" htmlType="submit" loading={busy} disabled={wrong}>
          {t('outlet.save')}
        </Button>
        <Button onClick={onLeave}>{t('outlet.leave')}</Button>
      </p>
    </form>
  )
}

const round = (n: number) => Math.round(n * 1e6) / 1e6
