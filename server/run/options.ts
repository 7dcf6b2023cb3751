// What several kinds may be asked alike.
import type { Convention } from '@yike/core/access/convention.ts'
import { defaultConvention, SNAP_LIMIT_METERS } from '@yike/core/access/convention.ts'
import { atPace, walkerOf, walkers } from '@yike/core/access/walkers.ts'
import { standards } from '@yike/core/standard/standards/index.ts'
import { z } from 'zod'

/** How people walk. */
export const walking = {
  walker: z.enum(walkers.map((walker) => walker.id) as [string, ...string[]]).default('adult'),
  /** km/h; null: the walker's own. */
  speed: z.number().positive().max(20).nullable().default(null),
  minutes: z.number().positive().max(180).default(15),
}

/** The same where a city was measured already: null as it was. */
export const walkingAgain = {
  walker: walking.walker.nullable().default(null),
  speed: walking.speed,
  minutes: z.number().positive().max(180).nullable().default(null),
}

/** What a measurement may be asked. */
export const measuring = z.strictObject({
  standard: z.enum(standards.map((standard) => standard.id) as [string, ...string[]]).default('notice-2025'),
  ...walking,
  snapLimit: z.number().positive().max(5000).default(SNAP_LIMIT_METERS),
  ledgerComplete: z.boolean().default(false),
  /** Areas of a census to count; null: those that its layer says, else the office itself. */
  codes: z.array(z.string().min(1).max(40)).max(2000).nullable().default(null),
  title: z.string().min(1).max(200).nullable().default(null),
  lang: z.enum(['zh', 'en']).default('zh'),
})
/** Its options, checked. */
export type Measuring = z.infer<typeof measuring>

/** Somebody who walks, at a pace. */
export const walkerAt = (id: string, speed: number | null) =>
  speed === null ? walkerOf(id) : atPace(walkerOf(id), speed)

/** The convention that options ask for. */
export const conventionOf = (o: Measuring): Convention => ({
  ...defaultConvention(walkerAt(o.walker, o.speed), o.minutes),
  snapLimitMeters: o.snapLimit,
})

/** The convention of a city that was measured, changed as asked. */
export function conventionAgain(
  was: Convention,
  { walker, speed, minutes }: { walker: string | null; speed: number | null; minutes: number | null },
): Convention {
  return {
    ...was,
    walker: walker !== null || speed !== null ? walkerAt(walker ?? was.walker.id, speed) : was.walker,
    minutes: minutes ?? was.minutes,
  }
}
