// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import commerce2024 from './commerce-2024.ts'
import gb5018015min from './gb50180-15min.ts'
import shanghai2024Draft from './shanghai-2024-draft.ts'

export const rulers = [commerce2024, gb5018015min, shanghai2024Draft] as const
