// A ruler (尺度): how many people a circle should hold, by which document. Three documents use one name for three sizes, so none is
// built in: a delineation is told its ruler, and a person may give numbers of their own.
import type { Certainty } from '../base/certainty.ts'
import { Fault } from '../base/fault.ts'
import type { Name } from '../base/name.ts'

/** People of a circle. Null: the document sets none, so none is asked. */
export interface Band {
  readonly least: number | null
  readonly most: number | null
  /** About how many, where a document or a mean says so and no limits: it decides how many circles are wanted, and forbids nothing. */
  readonly about: number | null
}

/** One ruler. `rulers/` holds one in each file. */
export interface Ruler {
  readonly id: string
  readonly name: Name
  /** The document. */
  readonly cites: string
  readonly band: Band
  /** Where the numbers were seen. */
  readonly source: string
  readonly status: Certainty
  readonly note: Name
}

/** What a result says of the ruler that it was drawn or checked by. */
export const rulerCited = ({ id, name, cites, source, status }: Ruler) => ({ id, name, cites, source, status })

/** A ruler as the shelf holds it; throws a sentence where its band is none. */
export function defineRuler(ruler: Ruler): Ruler {
  const why = bandWrong(ruler.band)
  if (why) throw new Error(`${ruler.id}: ${why}`)
  return ruler
}

/**
 * A person's own numbers in place of a ruler's; what is undefined stays the ruler's, but that its `about` goes when a person sets a
 * limit: it was no limit, and knows nothing of this one. Fault bad-value where they make no band.
 */
export function bandWith(band: Band, own: Partial<Band>): Band {
  const limited = own.least !== undefined || own.most !== undefined
  const mixed = {
    least: own.least === undefined ? band.least : own.least,
    most: own.most === undefined ? band.most : own.most,
    about: own.about !== undefined ? own.about : limited ? null : band.about,
  }
  const why = bandWrong(mixed)
  if (why)
    throw new Fault('bad-value', {
      name: { zh: '人口区间', en: 'the band of people' },
      expected: { zh: '0 < 下限 ≤ 约数 ≤ 上限', en: '0 < least ≤ about ≤ most' },
      got: `${mixed.least ?? '–'} / ${mixed.about ?? '–'} / ${mixed.most ?? '–'}`,
    })
  return mixed
}

function bandWrong({ least, most, about }: Band): string | null {
  const given = [least, about, most].filter((n) => n !== null)
  if (given.some((n) => !(n > 0 && n < Infinity))) return 'numbers of a band are above 0'
  if (given.some((n, i) => i > 0 && n < given[i - 1]!)) return 'least ≤ about ≤ most does not hold'
  return null
}

/** How a number of people stands to a band, and by how many it misses it (0 within, and where the band sets no such limit). */
export function standing(
  people: number,
  { least, most }: Band,
): { state: 'within' | 'below' | 'above' | null; by: number } {
  if (least === null && most === null) return { state: null, by: 0 }
  if (least !== null && people < least) return { state: 'below', by: least - people }
  if (most !== null && people > most) return { state: 'above', by: people - most }
  return { state: 'within', by: 0 }
}
