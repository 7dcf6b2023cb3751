// The clock's answer in words and as a table: what was asked, of whom, and how many people stand how.

import type { Name } from '../base/name.ts'
import type { Clock, ClockAnswer, ClockShare, ClockState } from '../circle/clock.ts'
import { sayMoment } from '../circle/persona.ts'
import { csvPieces, type Row } from './csv.ts'
import { conventionWords } from './lookup.ts'
import { fileShare } from './numbers.ts'

/** What a person reads for each state at a moment. */
export const CLOCK_STATE_NAMES: Readonly<Record<ClockState, Name>> = {
  open: { zh: '走得到且正营业', en: 'reaches one that is open' },
  unsure: { zh: '走得到，营业时间未知', en: 'reaches one of unknown hours' },
  closed: { zh: '走得到，但都未营业', en: 'reaches only shut ones' },
  beyond: { zh: '超出时限', en: 'beyond' },
  none: { zh: '台账无网点', en: 'none on the ledger' },
  unknown: { zh: '台账未覆盖', en: 'not known here' },
  unconnected: { zh: '未连通路网', en: 'not connected' },
  edge: { zh: '数据边缘', en: 'edge of the data' },
}

/** Under what the numbers hold, in one line: the convention, the floor, who is counted, what is known of hours. */
export function clockWords({ convention, persona, floorSeconds, band, hours }: Clock): Name {
  const { floor, lift } = persona.home
  const base = conventionWords({ ...convention, minutes: persona.minutes })
  const storey =
    floor <= 1
      ? { zh: '住底层', en: 'at street level' }
      : floorSeconds === null
        ? {
            zh: `住${floor}楼${lift ? '有' : '无'}电梯，下楼用时未知、未扣`,
            en: `${lift ? 'lift' : 'no lift'} from storey ${floor}, its time not known and not taken off`,
          }
        : {
            zh: `住${floor}楼${lift ? '有' : '无'}电梯，扣下楼 ${floorSeconds.toFixed(0)} 秒`,
            en: `${lift ? 'lift' : 'no lift'} from storey ${floor}, ${floorSeconds.toFixed(0)} s taken off`,
          }
  const who = band
    ? { zh: `计 ${band} 岁居民`, en: `residents aged ${band}` }
    : { zh: '计全部居民', en: 'all residents' }
  const zh = `${hours.stated} 个网点写有营业时间，读懂 ${hours.read} 个`
  const en = `hours are stated for ${hours.stated} outlets, ${hours.read} of them understood`
  return {
    zh: [base.zh, storey.zh, who.zh, '出门时刻是否营业', zh].join(' · '),
    en: [base.en, storey.en, who.en, 'open at the moment of leaving', en].join(' · '),
  }
}

/** Whole people and shares of one category, for files: those who are there add up. */
export const clockFields = (share: ClockShare) => ({
  people: Math.round(share.people),
  open: Math.round(share.open),
  unsure: Math.round(share.unsure),
  closed: Math.round(share.closed),
  beyond: Math.round(share.beyond),
  least: fileShare(share.least),
  most: fileShare(share.most),
  unknown: Math.round(share.unknown),
  unconnected: Math.round(share.unconnected),
  edge: Math.round(share.edge),
})

/** The answers as CSV: one row a moment and category. */
export function* clockCsv(clock: Clock, answers: readonly ClockAnswer[]): Generator<string> {
  const { categories } = clock.measured
  const heading = [
    'moment',
    'category',
    'name',
    'people',
    'open',
    'hours_unknown',
    'closed',
    'beyond',
    'open_share_least',
    'open_share_most',
    'not_known',
    'unconnected',
    'edge',
    'convention',
  ]
  const { zh: convention } = clockWords(clock)
  const rows = function* (): Generator<Row> {
    yield heading
    for (const { moment, categories: asked, shares } of answers) {
      for (const [k, c] of asked.entries()) {
        const f = clockFields(shares[k]!)
        const { id, name } = categories[c]!
        yield [
          sayMoment(moment).zh,
          id,
          name.zh,
          f.people,
          f.open,
          f.unsure,
          f.closed,
          f.beyond,
          f.least,
          f.most,
          f.unknown,
          f.unconnected,
          f.edge,
          convention,
        ]
      }
    }
  }
  yield* csvPieces(rows())
}
