import { coveredBy, WAYS } from '../covered.ts'
import { defineIndicator, reading, readings } from '../indicator.ts'

export default defineIndicator({
  id: 'N-COMMCOV',
  name: { zh: '主城区社区覆盖率', en: 'Communities covered by circles' },
  unit: 'share',
  better: 'higher',
  goal: { value: 1, by: null, source: '商办流通函〔2024〕409号：先行区2年左右主城区社区全覆盖' },
  source: { cites: '商办流通函〔2024〕409号', seen: null, status: 'verified' },
  how: {
    zh: '没有文件说明社区怎样才算覆盖，三种数法并列；社区取已载入的全部社区，是否主城区由载入者定；“建成”不可知，按已划的圈计',
    en: 'No document says what covers a community, so three ways stand side by side; all communities that are loaded count, and circles as drawn, for which are built is not known',
    status: 'inference',
  },
  per: { zh: '社区', en: 'communities' },
  scope: 'city',
  parts: [
    { id: 'boundary', name: { zh: '边界有重叠', en: 'Some of its ground in a circle' } },
    { id: 'centroid', name: { zh: '形心在圈内', en: 'Its centroid in a circle' } },
    {
      id: 'residents',
      name: { zh: '半数居民步行时限内可达圈内网点', en: 'Half its residents walk to an outlet in a circle' },
    },
  ],

  of({ frame }) {
    if (!frame.circles || frame.communities.length === 0) return null
    const told = frame.communities.map((area) => coveredBy(frame, area))
    return readings(
      WAYS.map((way) => {
        const known = told.map((t) => t[way]).filter((t) => t !== null)
        return known.length > 0 ? reading(known.filter(Boolean).length / known.length, known.length, way) : null
      }),
    )
  },
})
