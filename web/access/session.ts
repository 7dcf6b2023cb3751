// One visit to one city: what has been measured so far, and the questions under way. Only the newest question matters.
import type { Walker } from '@yike/core/access/convention.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { MultiPolygon } from '@yike/core/geo/polygon.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { cityUrl, fetchBasemap } from '../source/fetch.ts'
import { type Engine, startEngine } from './engine.ts'
import type { City, Doing, Figures, Here, Way } from './messages.ts'
import { useOutline } from './outline.ts'
import { WhatIfStore } from './what-if-store.ts'

/** What the page knows, and what it may ask. */
export interface Session {
  readonly basemap: Basemap | null
  readonly city: City | null
  readonly figures: Figures | null
  readonly walkers: readonly Walker[]
  /** Under way; null when all is answered. */
  readonly doing: Doing | null
  readonly failure: Error | null
  readonly here: Here | null
  readonly asking: boolean
  readonly way: Way | null
  /** The area in reach of `here` within the limit, for display only. */
  readonly outline: MultiPolygon | null
  /** Asks the worker anything else. */
  readonly ask: Engine['ask']
  setWalker(walker: Walker): void
  setMinutes(minutes: number): void
  /** The what-if of this visit. */
  readonly whatIf: WhatIfStore
  /** Asks about a place, and for the way to the nearest outlet of the category; null forgets it. */
  askHere(at: LngLat | null, category: number): void
  askWay(outlet: number): void
}

/** Opens the city that is served beside the page. */
export function useSession(walker: string | null, minutes: number | null): Session {
  const engine = useRef<Engine | null>(null)
  const [basemap, setBasemap] = useState<Basemap | null>(null)
  const [city, setCity] = useState<City | null>(null)
  const [figures, setFigures] = useState<Figures | null>(null)
  const [walkers, setWalkers] = useState<readonly Walker[]>([])
  const [doing, setDoing] = useState<Doing | null>({ what: { zh: '准备', en: 'Getting ready' }, done: 0, of: null })
  const [failure, setFailure] = useState<Error | null>(null)
  const [here, setHere] = useState<Here | null>(null)
  const [asking, setAsking] = useState(false)
  const [way, setWay] = useState<Way | null>(null)
  const [limit, setLimit] = useState(minutes)
  const start = useRef({ walker, minutes })
  const [whatIf] = useState(
    () => new WhatIfStore((question, about) => engine.current!.ask(question, about), setFailure),
  )

  useEffect(() => {
    const its = startEngine()
    engine.current = its
    its.onDoing(setDoing)
    const ground = fetchBasemap()
    ground.then((drawn) => drawn && setBasemap(drawn)).catch(setFailure)
    its
      .ask('open', { url: cityUrl('city.yike'), ...start.current })
      .then((opened) => {
        setCity(opened.city)
        setWalkers(opened.walkers)
        setFigures(opened.figures)
        setLimit(opened.figures.convention.minutes)
        setDoing(null)
        return ground
      })
      .then(async (drawn) => drawn ?? setBasemap(await its.ask('streets', null)))
      .catch(setFailure)
    return () => its.stop()
  }, [])

  // while one limit is being answered the slider may have moved on: only where it stands then is asked next
  const wanted = useRef<number | null>(null)
  const busy = useRef(false)
  const setMinutes = useCallback(async (to: number) => {
    wanted.current = to
    setLimit(to)
    if (busy.current) return
    busy.current = true
    try {
      for (let next: number | null = to; next !== null; next = wanted.current) {
        wanted.current = null
        const drawn = await engine.current!.ask('minutes', { minutes: next })
        setFigures((before) => before && { ...before, ...drawn })
      }
    } catch (error) {
      setFailure(error as Error)
    } finally {
      busy.current = false
    }
  }, [])

  const turn = useRef(0)
  const askHere = useCallback(async (at: LngLat | null, category: number) => {
    const mine = ++turn.current
    setWay(null)
    if (!at) {
      setHere(null)
      return
    }
    setAsking(true)
    try {
      const answer = await engine.current!.ask('here', { at })
      if (turn.current !== mine) return
      setHere(answer)
      const outlet = answer.categories.find((n) => n.category === category)?.nearest?.outlet
      const its = outlet === undefined ? null : await engine.current!.ask('way', { at, outlet })
      if (turn.current === mine) setWay(its)
    } catch (error) {
      setFailure(error as Error)
    } finally {
      if (turn.current === mine) setAsking(false)
    }
  }, [])

  const askWay = useCallback(
    async (outlet: number) => {
      if (!here) return
      const mine = ++turn.current
      try {
        const its = await engine.current!.ask('way', { at: here.at, outlet })
        if (turn.current === mine) setWay(its)
      } catch (error) {
        setFailure(error as Error)
      }
    },
    [here],
  )

  const setWalker = useCallback(
    async (to: Walker) => {
      setDoing({ what: { zh: '重新测度', en: 'Measuring anew' }, done: 0, of: null })
      try {
        setFigures(await engine.current!.ask('walker', { walker: to }))
        if (here) setHere(await engine.current!.ask('here', { at: here.at }))
        if (here && way) setWay(await engine.current!.ask('way', { at: here.at, outlet: way.outlet }))
      } catch (error) {
        setFailure(error as Error)
      } finally {
        setDoing(null)
      }
    },
    [here, way],
  )

  const ask = useCallback<Engine['ask']>((question, about) => engine.current!.ask(question, about), [])

  const outline = useOutline(engine, here, limit, setFailure)

  return {
    basemap,
    city,
    figures,
    walkers,
    doing,
    failure,
    here,
    asking,
    way,
    outline,
    whatIf,
    ask,
    setWalker,
    setMinutes,
    askHere,
    askWay,
  }
}
