// The page: what is chosen on the left (below, on a phone), the city on the right, and the wire between them.
import { statesOf } from '@yike/core/circle/coverage.ts'
import type { Gap } from '@yike/core/circle/measured.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { AreaRow } from '@yike/core/source/rows.ts'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Busy } from './access/busy.tsx'
import { type Session, useSession } from './access/session.ts'
import { useWhatIf, WhatIfProvider } from './access/use-what-if.ts'
import { ConventionLine, Figure, Legend } from './circle/figure.tsx'
import { actsOf, keysFor, useHandling } from './circle/handling.ts'
import { Results, type Side } from './circle/results.tsx'
import { peopleIn, tallyOf } from './circle/tally.ts'
import { WhatIfBanner, WhatIfFigure, WhatIfLegend, WhatIfPanel, WhatIfSwitch } from './circle/what-if.tsx'
import { useWords } from './i18n/index.ts'
import type { Asked, CityMap } from './map/city-map.ts'
import type { Goal } from './map/map.tsx'
import type { Overlay } from './map/overlay.ts'
import { cityUrl, fetchManifest, type Manifest } from './source/fetch.ts'
import { FindingsDrawer } from './source/findings.tsx'
import { Header } from './source/header.tsx'
import { StagePanel, StageSwitch, stageOf } from './stages.tsx'
import { CategorySelect, Groups, Walk } from './standard/choose.tsx'
import { type Choice, type Stage, writeChoice } from './ui/address.ts'
import { GAINED } from './ui/colours.ts'
import { people } from './ui/number.ts'

const MapView = lazy(() => import('./map/map.tsx').then((m) => ({ default: m.MapView })))

/** A city, measured and asked; `choice` is what the address said when it was opened, `back` a way to where one came from. */
export function CityPage({ choice, back }: { choice: Choice; back?: ReactNode }) {
  const session = useSession(choice.walker, choice.minutes)
  return (
    <WhatIfProvider value={session.whatIf}>
      <Page choice={choice} session={session} back={back} />
    </WhatIfProvider>
  )
}

