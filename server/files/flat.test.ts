// Memory does not grow with the size of a blob: what the stores hold is a part of an upload and a few pieces.
import { claimFlat, MB } from './test/flat.ts'

// the bound is half of what goes through: whoever held it all would be over
claimFlat('64 MB go in and out without being held', { size: 64 * MB, bound: 32 * MB })
