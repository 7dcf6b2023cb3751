// The ledger of an office: its outlets in a table and on a map, each to be opened, put right, and followed back in time.
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import { type Page, useAsked, useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import type { MapPoint } from '../map/points-map.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { sayDay } from '../ui/when.ts'
import { useChoice } from './choice.ts'
import { askedOf, endOf, isFiltered, LedgerFilters } from './ledger-filters.tsx'
import { LeftOut } from './left-out.tsx'
import { NewOutlet } from './new-outlet.tsx'
import type { Outlet, Pair } from './office-lists.ts'
import { OutletDrawer } from './outlet-drawer.tsx'
import { PlaceMap } from './place-map.tsx'
import './ledger.css'

/** The page. */
export function LedgerPage() {
  const { t, lang } = useWords()
  const me = useMe()
  const office = useOffice()
  const [choice, choose] = useChoice()
  const [here, setHere] = useState(false)
  const [view, setView] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const wanted = useDeferredValue(choice)
  const asked = useList<Outlet>(officePath(office.code, '/outlets'), askedOf(wanted, here ? view : null))
  const items = asked.items ?? []
  const may = mayAt(me, 'edit', office) && !choice.on
  const pairs = useAsked<Page<Pair>>(officePath(office.code, '/duplicates'), { limit: 1 })
  const open = choice.outlet ?? null
  const then = choice.on ? (items.find((o) => o.id === open) ?? null) : null
  const points = useMemo(
    () =>
      (asked.items ?? []).map((o): MapPoint => ({ id: o.id, at: [o.lng, o.lat], name: o.name || o.label, look: o.state })), // biome-ignore format: one line
    [asked.items],
  )
  const trades = useMemo(() => [...new Set((asked.items ?? []).map((o) => o.label))].sort(), [asked.items])
  const exported = (as: string) =>
    `${officePath(office.code, '/ledger')}?as=${as}${choice.on ? `&at=${encodeURIComponent(endOf(choice.on))}` : ''}`
  const filtered = isFiltered(choice) || here
  const showAll = () => {
    setHere(false)
    choose({ q: undefined, trade: undefined, state: undefined, old: undefined })
  }
  return (
    <>
      <PageHead
        title={t('office.nav.ledger')}
        about={t('ledger.about', { office: office.name })}
        acts={
          <>
            {may && <Button onClick={() => setAdding(true)}>{t('outlet.new')}</Button>}
            <a href={exported('xlsx')} download className="button">
              {t('ledger.xlsx')}
            </a>
            <a href={exported('csv')} download className="button">
              {t('ledger.csv')}
            </a>
          </>
        }
      />
      {(pairs.data?.items.length ?? 0) > 0 && (
        <p className="missing">
          <Link to="/o/$office/ledger/duplicates" params={{ office: office.code }}>
            {t('duplicate.some')}
          </Link>
        </p>
      )}
      <LeftOut />
      <LedgerFilters choice={choice} onChoose={choose} trades={trades} here={here} onHere={setHere} />
      {choice.on && (
        <Alert
          type="info"
          showIcon
          title={t('ledger.on.note', { day: sayDay(choice.on, lang) })}
          action={
            <Button size="small" onClick={() => choose({ on: undefined })}>
              {t('ledger.on.now')}
            </Button>
          }
        />
      )}
      <div className="beside-map">
        <div>
          <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
            {() =>
              items.length === 0 ? (
                <Empty
                  act={
                    filtered ? (
                      <Button onClick={showAll}> {t('ledger.all')}</Button>
                    ) : (
                      may && (
                        <Link to="/o/$office/uploads" params={{ office: office.code }}>
                          {t('ledger.none.upload')}
                        </Link>
                      )
                    )
                  }
                >
                  {t(filtered ? 'ledger.none.filtered' : 'ledger.none', { office: office.name })}
                </Empty>
              ) : (
                <Rows
                  label={t('office.nav.ledger')}
                  rows={items}
                  keyOf={(o) => o.id}
                  more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }} // biome-ignore format: one line
                  columns={[
                    {
                      id: 'name',
                      head: true,
                      title: t('outlet.name'),
                      cell: (o) => (
                        <>
                          <button type="button" className="link" onClick={() => choose({ outlet: o.id }, true)}>
                            {o.name || t('outlet.nameless')}
                          </button>
                          <small className="names quiet">{o.label}</small>
                        </>
                      ),
                    },
                    { id: 'address', title: t('outlet.address'), cell: (o) => o.address ?? '—' },
                    {
                      id: 'state',
                      title: t('outlet.state'),
                      cell: (o) => <span className={`look look-${o.state}`}>{t(`outlet.state.${o.state}`)}</span>,
                    },
                    {
                      id: 'confirmed',
                      title: t('ledger.confirmed'),
                      cell: (o) =>
                        o.confirmed ? (
                          [o.confirmed, o.confirmedBy].filter(Boolean).join(' · ')
                        ) : (
                          <span className="quiet">{t('ledger.never')}</span>
                        ),
                    },
                  ]}
                />
              )
            }
          </Asked>
        </div>
        <PlaceMap
          tall
          label={t('ledger.map', { office: office.name })}
          points={points}
          chosen={open}
          follow={!here}
          onChoose={(id) => choose({ outlet: id }, true)}
          onRest={(box) => setView(box.map((n) => n.toFixed(6)).join(','))}
        />
      </div>
      <OutletDrawer id={open} then={then} may={may} onClose={() => choose({ outlet: undefined })} />
      {may && <NewOutlet open={adding} onClose={() => setAdding(false)} onMade={(id) => choose({ outlet: id })} />}
    </>
  )
}
