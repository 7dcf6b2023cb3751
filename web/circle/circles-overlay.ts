// What the map shows of circles: the draft or the frozen version that is looked at, and what hands may do with it.
import type { LngLat } from '@yike/core/geo/meters.ts'
import { sharedPrefix } from '@yike/core/report/lookup.ts'
import { useMemo } from 'react'
import type { City } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import type { Overlay, PartShape, SiteMark } from '../map/overlay.ts'
import type { Stand } from './circles-messages.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'
import { draw, give, moveHeart } from './draft.ts'
import { tintsOf } from './tints.ts'

/** The stand that is shown: of the frozen version looked at, else of the draft. */
export const shownStand = (view: CirclesView): Stand | null => view.shown?.stand ?? view.stand

/** The tints of a stand's circles. */
export const useTints = (stand: Stand | null): readonly number[] =>
  useMemo(() => (stand ? tintsOf(stand.neighbours) : []), [stand])

/** The overlay of the moment. */
export function useOverlay(store: CirclesStore, view: CirclesView, city: City, cells: boolean): Overlay {
  const { t } = useWords()
  const stand = shownStand(view)
  const tints = useTints(stand)
  const { picked, part, tool, lit, shown, ground, running } = view
  const still = shown !== null || running !== null
  const communities = useMemo(
    (): PartShape[] => city.areas.flatMap(({ id, level, polygon }) => (level === 'community' ? [{ id, polygon }] : [])),
    [city],
  )
  const isParts = tool === 'parts' && !still && ground?.kind === 'community'
  const isDrawing = tool === 'draw' && !still
  const drawing = useMemo(
    () =>
      isDrawing
        ? {
            onDrawn: (area: Parameters<typeof draw>[1]) => {
              store.setTool('pick')
              const name = t('circles.drawn.name')
              if (store.view().stand) void store.edit((draft) => draw(draft, area, name))
              else {
                const rule = store.view().rule!
                void store.load(draw({ rule, circles: [], apart: [], hearts: [] }, area, name))
              }
            },
            onGivenUp: () => store.setTool('pick'),
          }
        : null,
    [isDrawing, store, t],
  )
  return useMemo((): Overlay => {
    const outlet = lit ? city.outlets[lit.outlet] : undefined
    const sites: SiteMark[] = outlet ? [{ id: outlet.id, at: outlet.at, role: 'chosen', label: '' }] : []
    const circles = stand?.draft.circles ?? []
    const prefix = circles.length > 1 ? sharedPrefix(circles.map((c) => c.name)) : ''
    return {
      circles: circles.map((c, i) => ({
        id: c.id,
        name: c.name.slice(prefix.length) || t('circles.nameless'),
        polygon: c.polygon,
        tint: tints[i] ?? 0,
        locked: c.locked,
        heart: c.heart?.at ?? null,
      })),
      sites,
      picked: [picked, part].filter((id) => id !== null),
      onPick: (what, at) => {
        const { tool: now, picked: circle } = store.view()
        if (now === 'heart' && circle) {
          void store.edit((draft) => moveHeart(draft, circle, at))
          store.setTool('pick')
          return
        }
        if (what?.kind === 'site') return
        const id = what?.id ?? null
        const held = store.view().part
        if (held && id) {
          void store.edit((draft) => give(draft, held, id))
          store.takePart(null)
        } else store.pick(id, id ? 'circle' : null)
      },
      onMoved: null,
      cells,
      ...(isParts
        ? {
            parts: communities,
            onPart: (unit: string, to: string | null) => {
              if (to) void store.edit((draft) => give(draft, unit, to))
              store.takePart(to ? null : unit)
            },
          }
        : {}),
      onHeart:
        still || isDrawing ? undefined : (id: string, at: LngLat) => void store.edit((d) => moveHeart(d, id, at)),
      spots: lit
        ? Array.from(lit.cells, (cell) => ({
            at: [city.population.lng[cell]!, city.population.lat[cell]!] as const,
            people: city.population.people[cell]!,
          }))
        : [],
      drawing,
    }
  }, [stand, tints, picked, part, lit, cells, isParts, still, isDrawing, drawing, communities, city, store, t])
}
