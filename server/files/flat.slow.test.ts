// 500 MB through each store, in memory that is a fraction of it.
import { claimFlat, MB } from './test/flat.ts'

claimFlat('500 MB go in and out in flat memory', { size: 500 * MB, bound: 32 * MB, resident: 96 * MB })
