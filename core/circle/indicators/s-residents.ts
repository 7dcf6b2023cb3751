import { defineIndicator, reading } from '../indicator.ts'
import { ANNUAL } from '../sources.ts'

export default defineIndicator({
  id: 'S-RESIDENTS',
  name: { zh: '服务社区居民数', en: 'Residents served' },
  unit: 'count',
  better: 'neither',
  goal: null,
  source: ANNUAL,
  how: {
    zh: '住在圈内的居民；每人只在一个圈内计一次',
    en: 'Residents who live in a circle, each counted once',
    status: 'inference',
  },
  per: null,
  scope: 'both',
  parts: null,

  of({ frame, circle }) {
    const { circles, measured } = frame
    if (!circles || measured.population.people.length === 0) return null
    if (circle !== null) return [reading(frame.peopleOf(frame.cellsOf(circle)), null)]
    return [
      reading(
        circles.circles.reduce((sum, _, c) => sum + frame.peopleOf(frame.cellsOf(c)), 0),
        null,
      ),
    ]
  },
})
