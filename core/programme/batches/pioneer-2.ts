import { defineBatch } from '../batch.ts'

// The second batch of pioneers: two of thirty known. The day is that of the public notice before the decision.
export default defineBatch({
  id: 'pioneer-2',
  kind: 'pioneer',
  number: 2,
  year: 2025,
  document: { number: null, date: '2025-07-31', title: '第二批全域推进先行区试点（公示）' },
  annex: null,
  officialCount: 30,
  phase: null,
  source: 'http://www.iosapp77.com/xiamen/news/3033832.html',
  status: 'partly',
  members: [
    [null, '福建省', '厦门市', '350200', { note: '公示名单中福建省唯一' }],
    [null, '北京市', '丰台区', '110106', { source: 'https://www.czxzzx.org/fuwufanwei/234.html' }],
  ],
})
