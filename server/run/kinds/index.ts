// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import delineate from './delineate.ts'
import measure from './measure.ts'
import plan from './plan.ts'
import remeasure from './remeasure.ts'
import site from './site.ts'

export const kinds = [delineate, measure, plan, remeasure, site] as const
