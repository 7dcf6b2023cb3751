// A number as a person reads it.

/** Whole, by thousands: 12,345. */
export const grouped = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',')
