// When a mobile stop stands there: clock times of a day, as people write them. Days of the week are not read.

/** From when until when, in minutes of the day; `to` > `from`, and beyond 1,440 where it runs past midnight. */
export interface Span {
  readonly from: number
  readonly to: number
}

const SPAN = /(\d{1,2})(?:[:：](\d{2})|[点时](半)?)?\s*(?:-|–|—|~|～|至|到)\s*(\d{1,2})(?:[:：](\d{2})|[点时](半)?)/g

/** The spans in `6:30-9:00`, `6：30—9：00，16:00-18:30`, `6点半至9点`; empty where none can be read. */
export function spansOf(hours: string | null): readonly Span[] {
  const spans: Span[] = []
  for (const [, h1, m1, half1, h2, m2, half2] of (hours ?? '').matchAll(SPAN)) {
    const from = Number(h1) * 60 + Number(m1 ?? (half1 ? 30 : 0))
    const to = Number(h2) * 60 + Number(m2 ?? (half2 ? 30 : 0))
    if (from > 1440 || to > 1440 || from === to) continue
    spans.push({ from, to: to > from ? to : to + 1440 })
  }
  return spans
}
