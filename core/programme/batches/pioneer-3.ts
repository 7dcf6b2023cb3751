import { defineBatch } from '../batch.ts'

// The third batch of pioneers: only its number is known, from secondary texts; no member is.
export default defineBatch({
  id: 'pioneer-3',
  kind: 'pioneer',
  number: 3,
  year: 2026,
  document: { number: null, date: null, title: '第三批全域推进先行区试点' },
  annex: null,
  officialCount: 30,
  phase: null,
  source: '转述，仅有数量',
  status: 'partly',
  members: [],
})
