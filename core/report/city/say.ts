// Words that several parts of the city sheet share.
import type { Certainty } from '../../base/certainty.ts'
import type { Lang, Name } from '../../base/name.ts'
import type { Measured, Share } from '../../circle/measured.ts'
import type { Band } from '../../source/rows.ts'
import type { Bar, Piece, Tone } from '../block.ts'
import { STATE_NAMES } from '../lookup.ts'
import { grouped, percent, wholeShare } from '../numbers.ts'

/** Picks the language: `say('缺口', 'Gaps')`. */
export type Say = (zh: string, en: string) => string
export const sayIn =
  (lang: Lang): Say =>
  (zh, en) =>
    lang === 'zh' ? zh : en

export const CERTAINTY: Readonly<Record<Certainty, Name>> = {
  verified: { zh: '已核对', en: 'verified' },
  partly: { zh: '部分核对', en: 'partly seen' },
  recollection: { zh: '凭记忆，待核对', en: 'from memory' },
  inference: { zh: '推定', en: 'inferred' },
}

export const BAND_NAMES: Readonly<Record<Band, Name>> = {
  '0-2': { zh: '0—2岁', en: '0–2' },
  '3-6': { zh: '3—6岁', en: '3–6' },
  '0-14': { zh: '0—14岁', en: '0–14' },
  '60+': { zh: '60岁以上', en: '60+' },
  '65+': { zh: '65岁以上', en: '65+' },
}

/** Whose word a figure rests on. */
export const BASIS: Readonly<Record<'official' | 'commercial' | 'osm', Name>> = {
  official: { zh: '官方台账', en: 'official ledger' },
  commercial: { zh: '商业地图', en: 'commercial map' },
  osm: { zh: 'OpenStreetMap', en: 'OpenStreetMap' },
}

/** Seconds as a person says them. */
export function duration(seconds: number, say: Say): string {
  const s = Math.round(seconds)
  const [h, min] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)]
  if (h) return say(`${h} 小时 ${min} 分`, `${h} h ${min} min`)
  return say(`${min} 分 ${s % 60} 秒`, `${min} min ${s % 60} s`)
}

/** Of all residents: within, lacking, and those about whom nothing is said. */
export function piecesOf(share: Share): readonly Piece[] {
  const all = share.people + share.unknown + share.unconnected + share.edge
  if (all <= 0) return []
  const pieces: [Tone, number][] = [
    ['good', share.within],
    ['bad', share.people - share.within],
    ['edge', share.edge],
    ['quiet', share.unconnected],
    ['unsure', share.unknown],
  ]
  return pieces.filter(([, people]) => people > 0).map(([tone, people]) => ({ tone, share: people / all }))
}

/** Of whom no ledger tells, beside a figure that is told of the others; empty where that is nobody. */
export const untold = (share: Share | null, say: Say): string =>
  share && share.unknown >= 0.5
    ? say(`另 ${grouped(share.unknown)} 人处台账未覆盖`, `${grouped(share.unknown)} more not known here`)
    : ''

/** Why no share can be told: the state of most of those left out. */
export function whyUntold(share: Share, lang: Lang): string {
  const left = [
    ['unknown', share.unknown],
    ['unconnected', share.unconnected],
    ['edge', share.edge],
  ] as const
  const [state, people] = left.reduce((most, one) => (one[1] > most[1] ? one : most))
  return people > 0 ? STATE_NAMES[state][lang] : ''
}

/** The bar of one share; a share that cannot be told says so instead of showing a figure. */
export function barOf(label: string, share: Share | null, say: Say, known: boolean, tag?: string): Bar {
  if (!known || !share || share.share === null)
    return {
      label,
      pieces: [{ tone: 'unsure', share: 1 }],
      value: known ? say('不能判断', 'cannot be told') : say('台账未覆盖', 'not known here'),
      detail: known
        ? say('没有可判断的居民', 'no resident it can be told of')
        : say('不等于缺失', 'not the same as missing'),
      tone: 'unsure',
      ...(tag && { tag }),
    }
  const { people, within, lacking } = wholeShare(share)
  return {
    label,
    pieces: piecesOf(share),
    value: percent(share.share),
    detail: [
      say(
        `${grouped(within)} / ${grouped(people)} 人${lacking > 0 ? `，缺 ${grouped(lacking)} 人` : ''}`,
        `${grouped(within)} of ${grouped(people)} people${lacking > 0 ? `, ${grouped(lacking)} lack it` : ''}`,
      ),
      untold(share, say),
    ]
      .filter(Boolean)
      .join(say('；', '; ')),
    ...(tag && { tag }),
  }
}

/** Shade of a share in a table; the bins are those of the legend, not a judgement of any document. */
export const SHADES: readonly (readonly [from: number, tone: Tone])[] = [
  [0.95, 'good'],
  [0.8, 'fair'],
  [0.5, 'poor'],
  [0, 'bad'],
]
export const shade = (share: number): Tone => SHADES.find(([from]) => share >= from)![1]

/** Index of a category in the measurement. */
export const indexOf = (m: Measured, id: string): number => m.categories.findIndex((c) => c.id === id)

/** Whether any figure rests on OpenStreetMap. */
export const usesOsm = (m: Measured): boolean =>
  m.outlets.some((o) => o.origins.some((origin) => origin.kind === 'osm'))
