// React's view of the circles store. One store a visit: it outlasts the panel.

import { useEffect, useSyncExternalStore } from 'react'
import { shelfFor } from '../access/shelf.ts'
import type { StageProps } from '../access/stage.ts'
import { CirclesStore, type CirclesView } from './circles-store.ts'
import { CIRCLES_KEPT, cityKey } from './keep.ts'

const REST_MS = 350

let made: { readonly ask: StageProps['ask']; readonly store: CirclesStore } | null = null

/** The store of the visit that this `ask` belongs to. */
export function circlesOf(ask: StageProps['ask']): CirclesStore {
  if (made?.ask !== ask) made = { ask, store: new CirclesStore(ask) }
  return made.store
}

/** The store, entered, and all that is to be seen of it. */
export function useCircles({ ask, city, figures }: Pick<StageProps, 'ask' | 'city' | 'figures'>): {
  readonly store: CirclesStore
  readonly view: CirclesView
} {
  const store = circlesOf(ask)
  const { walker, minutes } = figures.convention
  const key = `${walker.id} ${walker.kmh.value}`
  useEffect(() => {
    // judged anew when the slider has come to rest
    const later = setTimeout(
      () => void store.enter(shelfFor(CIRCLES_KEPT, cityKey(city)), key, minutes),
      store.view().stand ? REST_MS : 0,
    )
    return () => clearTimeout(later)
  }, [store, city, key, minutes])
  return { store, view: useSyncExternalStore(store.subscribe, store.view) }
}
