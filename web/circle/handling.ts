// The what-if as handles on the map.
import { type RefObject, useMemo } from 'react'
import type { City } from '../access/messages.ts'
import { passageAfter, type Standing } from '../access/steps.ts'
import { useWhatIf } from '../access/use-what-if.ts'
import type { WhatIfStore } from '../access/what-if-store.ts'
import { useWords } from '../i18n/index.ts'
import type { CityMap } from '../map/city-map.ts'
import type { HandleActs, Handling, OutletMark } from '../map/handles.ts'

function markOf({ open, was, at }: Standing): OutletMark {
  if (!open) return 'closed'
  if (!was) return 'new'
  return was[0] === at[0] && was[1] === at[1] ? 'same' : 'moved'
}

/** What may be taken hold of now; null while the measured city is shown. */
export function useHandling(city: City | null): Handling | null {
  const { t } = useWords()
  const standing = useWhatIf((view) => view.standing)
  const steps = useWhatIf((view) => view.steps)
  const gates = useWhatIf((view) => view.gates)
  const pathFrom = useWhatIf((view) => view.pathFrom)
  const selected = useWhatIf((view) => view.selected)
  const dragged = useWhatIf((view) => view.dragged)
  const tool = useWhatIf((view) => view.tool)
  const outlets = useMemo(() => {
    if (!standing || !city) return null
    return [...standing.values()].map((its) => {
      const row = city.outlets[its.outlet]
      const name = row ? row.name || t('nameless') : t('whatif.new', { n: its.outlet - city.outlets.length + 1 })
      return { id: its.outlet, at: its.at, was: its.was, mark: markOf(its), label: t('whatif.knob', { name }) }
    })
  }, [standing, city, t])
  const turned = useMemo(
    () =>
      gates?.map((gate) => {
        const who = passageAfter(gate, steps ?? [])
        return { edge: gate.edge, at: gate.at, who, changed: who !== gate.who }
      }) ?? null,
    [gates, steps],
  )
  const paths = useMemo(
    () => steps?.flatMap((step) => (step.kind === 'path' ? [[step.from, step.to] as const] : [])) ?? null,
    [steps],
  )
  return useMemo(
    () =>
      outlets && turned && paths && tool
        ? { outlets, gates: turned, paths, pathFrom, selected, dragged, turns: tool === 'turn' }
        : null,
    [outlets, turned, paths, pathFrom, selected, dragged, tool],
  )
}

/** What hands on the map do to the what-if. */
export const actsOf = (store: WhatIfStore): HandleActs => ({
  drag: (outlet, at) => store.drag(outlet, at),
  drop: () => void store.drop(),
  cancel: () => void store.cancel(),
  turnOutlet: (outlet) => void store.turnOutlet(outlet),
  turnGate: (edge) => void store.turnGate(edge),
  select: (outlet) => store.select(outlet),
  nudge: (outlet, east, north) => void store.nudge(outlet, east, north),
  place: (at) => void store.place(at),
})

/** Undo by Ctrl+Z, and Escape gives up what is in hand; what to call with keys while a what-if is shown. */
export function keysFor(store: WhatIfStore, map: RefObject<CityMap | null>): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || event.target instanceof HTMLInputElement) return
    if (event.key === 'Escape') {
      const focused = document.activeElement
      if (store.view()?.dragged !== null) map.current?.letGo()
      else if (store.giveUp() && focused instanceof HTMLElement && focused.matches('.knob')) map.current?.focus()
    } else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
      event.preventDefault()
      void store.undo()
    }
  }
}
