// What an office brought and keeps, as lists of the server: the ledger, uploads, and what is to be verified on the spot.

/** An outlet of the ledger. */
export interface Outlet {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly address: string | null
  readonly state: 'open' | 'closed' | 'moved'
  readonly confirmed: string | null
  readonly confirmedBy: string | null
}

/** A file that was brought. */
export interface Upload {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly size: number
  readonly state: 'received' | 'reading' | 'read' | 'applying' | 'applied' | 'refused'
  readonly rows: number | null
  readonly madeAt: string
}

/** Something to be looked at on the spot. */
export interface Verification {
  readonly id: string
  readonly place: string
  readonly reason: 'gap' | 'nearest' | 'oldest' | 'duplicate'
  readonly people: number | null
  readonly due: string | null
  readonly state: 'open' | 'answered' | 'dropped'
}
