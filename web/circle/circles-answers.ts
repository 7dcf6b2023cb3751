// What the worker answers of circles: drawn by a rule (in a thread of its own, so that it can be given up), or judged as they are.
import type { Circle } from '@yike/core/circle/circle.ts'
import { boundsOfPolygon } from '@yike/core/geo/polygon.ts'
import { AreaIndex } from '@yike/core/geo/polygon-index.ts'
import type { Hall } from '../access/hall.ts'
import type { AnswersTo, Doing } from '../access/messages.ts'
import type { CircleDialogue, CircleRow, Draft, Stand } from './circles-messages.ts'

/** The answers, of the city in `hall`. */
export function circlesAnswers(hall: Hall): AnswersTo<CircleDialogue> {
  let keys = 0
  let doing: { run: number; its: Doing } | null = null

  function standOf(draft: Draft): Stand {
    const m = hall.measured
    const index = new AreaIndex(draft.circles.map((c) => c.polygon))
    const ofCell = Int32Array.from(m.population.lng, (x, i) => index.areaOf(x, m.population.lat[i]!))
    const sums = new Float64Array(draft.circles.length)
    let inNone = 0
    ofCell.forEach((c, i) => {
      if (c < 0) inNone += m.population.people[i]!
      else sums[c]! += m.population.people[i]!
    })
    const boxes = draft.circles.map((c) => boundsOfPolygon(c.polygon)!)
    const rows = draft.circles.map((c, i): CircleRow => {
      const { least, most } = draft.rule.band
      const people = sums[i]!
      const miss =
        least !== null && people < least ? least - people : most !== null && people > most ? people - most : 0
      const band =
        least === null && most === null ? null : miss === 0 ? 'within' : people < (least ?? 0) ? 'below' : 'above'
      const b = boxes[i]!
      const neighbours = boxes.flatMap((o, j) =>
        j !== i && o.west <= b.east && o.east >= b.west && o.south <= b.north && o.north >= b.south ? [j] : [],
      )
      return {
        id: c.id,
        people,
        communities: c.units.length || null,
        band,
        miss,
        mean: null,
        longest: null,
        beyond: null,
        grade: null,
        gaps: [],
        neighbours,
      }
    })
    return {
      key: ++keys,
      draft,
      rows,
      people: m.people,
      inNone,
      beyond: null,
      bound: null,
      terms: [],
      rules: [],
      odd: [],
      findings: [],
    }
  }

  return {
    circleGround: () => ({
      rulers: [
        {
          id: 'gb50180-15min',
          name: { zh: '国标十五分钟生活圈居住区', en: 'GB 50180 fifteen-minute tier' },
          cites: 'GB 50180-2018',
          band: { least: 50000, most: 100000, about: null },
          source: '',
          status: 'verified',
          note: { zh: '', en: '' },
        },
      ],
      kind: 'community',
      units: hall.measured.areas.filter((a) => a.level === 'community').map(({ id, name }) => ({ id, name })),
    }),
    async delineate({ rule, run }) {
      const { areas } = hall.measured
      for (let k = 0; k < 10; k++) {
        doing = { run, its: { what: { zh: '划分', en: 'Delineating' }, done: k, of: 10 } }
        await new Promise((go) => setTimeout(go, 100))
        if (!doing) return null
      }
      doing = null
      const circles = areas
        .filter((a) => a.level === 'subdistrict')
        .map((s, i): Circle => {
          const units = areas.filter((a) => a.level === 'community' && a.adcode?.startsWith(s.adcode ?? '-'))
          return {
            id: `c${String(i + 1).padStart(3, '0')}`,
            name: s.name,
            heart: null,
            units: units.map((u) => u.id),
            polygon: s.polygon,
            locked: false,
          }
        })
      return standOf({ rule, circles, apart: [], hearts: [] })
    },
    endDelineation: () => {
      doing = null
      return null
    },
    delineationDoing: ({ run }) => (doing?.run === run ? doing.its : null),
    circleStand: ({ draft }) => standOf(draft),
  }
}
