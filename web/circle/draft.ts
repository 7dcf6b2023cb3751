// What an officer does to circles, as functions from a draft to the next. Borders that units imply are drawn by the worker.
import type { Circle } from '@yike/core/circle/circle.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { MultiPolygon } from '@yike/core/geo/polygon.ts'
import type { Draft } from './circles-messages.ts'

const withCircle = (draft: Draft, id: string, change: (circle: Circle) => Circle): Draft => ({
  ...draft,
  circles: draft.circles.map((c) => (c.id === id ? change(c) : c)),
})

/** The circle that holds a unit. */
export const circleOfUnit = (draft: Draft, unit: string): Circle | undefined =>
  draft.circles.find((c) => c.units.includes(unit))

/** Locked so that a re-run leaves it as it is, or not. */
export const lock = (draft: Draft, id: string, locked: boolean): Draft =>
  withCircle(draft, id, (c) => ({ ...c, locked }))

export const rename = (draft: Draft, id: string, name: string): Draft => withCircle(draft, id, (c) => ({ ...c, name }))

/** A unit goes to another circle; null where it is there already or the circle it would leave has no other. */
export function give(draft: Draft, unit: string, to: string): Draft | null {
  const from = circleOfUnit(draft, unit)
  const target = draft.circles.find((c) => c.id === to)
  if (!target || target === from || (from && from.units.length === 1) || target.units.length === 0) return null
  const circles = draft.circles.map((c) =>
    c === from
      ? { ...c, units: c.units.filter((u) => u !== unit) }
      : c === target
        ? { ...c, units: [...c.units, unit].sort() }
        : c,
  )
  return { ...draft, circles }
}

/** The heart of a circle is where a person says. */
export function moveHeart(draft: Draft, id: string, at: LngLat): Draft {
  const next = withCircle(draft, id, (c) => ({
    ...c,
    heart: { id: `fixed-${c.id}`, name: c.heart?.name ?? c.name, kind: 'fixed', at, outlet: null },
  }))
  const circle = next.circles.find((c) => c.id === id)!
  const others = draft.hearts.filter((h) => h.id !== `fixed-${id}`)
  return { ...next, hearts: [...others, { id: `fixed-${id}`, name: circle.name, kind: 'fixed' as const, at }] }
}

/** A re-run must use the heart of this circle, or need not. */
export function fixHeart(draft: Draft, id: string, fixed: boolean): Draft {
  const heart = draft.circles.find((c) => c.id === id)?.heart
  if (!heart) return draft
  const own = `fixed-${id}`
  const others = draft.hearts.filter((h) => h.id !== own)
  return { ...draft, hearts: fixed ? [...others, { id: own, name: heart.name, kind: 'fixed', at: heart.at }] : others }
}

/** Two units may not be in one circle, or may again. */
export function keepApart(draft: Draft, a: string, b: string, apart: boolean): Draft {
  const pair = [a, b].sort() as [string, string]
  const others = draft.apart.filter(([x, y]) => x !== pair[0] || y !== pair[1])
  return { ...draft, apart: apart ? [...others, pair] : others }
}

/** One more circle, drawn by hand. */
export function draw(draft: Draft, polygon: MultiPolygon, name: string): Draft {
  const taken = new Set(draft.circles.map((c) => c.id))
  let n = 1
  while (taken.has(`d${String(n).padStart(3, '0')}`)) n++
  const id = `d${String(n).padStart(3, '0')}`
  const circle: Circle = { id, name: `${name} ${n}`, heart: null, units: [], polygon, locked: false }
  return { ...draft, circles: [...draft.circles, circle] }
}

export const remove = (draft: Draft, id: string): Draft => ({
  ...draft,
  circles: draft.circles.filter((c) => c.id !== id),
})

/** Whether a re-run must use this circle's heart. */
export const isFixed = (draft: Draft, id: string): boolean => draft.hearts.some((h) => h.id === `fixed-${id}`)

/** Whether two drafts have the same ground: what differs is what circles are called, or what a re-run has to keep of them. */
export const hasSameGround = (a: Draft, b: Draft): boolean =>
  a.rule === b.rule &&
  a.apart === b.apart &&
  a.circles.length === b.circles.length &&
  a.circles.every((c, i) => {
    const d = b.circles[i]!
    return c.id === d.id && c.units === d.units && c.polygon === d.polygon && c.heart === d.heart
  })

/** What a re-run has to keep. */
export const keeps = (draft: Draft): number =>
  draft.circles.filter((c) => c.locked).length + draft.hearts.length + draft.apart.length
