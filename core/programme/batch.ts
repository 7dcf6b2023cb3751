// A batch (批次) is the areas that one notice named. An area may stand in several: a designation (指定) is one area in one batch.
import type { Certainty } from '../base/certainty.ts'
import type { Name } from '../base/name.ts'

/** 试点地区 | 全域推进先行区试点. */
export type BatchKind = 'pilot' | 'pioneer'

const KIND_NAMES: Readonly<Record<BatchKind, Name>> = {
  pilot: { zh: '试点地区', en: 'Pilot area' },
  pioneer: { zh: '全域推进先行区', en: 'Pioneer zone' },
}

/** One area in a batch. */
export interface Member {
  /** Its number in the notice's table; null where that was not seen. */
  readonly seq: number | null
  readonly province: string
  readonly area: string
  /** GB/T 2260, six digits; null where the area has none (两江新区 is no administrative unit). */
  readonly adcode: string | null
  readonly source: string
  readonly status: Certainty
  readonly note: string | null
}

/** A batch of designations as one notice made it. */
export interface Batch {
  readonly id: string
  /** 第四批试点地区 · 首批全域推进先行区 */
  readonly name: Name
  readonly kind: BatchKind
  readonly number: number
  readonly year: number
  readonly document: {
    /** 文号; null where it was not found. */
    readonly number: string | null
    /** `YYYY-MM-DD`; null where not known. */
    readonly date: string | null
    readonly title: string
  }
  /** The annex that lists it, word for word; null where that was not seen. */
  readonly annex: { readonly number: number; readonly title: string } | null
  /** How many areas the batch officially has. */
  readonly officialCount: number
  /** What the notice of 2024 says the batch is doing; null where it says nothing. */
  readonly phase: Name | null
  /** Those known, in the order of the notice where that is known. */
  readonly members: readonly Member[]
  readonly source: string
  readonly status: Certainty
}

type Row = readonly [
  seq: number | null,
  province: string,
  area: string,
  adcode: string | null,
  more?: Partial<Pick<Member, 'source' | 'status' | 'note'>>,
]

/**
 * A batch from its table as people read it. A member is as sure as its row says, else `verified`: its name was seen at
 * the source, even where the list as a whole is not complete. Throws a sentence on what types cannot see.
 */
export function defineBatch(batch: Omit<Batch, 'members' | 'name'> & { readonly members: readonly Row[] }): Batch {
  const { id, officialCount, annex } = batch
  const members = batch.members.map(
    ([seq, province, area, adcode, more]): Member => ({
      seq,
      province,
      area,
      adcode,
      source: more?.source ?? batch.source,
      status: more?.status ?? 'verified',
      note: more?.note ?? null,
    }),
  )
  if (members.length > officialCount)
    throw new Error(`${id} lists ${members.length} areas; officially there are ${officialCount}.`)
  if (annex && members.length !== officialCount)
    throw new Error(`${id} has an annex of ${officialCount} rows; ${members.length} are listed.`)
  const seen = new Set<string>()
  for (const { area, province, adcode, seq } of members) {
    if (adcode !== null && !/^[1-9]\d{5}$/.test(adcode)) throw new Error(`${id}: ${area} has the code ${adcode}.`)
    for (const key of [province + area, ...(seq === null ? [] : [`number ${seq}`])]) {
      if (seen.has(key)) throw new Error(`${id}: ${key} stands twice.`)
      seen.add(key)
    }
  }
  return { ...batch, name: batchName(batch.kind, batch.number), members }
}

/** How many members of a batch are not known to us. */
export const unknownMembers = (batch: Batch): number => batch.officialCount - batch.members.length

const ORDINALS = ['', '首', '二', '三', '四', '五', '六', '七', '八', '九']

const batchName = (kind: BatchKind, number: number): Name => ({
  zh: `${number === 1 ? '首批' : `第${ORDINALS[number] ?? number}批`}${KIND_NAMES[kind].zh}`,
  en: `${KIND_NAMES[kind].en}, batch ${number}`,
})
