// One outlet: all that the ledger says of it, what can be done about it, what it was, and where it is known from.
import { Button, Drawer } from 'antd'
import { useMemo, useState } from 'react'
import { useAsked } from '../api/queries.ts'
import { useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Section } from '../shell/parts.tsx'
import { today } from '../ui/when.ts'
import type { Outlet } from './office-lists.ts'
import { OutletClash } from './outlet-clash.tsx'
import { OUTLET_FIELDS, sayField } from './outlet-fields.ts'
import { OutletForm } from './outlet-form.tsx'
import { OutletVersions } from './outlet-versions.tsx'
import { outletPath, useOutletWriter } from './outlet-write.ts'
import { PlaceMap } from './place-map.tsx'

interface Props {
  readonly id: string | null
  /** The outlet as it stood then, where the ledger is shown as of a day; null: as it stands. */
  readonly then: Outlet | null
  readonly may: boolean
  readonly onClose: () => void
}

/** The drawer. */
export function OutletDrawer({ id, then, may, onClose }: Props) {
  const { t } = useWords()
  const asked = useAsked<Outlet>(id && !then ? outletPath(id) : null)
  const outlet = then ?? asked.data
  return (
    <Drawer
      title={outlet ? outlet.name || t('outlet.nameless') : t('outlet.one')}
      open={id !== null}
      onClose={onClose}
      size={560}
      destroyOnHidden
      data-testid="outlet"
    >
      {then ? (
        <Facts outlet={then} />
      ) : (
        <Asked asked={asked}>{(there) => <One key={there.id} outlet={there} may={may && !there.mergedInto} />}</Asked>
      )}
      {id && !then && <OutletVersions id={id} />}
    </Drawer>
  )
}

function One({ outlet, may }: { outlet: Outlet; may: boolean }) {
  const { t } = useWords()
  const { write, clash, settle } = useOutletWriter()
  const [editing, setEditing] = useState(false)
  const [busy, setBusy] = useState(false)
  const save = async (...args: Parameters<typeof write>) => {
    setBusy(true)
    const ok = await write(...args)
    setBusy(false)
    if (ok) setEditing(false)
    return ok
  }
  if (clash)
    return (
      <OutletClash
        clash={clash}
        onSettle={(theirs, change) => {
          settle()
          setEditing(false)
          void write(theirs, change)
        }}
      />
    )
  if (editing)
    return (
      <OutletForm
        outlet={outlet}
        busy={busy}
        onSave={(change) => void save(outlet, change)}
        onLeave={() => setEditing(false)}
      />
    )
  return (
    <>
      {may && (
        <p className="line">
          <Button type="primary" onClick={() => setEditing(true)}>
            {t('outlet.edit')}
          </Button>
          <Button
            disabled={busy || outlet.confirmed === today()}
            onClick={() => void save(outlet, { confirmed: today() }, t('outlet.confirmed.now'))}
          >
            {t('outlet.confirm')}
          </Button>
          <Button
            disabled={busy}
            onClick={() =>
              void save(
                outlet,
                { state: outlet.state === 'open' ? 'closed' : 'open' },
                t(outlet.state === 'open' ? 'outlet.closed.now' : 'outlet.opened.now'),
              )
            }
          >
            {t(outlet.state === 'open' ? 'outlet.close' : 'outlet.reopen')}
          </Button>
        </p>
      )}
      {outlet.mergedInto && <p className="missing">{t('outlet.merged')}</p>}
      <Facts outlet={outlet} />
    </>
  )
}

function Facts({ outlet }: { outlet: Outlet }) {
  const { t } = useWords()
  const office = useOffice()
  const points = useMemo(
    () => [{ id: outlet.id, at: [outlet.lng, outlet.lat] as const, name: outlet.name, look: outlet.state }],
    [outlet],
  )
  return (
    <>
      <dl className="facts" data-testid="facts">
        {OUTLET_FIELDS.map((field) => (
          <div key={field}>
            <dt>{t(`outlet.${field}`)}</dt>
            <dd>{sayField(outlet, field, t)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('outlet.office')}</dt>
          <dd>{outlet.office === office.code ? office.name : outlet.office}</dd>
        </div>
      </dl>
      <PlaceMap label={t('outlet.place.map', { name: outlet.name })} points={points} chosen={outlet.id} />
      <Section title={t('outlet.origins')}>
        {outlet.origins.length === 0 ? (
          <p className="quiet">{t('outlet.origins.none')}</p>
        ) : (
          <ul className="plain">
            {outlet.origins.map((o) => (
              <li key={JSON.stringify(o)}>
                {t(`outlet.origin.${o.kind}`)} · {o.file}
                {o.row !== null && ` · ${t('outlet.origin.row', { n: o.row })}`}
                {o.ref !== null && ` · ${o.ref}`}
                {o.confirmed !== null && ` · ${o.confirmed}`}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}
