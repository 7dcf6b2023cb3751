// Opening hours of OpenStreetMap (opening_hours 3).
export interface Place {
  lat: number
  lon: number
  address: { country_code: string; state: string }
}
export interface OpeningHours {
  /** Open intervals of the local calendar: [from, to, whether it cannot be told, comment]. */
  getOpenIntervals(from: Date, to: Date): [Date, Date, boolean, string | null][]
  getStructuredWarnings(): { type: string }[]
  /** Whether every week is like any other. */
  isWeekStable(): boolean
}
declare const opening_hours: new (value: string, place?: Place | null, mode?: number) => OpeningHours
export default opening_hours
