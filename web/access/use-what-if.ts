// React's view of the what-if: a part of it, drawn anew only when that part changes.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { WhatIfStore, WhatIfView } from './what-if-store.ts'

const Store = createContext<WhatIfStore | null>(null)

/** Gives the store to all below. */
export const WhatIfProvider = Store.Provider

/** The store. */
export function useWhatIfStore(): WhatIfStore {
  const store = useContext(Store)
  if (!store) throw new Error('There is no what-if above this component.')
  return store
}

/** What `part` takes of the view, null while the measured city is shown. It must take the same object as long as nothing changed. */
export function useWhatIf<P>(part: (view: WhatIfView) => P): P | null {
  const store = useWhatIfStore()
  return useSyncExternalStore(store.subscribe, () => {
    const view = store.view()
    return view && part(view)
  })
}
