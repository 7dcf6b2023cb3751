// Putting down an outlet by hand: its name, its trade and its place; the rest afterwards, in its drawer.
import type { LngLat } from '@yike/core/geo/meters.ts'
import { Button, Drawer, Input } from 'antd'
import { useId, useMemo, useState } from 'react'
import { call } from '../api/call.ts'
import { forget } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Trouble } from '../shell/parts.tsx'
import type { Outlet } from './office-lists.ts'
import { degrees } from './outlet-fields.ts'
import { PlaceMap } from './place-map.tsx'
import { useGround } from './use-ground.ts'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
  readonly onMade: (id: string) => void
}

/** The drawer. */
export function NewOutlet({ open, onClose, onMade }: Props) {
  const { t } = useWords()
  return (
    <Drawer title={t('outlet.new')} open={open} onClose={onClose} size={480} destroyOnHidden>
      {open && <Form onClose={onClose} onMade={onMade} />}
    </Drawer>
  )
}

function Form({ onClose, onMade }: Omit<Props, 'open'>) {
  const { t } = useWords()
  const id = useId()
  const office = useOffice()
  const bounds = useGround()?.basemap?.bounds
  const [said, setSaid] = useState({ name: '', label: '' })
  const [put, setPut] = useState<LngLat | null>(null)
  const [error, setError] = useState<unknown>(null)
  const at = useMemo(
    (): LngLat => put ?? (bounds ? [(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2] : [105, 35]),
    [put, bounds],
  )
  const make = async () => {
    try {
      const body = { ...said, lng: put![0], lat: put![1] }
      const made = await call<Outlet>('POST', officePath(office.code, '/outlets'), { body })
      await forget('/api/offices/')
      onClose()
      onMade(made.id)
    } catch (wrong) {
      setError(wrong)
    }
  }
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (put) void make()
      }}
    >
      <Trouble error={error} />
      {(['name', 'label'] as const).map((field) => (
        <div className="fields" key={field}>
          <label htmlFor={`${id}-${field}`}>{t(`outlet.${field}`)}</label>
          <Input
            id={`${id}-${field}`}
            required
            maxLength={4000}
            value={said[field]}
            onChange={({ target }) => setSaid({ ...said, [field]: target.value })}
          />
        </div>
      ))}
      <p className="quiet small">{t('outlet.place.how')}</p>
      <PlaceMap
        label={t('outlet.place.map', { name: said.name })}
        points={NONE}
        movable={at}
        onMove={([lng, lat]) => setPut([Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6])}
      />
      <p className="small" aria-live="polite">
        {put ? `${degrees(put[0])}, ${degrees(put[1])}` : t('outlet.place.none')}
      </p>
      <Button type="primary" htmlType="submit" disabled={!put || !said.name.trim() || !said.label.trim()}>
        {t('outlet.new.now')}
      </Button>
    </form>
  )
}

const NONE = [] as const
