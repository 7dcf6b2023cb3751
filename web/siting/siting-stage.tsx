// Where to open: the question, its answer with the proof, and the map on which a site can be tried elsewhere.
import { Fault } from '@yike/core/base/fault.ts'
import { statesOf } from '@yike/core/circle/coverage.ts'
import { type LngLat, planeAt } from '@yike/core/geo/meters.ts'
import type { Candidate } from '@yike/core/siting/candidate.ts'
import { Alert, Button, Progress } from 'antd'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Doing } from '../access/messages.ts'
import type { StageProps } from '../access/stage.ts'
import { circlesOf } from '../circle/use-circles.ts'
import { useWords } from '../i18n/index.ts'
import type { Overlay, SiteMark } from '../map/overlay.ts'
import { GAINED } from '../ui/colours.ts'
import { Dots } from '../ui/dots.tsx'
import { AnswerFigure, GainByArea } from './answer.tsx'
import { AskForm, isByShare } from './ask-form.tsx'
import { Compare, useQuestion } from './compare.tsx'
import { Curve } from './curve.tsx'
import {
  type Draft,
  draftWith,
  finishSiting,
  markSent,
  moveSite,
  solveSiting,
  undoMove,
  undoMoves,
  useDesk,
} from './desk.ts'
import type { SitingAsk, SitingView } from './messages.ts'
import { bareValue } from './say.ts'
import { Sites, Trial } from './sites.tsx'
import './siting.css'

/** A place of the map as a candidate. */
const placed = (at: LngLat, i: number, name: string): Candidate => ({
  id: `place:${i + 1}`,
  name,
  at,
  kind: 'premises',
  areaM2: null,
  cost: null,
  capacity: null,
  hours: null,
  categories: null,
})

/** Yuan in 万元. */
const WAN = 10_000

