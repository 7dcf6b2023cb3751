// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import measure from './measure.ts'

export const kinds = [measure] as const
