// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import fewest from './fewest.ts'
import mostCovered from './most-covered.ts'
import pCenter from './p-center.ts'
import pMedian from './p-median.ts'

export const models = [fewest, mostCovered, pCenter, pMedian] as const