/** The stage of siting. */
export function SitingStage(props: StageProps) {
  const { city, figures, category: index, minutes, ask, onOverlay, onShow, onCategory } = props
  const { t, lang, say } = useWords()
  const desk = useDesk()
  const { draft, doing, failure } = desk
  const view = desk.answers.find((a) => a.id === desk.shown) ?? null
  const category = city.categories[index]!
  const [picked, setPicked] = useState<number | null>(null)
  const question = useQuestion(city)
  const store = circlesOf(ask)
  const drawn = useSyncExternalStore(store.subscribe, store.view)
  const circles = (drawn.shown?.stand ?? drawn.stand)?.draft.circles ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer has other sites
  useEffect(() => setPicked(null), [desk.shown])

  const clicked = useMemo(
    () => draft.clicked.map((at, i) => placed(at, i, t('siting.place', { n: i + 1 }))),
    [draft.clicked, t],
  )
  const list = draft.source === 'premises' ? (draft.premises?.list ?? null) : draft.source === 'places' ? clicked : null

  const solve = (change: Partial<SitingAsk> = {}) => solveSiting(ask, { ...askedBy(draft), ...change }, draft.seconds)
  const askedBy = (d: Draft): SitingAsk => {
    const budgeted = d.source === 'premises' && d.by === 'budget' && d.aim === 'most'
    const beside = d.aim === 'shared' ? d.beside.map((id) => city.categories.findIndex((c) => c.id === id)) : []
    return {
      aim: d.aim,
      categories: [index, ...beside.filter((c) => c >= 0 && c !== index)],
      minutes,
      p: isByShare(d.aim) || budgeted ? null : d.p,
      budget: budgeted ? d.budget * WAN : null,
      share: isByShare(d.aim) ? d.share / 100 : null,
      places: d.aim === 'capacity' ? d.places : null,
      band: d.band,
      unknownToo: d.unknownToo,
      circles: circles && circles.length > 0 ? circles : null,
      candidates: list ? { kind: 'list', list } : { kind: 'street', wanted: d.wanted },
    }
  }
  const hindrance =
    !figures.knowledge[index]!.known && !draft.unknownToo
      ? t('siting.cannot.unknown', { category: say(category.name) })
      : draft.source === 'premises' && !draft.premises
        ? t('siting.cannot.file')
        : list?.length === 0
          ? t(draft.source === 'places' ? 'siting.cannot.places' : 'siting.cannot.empty')
          : draft.aim === 'shared' && draft.beside.length === 0
            ? t('siting.cannot.beside')
            : null

  const { walker } = figures.convention
  const stale = view !== null && (view.convention.walker.id !== walker.id || view.asked.minutes !== minutes)
  const other = view !== null && view.asked.categories[0] !== index
  // whether places still hold everybody is not counted anew while a site is dragged
  const movable = view !== null && !stale && view.asked.aim !== 'capacity'

  // what the answer, or the place tried, would make of the cells: those gained in a colour of their own
  const cells = desk.tried?.cells ?? view?.cells ?? null
  const states = useMemo(() => {
    const nearest = figures.nearest[index]
    if (!cells || stale || other || !nearest) return null
    const convention = { ...figures.convention, minutes }
    const its = statesOf([nearest], [figures.knowledge[index]!], figures.facts, convention)
    for (const cell of cells) its[cell] = GAINED
    return its
  }, [cells, stale, other, figures, index, minutes])

  const sites = useMemo((): SiteMark[] => {
    const marks: SiteMark[] = []
    if (list && !doing)
      for (const c of list) marks.push({ id: `candidate:${c.id}`, at: c.at, role: 'candidate', label: '' })
    if (!view) return marks
    const moved = new Map(desk.moves.map(({ site, at }) => [site, at]))
    for (const [k, r] of view.runnersUp.entries()) {
      const label =
        picked === r.instead ? `${view.sense === 'most' ? '−' : '+'}${bareValue(r.loss, view.unit, lang)}` : ''
      marks.push({ id: `next:${k}`, at: r.candidate.at, role: 'runner-up', label })
    }
    for (const [i, { candidate }] of view.sites.entries())
      marks.push({ id: `site:${i}`, at: moved.get(i) ?? candidate.at, role: 'chosen', label: String(i + 1) })
    return marks
  }, [list, doing, view, desk.moves, picked, lang])

  const isPlacing = draft.source === 'places'
  const overlay = useMemo((): Overlay => {
    const siteOf = (id: string) => (id.startsWith('site:') ? Number(id.slice(5)) : null)
    return {
      circles: [],
      sites,
      picked: picked === null ? [] : [`site:${picked}`],
      cells: true,
      states,
      onPick: (what, at) => {
        if (what?.kind === 'site') {
          const site = siteOf(what.id)
          if (site !== null) setPicked(site)
          const next = what.id.startsWith('next:') ? view?.runnersUp[Number(what.id.slice(5))] : undefined
          if (next) setPicked(next.instead)
        } else if (isPlacing) draftWith({ clicked: [...draft.clicked, at] })
        else setPicked(null)
      },
      onMoved: movable
        ? (id, at, isLast) => {
            const site = siteOf(id)
            if (site === null) return
            setPicked(site)
            void moveSite(ask, site, at, !isLast || isDragging.on)
            isDragging.on = !isLast
          }
        : null,
    }
  }, [sites, picked, states, isPlacing, draft.clicked, view, movable, ask])
  useEffect(() => onOverlay(overlay), [overlay, onOverlay])
  useEffect(() => () => onOverlay(null), [onOverlay])

  // Escape lets go of what is picked, Ctrl+Z takes the newest move back
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.target instanceof HTMLInputElement) return
      if (event.key === 'Escape') setPicked(null)
      else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && desk.moves.length > 0) {
        event.preventDefault()
        void undoMove(ask)
      }
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [desk.moves, ask])

  const pick = (site: number) => {
    setPicked(site)
    const moved = desk.moves.findLast((m) => m.site === site)
    onShow({ at: moved?.at ?? view!.sites[site]!.candidate.at })
  }
  const nudge = (site: number, east: number, north: number) => {
    const [lng, lat] = desk.moves.findLast((m) => m.site === site)?.at ?? view!.sites[site]!.candidate.at
    const plane = planeAt(lng, lat)
    setPicked(site)
    void moveSite(
      ask,
      site,
      [lng + east / (plane.x(lng + 1) - plane.x(lng)), lat + north / (plane.y(lat + 1) - plane.y(lat))],
      true,
    )
  }

  return (
    <section className="siting" data-testid="siting">
      <AskForm
        city={city}
        figures={figures}
        category={category}
        ask={ask}
        hindrance={hindrance}
        onSolve={() => void solve()}
      />
      {doing && <Solving doing={doing} />}
      {failure && !doing && <Refusal failure={failure} />}
      {view && (
        <>
          <p className="question small" data-testid="question">
            <Dots
              phrases={[
                ...question(view),
                `${say(view.convention.walker.name)} ${view.convention.walker.kmh.value.toFixed(1)} km/h`,
              ]}
            />
          </p>
          {stale && (
            <Alert
              type="warning"
              showIcon
              title={t('siting.stale')}
              action={
                <Button size="small" onClick={() => void solve()}>
                  {t('siting.again')}
                </Button>
              }
            />
          )}
          {other && (
            <Alert
              type="info"
              showIcon
              title={t('siting.other', { category: say(city.categories[view.asked.categories[0]!]!.name) })}
              action={
                <Button size="small" onClick={() => onCategory(city.categories[view.asked.categories[0]!]!.id)}>
                  {t('siting.other.show')}
                </Button>
              }
            />
          )}
          <AnswerFigure view={view} city={city} />
          {movable && view.sites.length > 0 && (
            <Trial
              view={view}
              desk={desk}
              limitMeters={figures.convention.snapLimitMeters}
              onUndo={() => void undoMove(ask)}
              onReset={() => void undoMoves(ask)}
            />
          )}
          <Sites view={view} city={city} picked={picked} movable={movable} onPick={pick} onNudge={nudge} />
          <p className="siting-go">
            <Button onClick={() => markSent(view.id)} disabled={desk.sent.includes(view.id) || view.sites.length === 0}>
              {t(desk.sent.includes(view.id) ? 'siting.sent' : 'siting.send')}
            </Button>
            <span className="quiet small">{t('siting.send.what')}</span>
          </p>
          <Curve
            view={view}
            busy={doing !== null}
            onChoose={(p) => {
              draftWith({ p, by: 'p' })
              void solveSiting(ask, { ...view.asked, p, budget: null }, draft.seconds)
            }}
          />
          <GainByArea view={view} city={city} onShow={(area) => onShow({ area })} />
        </>
      )}
      <Compare city={city} />
    </section>
  )
}

/** Whether a drag is under way, so that all of it is one step. */
const isDragging = { on: false }

function Solving({ doing }: { doing: Doing }) {
  const { t, say } = useWords()
  const percent = doing.of ? Math.round((100 * doing.done) / doing.of) : null
  return (
    <div className="solving" role="status" data-testid="solving">
      <span>{say(doing.what)}…</span>
      <Progress percent={percent ?? 0} size="small" showInfo={false} status="active" />
      <Button size="small" onClick={finishSiting}>
        {t('siting.cancel')}
      </Button>
    </div>
  )
}

function Refusal({ failure }: { failure: Error }) {
  const { t, lang } = useWords()
  const cancelled = failure instanceof Fault && failure.code === 'cancelled'
  return (
    <Alert
      className="siting-refusal"
      type={cancelled ? 'info' : 'error'}
      showIcon
      role="alert"
      title={cancelled ? t('siting.cancelled') : t('siting.failed')}
      description={cancelled ? undefined : failure instanceof Fault ? failure.say(lang) : failure.message}
    />
  )
}

export type { SitingView }
