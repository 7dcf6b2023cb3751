// What to look at today, for a phone in the street: a card each, answered with or without a network.
import { Link } from '@tanstack/react-router'
import type { LngLat } from '@yike/core/geo/meters.ts'
import { App, Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { call } from '../api/call.ts'
import { sentence } from '../api/problem.ts'
import { forget, useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead } from '../shell/parts.tsx'
import { sayWhen, today } from '../ui/when.ts'
import type { Verification } from './office-lists.ts'
import { useAnswers } from './send-answers.ts'
import { useGround } from './use-ground.ts'
import { VerifyCard } from './verify-card.tsx'
import { inOrder } from './verify-order.ts'
import { VerifyWaiting } from './verify-waiting.tsx'
import './ledger.css'

/** Tasks of each reason that one press lists. */
const MOST = 30

/** The moment here, with its offset: the day on the phone is the day it was seen. */
const momentHere = (): string => {
  const now = new Date()
  const offset = -now.getTimezoneOffset()
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0')
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, 19)
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`
}

/** An id for an answer, also where the page is served without https, which `randomUUID` asks for. */
const newId = (): string => {
  const b = crypto.getRandomValues(new Uint8Array(16))
  b[6] = (b[6]! & 0x0f) | 0x40
  b[8] = (b[8]! & 0x3f) | 0x80
  const hex = Array.from(b, (n) => n.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The page. */
export function VerifyPage() {
  const { t, lang } = useWords()
  const me = useMe()
  const office = useOffice()
  const { message } = App.useApp()
  const may = mayAt(me, 'edit', office)
  const path = officePath(office.code, '/verifications')
  const asked = useList<Verification>(path, { state: 'open', due: today(), limit: 100 })
  const { waiting, give, takeBack, flush } = useAnswers(me.account)
  const [from, setFrom] = useState<LngLat | null>(null)
  const answered = useMemo(() => new Set(waiting.map((a) => a.task)), [waiting])
  const open = useMemo(() => asked.items?.filter((task) => !answered.has(task.id)), [asked.items, answered])
  const stretches = useMemo(() => (open ? inOrder(open, from) : []), [open, from])
  const order = (how: string) => {
    if (how === 'street') return setFrom(null)
    const none = () => void message.info(t('verify.nowhere'))
    if (!navigator.geolocation) return none()
    navigator.geolocation.getCurrentPosition(({ coords }) => setFrom([coords.longitude, coords.latitude]), none, {
      enableHighAccuracy: true,
      timeout: 15_000,
    })
  }
  return (
    <div className="verify">
      <PageHead title={t('office.nav.verify')} about={t('verify.about')} acts={may && <MakeList path={path} />} />
      <VerifyWaiting waiting={waiting} onTakeBack={(id) => void takeBack(id)} onSend={() => void flush()} />
      <Asked asked={{ ...asked, data: open }}>
        {(items) =>
          items.length === 0 ? (
            <Empty act={may && <MakeList path={path} />}>{t(may ? 'verify.none' : 'verify.none.read')}</Empty>
          ) : (
            <>
              <p className="line">
                <Segmented
                  aria-label={t('verify.order')}
                  value={from ? 'near' : 'street'}
                  onChange={order}
                  options={[
                    { value: 'street', label: t('verify.order.street') },
                    { value: 'near', label: t('verify.order.near') },
                  ]}
                />
                <span className="quiet small">{t('verify.people.what')}</span>
              </p>
              {stretches.map((stretch) => (
                <section key={stretch.code} aria-label={stretch.name || t('verify.order.near')}>
                  {stretch.name && <h3>{stretch.name}</h3>}
                  {stretch.tasks.map(({ task, meters }) => (
                    <VerifyCard
                      key={task.id}
                      task={task}
                      meters={meters}
                      may={may}
                      onSeen={({ at, photo, ...seen }) => {
                        const id = newId()
                        const body = { id, ...seen, at: momentHere(), lng: at?.[0] ?? null, lat: at?.[1] ?? null }
                        void give({ id, task: task.id, place: task.place, body, photo }).catch((error) =>
                          message.error(sentence(error, lang)),
                        )
                      }}
                    />
                  ))}
                </section>
              ))}
              {asked.hasNextPage && (
                <Button onClick={() => void asked.fetchNextPage()} loading={asked.isFetchingNextPage}>
                  {t('office.more')}
                </Button>
              )}
            </>
          )
        }
      </Asked>
    </div>
  )
}

/** Lists from the newest measurement what is worth looking at; where there is none, says where to begin. */
function MakeList({ path }: { path: string }) {
  const { t, lang } = useWords()
  const office = useOffice()
  const ground = useGround()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  if (ground === undefined) return null
  if (ground === null)
    return (
      <Link to="/o/$office" params={{ office: office.code }}>
        {t('verify.measure-first')}
      </Link>
    )
  const make = async () => {
    setBusy(true)
    try {
      const body = { run: ground.run.id, most: MOST, due: today() }
      const made = await call<Record<'gap' | 'nearest' | 'oldest' | 'duplicate', number>>('POST', `${path}/from-run`, {
        body,
      })
      await forget('/api/offices/')
      const n = made.gap + made.nearest + made.oldest + made.duplicate
      void message.success(t(n > 0 ? 'verify.made' : 'verify.made.none', { n }), 6)
    } catch (error) {
      void message.error(sentence(error, lang), 10)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      loading={busy}
      onClick={() => void make()}
      title={t('verify.make.from', { when: sayWhen(ground.run.endedAt ?? ground.run.madeAt, lang) })}
    >
      {t('verify.make')}
    </Button>
  )
}