function Page({ choice, session, back }: { choice: Choice; session: Session; back: ReactNode }) {
  const { t, lang, say } = useWords()
  const { askHere } = session
  const { basemap, city, figures, here, way, outline } = session
  const [manifest, setManifest] = useState<Manifest>({})
  useEffect(() => void fetchManifest().then(setManifest), [])
  const [stage, setStage] = useState(stageOf(choice.stage))
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const [wanted, setWanted] = useState(choice.category)
  const [side, setSide] = useState<Side>('gaps')
  const [goal, setGoal] = useState<Goal | null>(null)
  const [open, setOpen] = useState(false)
  const top = useRef<HTMLElement>(null)

  const categories = city?.categories ?? []
  const shares = useMemo(() => {
    const cityWide = new Map(
      figures?.coverage.filter((c) => c.area === null && c.band === null).map((c) => [c.category, c.share.share]),
    )
    return (city?.categories ?? []).map((c) => cityWide.get(c.id) ?? null)
  }, [city, figures])
  const partly = useMemo(() => {
    const left = new Set(
      figures?.coverage
        .filter((c) => c.area === null && c.band === null && c.share.unknown >= 0.5)
        .map((c) => c.category),
    )
    return (city?.categories ?? []).map((c) => left.has(c.id))
  }, [city, figures])
  // at first: what the address asks for, else what most people lack, basic needs before the rest
  const first = useRef<string | null>(null)
  first.current ??= figures?.gaps.find((g) => g.area === null)?.category ?? null
  const asks = (id: string | null) => categories.findIndex((c) => c.id === id)
  const index = Math.max(0, asks(wanted) >= 0 ? asks(wanted) : asks(first.current))
  const category = categories[index]
  const cells = city?.population ?? null
  // the page colours by core's own rule while the worker still adds up areas and gaps for the same limit
  const [moved, setMoved] = useState<number | null>(null)
  const minutes = moved ?? figures?.convention.minutes ?? 15
  const states = useMemo(() => {
    const nearest = figures?.nearest[index]
    if (!figures || !nearest) return null
    const { knowledge, facts, convention } = figures
    return statesOf([nearest], [knowledge[index]!], facts, { ...convention, minutes })
  }, [figures, index, minutes])
  const tally = useMemo(() => (states && cells ? tallyOf(states, cells.people) : null), [states, cells])
  // a stage may show other states: cells that sites would gain are in a colour of their own
  const staged = overlay?.states ?? null
  const shown = useMemo(
    () =>
      staged && cells ? { tally: tallyOf(staged, cells.people), gained: peopleIn(staged, cells.people, GAINED) } : null,
    [staged, cells],
  )
  const outlets = useMemo(() => city?.outlets.filter((_, o) => city.serves[o]!.includes(index)) ?? [], [city, index])
  const areas = useMemo(() => city?.areas ?? [], [city])
  const asked = useMemo(
    (): Asked | null => here && { at: here.at, snap: here.snap?.at ?? null, walk: way?.line ?? null },
    [here, way],
  )
  const walker = figures?.convention.walker.id ?? ''

  // the what-if: of the category at hand, begun anew for another walker, thresholds only for another limit
  const { whatIf } = session
  const [supposing, setSupposing] = useState(false)
  const supposed = useWhatIf((view) => view.states)
  const handling = useHandling(city)
  const acts = useMemo(() => actsOf(whatIf), [whatIf])
  const map = useRef<CityMap | null>(null)
  const hearMap = useCallback(
    (made: CityMap | null) => {
      map.current = made
      Object.assign(made ?? {}, { whatIf }) // for tests and benchmarks
      whatIf.paintBy((cells, to) => made?.paintSome(cells, to))
    },
    [whatIf],
  )
  const searched = figures?.nearest
  const limit = useRef(minutes)
  limit.current = minutes
  useEffect(() => {
    if (!supposing || !city || !searched) return
    const places = new Map(
      city.outlets.flatMap((o, n): [number, LngLat][] => (city.serves[n]!.includes(index) ? [[n, o.at]] : [])),
    )
    void whatIf.enter(index, limit.current, places, city.outlets.length)
  }, [supposing, city, searched, index, whatIf])
  useEffect(() => {
    if (supposing) whatIf.setMinutes(minutes)
  }, [supposing, minutes, whatIf])
  useEffect(() => {
    if (!supposing) return
    const hear = keysFor(whatIf, map)
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [supposing, whatIf])
  const suppose = (on: boolean) => {
    if (on) askHere(null, 0)
    else void whatIf.leave()
    setSupposing(on)
    setSide('gaps')
  }

  const enter = (to: Stage) => {
    if (supposing) suppose(false)
    askHere(null, 0)
    setOverlay(null)
    setStage(to)
  }

  // when the slider has come to rest: browsers allow an address to change only so often
  useEffect(() => {
    if (!walker) return
    const later = setTimeout(() => writeChoice({ stage, lang, category: wanted, walker, minutes }), 250)
    return () => clearTimeout(later)
  }, [stage, lang, wanted, walker, minutes])

  const credit = basemap ? say(basemap.credit) : ''
  const words = useMemo(
    () => ({ map: t('map.label'), zoomIn: t('map.in'), zoomOut: t('map.out'), credit }),
    [t, credit],
  )

  // these go to tables that are drawn anew only when their figures change, so they stay the same between moves of the slider
  const show = useCallback((to: Goal) => {
    setGoal(to)
    top.current?.scrollIntoView({ block: 'start' })
  }, [])
  const showPlace = useCallback((at: LngLat) => show({ at }), [show])
  const showArea = useCallback((area: AreaRow) => show({ area }), [show])
  const showGap = useCallback(
    (gap: Gap) => {
      if (!city) return
      setWanted(gap.category)
      const at: LngLat = [city.population.lng[gap.cell]!, city.population.lat[gap.cell]!]
      askHere(
        at,
        city.categories.findIndex((c) => c.id === gap.category),
      )
      show({ at })
    },
    [city, askHere, show],
  )
  const ask = (at: LngLat) => {
    if (!city) return
    askHere(at, index)
    setSide('here')
  }
  const leave = useCallback(() => {
    askHere(null, 0)
    setSide('gaps')
  }, [askHere])
  // Escape gives up the asked place, unless something that lies above has taken it
  useEffect(() => {
    if (!here || open) return
    const hear = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement
      if (event.key === 'Escape' && !event.defaultPrevented && !typing) leave()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [here, open, leave])
  const choose = (id: string) => {
    setWanted(id)
    const next = categories.findIndex((c) => c.id === id)
    const outlet = here?.categories.find((n) => n.category === next)?.nearest?.outlet
    if (outlet !== undefined) session.askWay(outlet)
  }

  return (
    <div className="page">
      <a className="skip" href="#results">
        {t('skip')}
      </a>
      <main className="map-side" ref={top}>
        <Suspense fallback={<div className="map" />}>
          {basemap ? (
            <MapView
              basemap={basemap}
              cells={cells}
              states={staged ?? supposed ?? states}
              areas={areas}
              outlets={outlets}
              asked={asked}
              outline={outline}
              goal={goal}
              words={words}
              onAsk={ask}
              handling={handling}
              acts={acts}
              overlay={overlay}
              onMap={hearMap}
            />
          ) : (
            <div className="map" />
          )}
        </Suspense>
        {supposed ? (
          <WhatIfLegend />
        ) : shown ? (
          <Legend {...shown} reach={null} />
        ) : (
          // a stage that hides the cells has a legend of its own
          tally && (!overlay || overlay.cells) && <Legend tally={tally} reach={outline?.length ? minutes : null} />
        )}
        {figures && supposed && <WhatIfBanner limitMeters={figures.convention.snapLimitMeters} />}
        {city && !here && !supposed && !overlay && <p className="hint">{t('map.hint')}</p>}
        <Busy doing={session.doing} failure={session.failure} />
      </main>
      <aside className="panel">
        {back}
        <Header manifest={manifest} />
        {figures && <StageSwitch stage={stage} onStage={enter} />}
        {city && figures && category && tally && (
          <>
            {!supposing && (
              <>
                <Groups
                  categories={categories}
                  shares={shares}
                  partly={partly}
                  chosen={category.id}
                  onChoose={choose}
                />
                <CategorySelect
                  categories={categories}
                  shares={shares}
                  partly={partly}
                  chosen={category.id}
                  onChoose={choose}
                />
              </>
            )}
            <Walk
              walkers={session.walkers}
              walker={walker}
              minutes={minutes}
              onWalker={(id) => {
                const to = session.walkers.find((w) => w.id === id)
                if (to) session.setWalker(to)
              }}
              onMinutes={(to) => {
                setMoved(to)
                session.setMinutes(to)
              }}
            />
            {stage === 'measure' && <WhatIfSwitch on={supposing} onSwitch={suppose} />}
            {stage !== 'measure' ? null : supposed ? (
              <WhatIfFigure category={category} all={city.people} minutes={minutes} />
            ) : (
              <Figure category={category} tally={tally} all={city.people} minutes={minutes} />
            )}
            <ConventionLine convention={figures.convention} standard={city.standard} />
            <div id="results">
              {stage !== 'measure' ? (
                <StagePanel
                  stage={stage}
                  city={city}
                  figures={figures}
                  category={index}
                  minutes={minutes}
                  ask={session.ask}
                  onOverlay={setOverlay}
                  onShow={show}
                  onCategory={choose}
                />
              ) : supposed ? (
                <WhatIfPanel city={city} onShow={showPlace} />
              ) : (
                <Results
                  side={side}
                  onSide={setSide}
                  city={city}
                  figures={figures}
                  category={category.id}
                  tally={tally}
                  minutes={minutes}
                  here={here}
                  asking={session.asking}
                  way={way}
                  onGap={showGap}
                  onArea={showArea}
                  onPlace={showPlace}
                  onWay={(id, outlet) => {
                    setWanted(id)
                    session.askWay(outlet)
                  }}
                  onLeave={leave}
                  onFindings={() => setOpen(true)}
                />
              )}
            </div>
            <FindingsDrawer
              open={open}
              findings={city.findings}
              population={city.population}
              manifest={manifest}
              onClose={() => setOpen(false)}
            />
            <footer className="quiet small">
              {t('footer.people', { n: people(city.people, lang) })} ·{credit && ` ${credit} ·`}{' '}
              <a href={cityUrl('report.html')}>{t('report')}</a>
            </footer>
          </>
        )}
      </aside>
    </div>
  )
}
