// Which outlets may be the same trade: those that one category of the standard claims; without any, those of one label.

import type { CategoriesOf } from '@yike/core/source/merge.ts'
import { classifier } from '@yike/core/standard/classify.ts'
import notice2025 from '@yike/core/standard/standards/notice-2025.ts'

/** By the standard of the 2025 notice, whatever an office measures by: it is about telling outlets apart, not about needs. */
export const tradesOf: CategoriesOf = classifier(notice2025, {})
