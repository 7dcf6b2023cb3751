// Sources that several indicators share.
import type { Indicator } from './indicator.ts'

/** The yearly development reports, from which the statistics are known. */
export const ANNUAL: Indicator['source'] = {
  cites: '2023、2024年度发展报告与商务部发布',
  seen: 'https://reportify.ai/news/1163280366983843840',
  status: 'verified',
}

/** Our own measurements. */
export const OURS: Indicator['source'] = { cites: '本系统的测度', seen: null, status: 'inference' }
