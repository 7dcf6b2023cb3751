import { answer, cover, coverage, groups } from '../city/answer.ts'
import { areas, bands, gaps } from '../city/gaps.ts'
import { basis, data, residents, standard } from '../city/grounds.ts'
import { cityMap } from '../city/map.ts'
import { unknown } from '../city/unknown.ts'
import { type CitySubject, defineReport } from '../report.ts'

// One measured city on one page: the answer first, then the map, the gaps with their evidence, and what it all stands on.
export default defineReport<CitySubject>({
  id: 'city-sheet',
  name: { zh: '测度报告', en: 'City sheet' },
  title: ({ extras, lang }) =>
    lang === 'zh' ? `${extras.title} · 一刻钟便民生活圈测度报告` : `${extras.title} · living circles, measured`,
  *blocks(subject) {
    yield cover(subject)
    yield* answer(subject)
    yield* groups(subject)
    yield cityMap(subject)
    yield* gaps(subject)
    yield* coverage(subject)
    yield* unknown(subject)
    yield* bands(subject)
    yield* areas(subject)
    yield* residents(subject)
    yield* data(subject)
    yield* standard(subject)
    yield* basis(subject)
  },
})
