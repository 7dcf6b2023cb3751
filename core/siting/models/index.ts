// Written by scripts/shelves.ts (npm run shelves). To add a thing, put a file beside this one.
import capacitated from './capacitated.ts'
import fewest from './fewest.ts'
import leastTrade from './least-trade.ts'
import mobile from './mobile.ts'
import mostCovered from './most-covered.ts'
import pCenter from './p-center.ts'
import pMedian from './p-median.ts'
import shared from './shared.ts'

export const models = [capacitated, fewest, leastTrade, mobile, mostCovered, pCenter, pMedian, shared] as const
