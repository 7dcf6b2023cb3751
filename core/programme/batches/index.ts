// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import pilot1 from './pilot-1.ts'
import pilot2 from './pilot-2.ts'
import pilot3 from './pilot-3.ts'
import pilot4 from './pilot-4.ts'
import pioneer1 from './pioneer-1.ts'
import pioneer2 from './pioneer-2.ts'
import pioneer3 from './pioneer-3.ts'

export const batches = [pilot1, pilot2, pilot3, pilot4, pioneer1, pioneer2, pioneer3] as const
