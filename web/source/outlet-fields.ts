// What an outlet says, field by field: in which order it is shown, how each is written, and in what two of them differ.
import type { TFunction } from 'i18next'
import type { Outlet } from './office-lists.ts'

/** Fields that an officer may change, in the order of the form; a place is one field. */
export const OUTLET_FIELDS = [
  'name',
  'label',
  'code',
  'state',
  'place',
  'address',
  'hours',
  'capacity',
  'licence',
  'confirmed',
  'confirmedBy',
  'entrances',
  'remark',
] as const
/** One of them. */
export type OutletField = (typeof OUTLET_FIELDS)[number]

/** What is to become of an outlet: what the server takes. */
export type OutletChange = Partial<
  Pick<Outlet, 'name' | 'label' | 'code' | 'state' | 'lng' | 'lat' | 'address' | 'hours' | 'capacity' | 'licence' | 'confirmed' | 'confirmedBy' | 'entrances' | 'remark' | 'office'> // biome-ignore format: one line
>

/** The properties that a field is made of. */
export const partsOf = (field: OutletField): readonly (keyof OutletChange)[] =>
  field === 'place' ? ['lng', 'lat'] : [field]

/** Six decimals are 0.1 m. */
export const degrees = (n: number): string => n.toFixed(6)

/** A field as it is read. */
export function sayField(outlet: Outlet, field: OutletField, t: TFunction): string {
  switch (field) {
    case 'state':
      return t(`outlet.state.${outlet.state}`)
    case 'place':
      return `${degrees(outlet.lng)}, ${degrees(outlet.lat)}`
    case 'entrances':
      return outlet.entrances.map(([lng, lat]) => `${degrees(lng)},${degrees(lat)}`).join('; ') || '—'
    default:
      return outlet[field] === null || outlet[field] === '' ? '—' : String(outlet[field])
  }
}

/** Fields in which two differ. */
export const differing = (one: Outlet, other: Outlet): readonly OutletField[] =>
  OUTLET_FIELDS.filter((field) => partsOf(field).some((part) => !same(one[part], other[part])))

/** The values of these fields, as a change to them. */
export const valuesOf = (outlet: Outlet, fields: readonly OutletField[]): OutletChange =>
  Object.fromEntries(fields.flatMap(partsOf).map((part) => [part, outlet[part]])) as OutletChange

/** What of a change is not so already. */
export const reallyChanged = (outlet: Outlet, change: OutletChange): OutletChange =>
  Object.fromEntries(
    Object.entries(change).filter(([part, value]) => !same(outlet[part as keyof OutletChange], value)),
  ) as OutletChange

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
