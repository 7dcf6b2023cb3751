// A measured city: the answer to "who lacks what within a quarter of an hour on foot?", with everything one needs to trust it.
// `measure.ts` makes it; reports, files and the page only read it.

import type { Nearest, Within } from '../access/answers.ts'
import type { Convention } from '../access/convention.ts'
import type { Ran } from '../access/engine.ts'
import type { Finding } from '../base/finding.ts'
import type { Bounds } from '../geo/bounds.ts'
import type { WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import type { AreaRow, Band, OutletRow, Population } from '../source/rows.ts'
import type { Category, Standard } from '../standard/define.ts'

/**
 * How a cell stands with a category. Only `within` and `beyond` are statements about people;
 * the others say why there is no statement. The order is part of the files we write.
 */
export const STATES = ['within', 'beyond', 'none', 'unknown', 'unconnected', 'edge'] as const
//  within       an outlet lies within the minutes
//  beyond       outlets are known, the nearest is further
//  none         a ledger that knows this category lists no outlet that can be walked to: a gap too
//  unknown      no ledger here knows the category (台账未覆盖): not the same as missing
//  unconnected  the cell is not joined to the walking network
//  edge         so near the edge of the data that an outlet beyond it might be nearer
/** What a cell is to a category. */
export type State = (typeof STATES)[number]

/** What is known of one category in this city's sources. */
export interface Knowledge {
  /** Outlets of the category after merging. */
  readonly outlets: number
  /** By kind of the source whose word was taken. */
  readonly byOrigin: Readonly<Record<'official' | 'commercial' | 'osm', number>>
  /** Whether the sources know the category at all; if not, every cell beyond reach is `unknown`. */
  readonly known: boolean
  /**
   * Areas (indices, of the level that keeps ledgers: subdistricts, else districts) where no source that knows the category
   * lists anything at all: there it is as unknown as where nobody knows it.
   */
  readonly unknownIn: readonly number[]
  /** Best source that knows it; null if none. A gap that rests on `osm` alone is to be checked before it is believed. */
  readonly basis: 'official' | 'commercial' | 'osm' | null
}

/** One share, with its denominator. */
export interface Share {
  /** People of the denominator: residents in cells whose state is within, beyond or none. */
  readonly people: number
  /** Of them, within the minutes. */
  readonly within: number
  /** within / people; null where the denominator is zero. */
  readonly share: number | null
  /** Residents left out of the denominator, by why. */
  readonly unknown: number
  readonly unconnected: number
  readonly edge: number
}

/** Coverage of one category among one set of people. */
export interface Coverage {
  /** Area id; null: the whole city. */
  readonly area: string | null
  readonly category: string
  /** null: all residents. */
  readonly band: Band | null
  readonly share: Share
}

/** Residents who lack a category in one area, with the evidence of the worst-off cell and the spread. */
export interface Gap {
  readonly area: string | null
  readonly category: string
  /** People beyond the minutes (beyond or none). */
  readonly people: number
  /** The same by band, where known. */
  readonly bands: Readonly<Partial<Record<Band, number>>>
  /** Cells they live in. */
  readonly cells: number
  /** The cell with most of them: its evidence stands for the gap. */
  readonly cell: number
  readonly nearest: {
    readonly outlet: number
    readonly seconds: number
    readonly meters: number
  } | null
  readonly snapMeters: number | null
  readonly basis: 'official' | 'commercial' | 'osm'
  /** When that outlet was last confirmed; null where unknown. */
  readonly confirmed: string | null
}

/** A part of the network not joined to the main part. */
export interface Island {
  /** Nodes and metres of way. */
  readonly nodes: number
  readonly meters: number
  /** Residents who snapped to it. */
  readonly people: number
  /** Where it is. */
  readonly lng: number
  readonly lat: number
}

/** What holds of each cell however many minutes are asked, kept so that another limit can be coloured at once. */
export interface CellFacts {
  /** Per cell: 1 where one can walk from it to the main network. */
  readonly joined: Uint8Array
  /** Per cell: metres inside the border of the data (the hull of the street nodes, and the box the file claims); negative outside. */
  readonly insideMeters: Float64Array
  /** Per cell: its tract. Cells of one tract lie in the same areas. */
  readonly tract: Int32Array
  /** Per tract: the areas that hold it, as indices into `areas`, the smallest first. */
  readonly tractAreas: readonly (readonly number[])[]
}

/** What a measurement needs: everything is in memory, in WGS-84, and already built. */
export interface MeasureInputs {
  readonly graph: WalkGraph
  /** The rectangle that the street data claims to cover; people outside it were never counted. */
  readonly bounds: Bounds
  readonly population: Population
  /** Merged outlets, each source's word kept. */
  readonly outlets: readonly OutletRow[]
  readonly areas: readonly AreaRow[]
  readonly standard: Standard
  readonly convention: Convention
  /** A person's own classing: label (or `key=value` of OSM) → category id; goes before the standard's. */
  readonly labels: Readonly<Record<string, string>>
  /** True when a person states that the official ledger lists every outlet of every category of the standard. */
  readonly ledgerComplete: boolean
  readonly findings: readonly Finding[]
  /**
   * Per category of the standard: what the sources knew before a scenario changed the outlets. Its word on what is known and by
   * whom stands, for a shop that somebody opens in thought is no ledger, and the last one closed is no ignorance. Absent: told from
   * the outlets.
   */
  readonly knownBefore?: readonly Knowledge[]
}

/** Everything about one measured city. Cells are the points of `population`, in its order. */
export interface Measured {
  readonly graph: WalkGraph
  readonly bounds: Bounds
  readonly population: Population
  readonly outlets: readonly OutletRow[]
  /** Per outlet: index into `categories`, -1 unclassified. An outlet may serve several: see `serves`. */
  readonly categories: readonly Category[]
  /** Per outlet, the categories it serves, as indices into `categories`. */
  readonly serves: readonly (readonly number[])[]
  /** Labels (or OSM tags) that no category claimed, with counts, most first. */
  readonly unclassified: readonly { readonly label: string; readonly count: number }[]
  readonly standard: Standard
  readonly areas: readonly AreaRow[]
  /** Per cell: index into `areas` of the finest area it lies in; -1 none. */
  readonly cellArea: Int32Array
  readonly facts: CellFacts
  readonly convention: Convention
  readonly cellSnaps: Snaps
  readonly outletSnaps: Snaps
  /** Per category. */
  readonly nearest: readonly Nearest[]
  readonly within: readonly Within[]
  /** How the searches ran; their answers do not depend on it. */
  readonly ran: Ran
  readonly knowledge: readonly Knowledge[]
  /** state[c * cells + i]: index into STATES of cell i and category c. */
  readonly state: Uint8Array
  readonly coverage: readonly Coverage[]
  readonly gaps: readonly Gap[]
  readonly islands: readonly Island[]
  readonly findings: readonly Finding[]
  /** Residents in all cells. */
  readonly people: number
}
