// What stands on a page, said without saying how it is set: a report yields blocks, an output sets them.

/** How a text or a piece of a bar is meant. The order of `good … worse` is one of lightness too. */
export type Tone = 'good' | 'fair' | 'poor' | 'bad' | 'worse' | 'unsure' | 'edge' | 'quiet'

/** A text with smaller lines under it, parted by line breaks. */
export interface Text {
  readonly text: string
  readonly sub?: string
  readonly tone?: Tone
}
export type Content = string | Text

/** A piece of a bar: its share of the whole bar, 0–1. */
export interface Piece {
  readonly tone: Tone
  readonly share: number
}

/** A line with a bar. */
export interface Bar {
  readonly label: string
  /** A word in a frame behind the label. */
  readonly tag?: string
  readonly pieces: readonly Piece[]
  /** The figure, or the word that stands for it where it is not known. */
  readonly value: string
  /** Under the figure: of how many. */
  readonly detail: string
  readonly tone?: Tone
  /** Of some of those of the bar before: set smaller, under it. */
  readonly part?: true
}

/** A card of one group. */
export interface Card {
  readonly title: string
  readonly bars: readonly Bar[]
  readonly note?: string
}

export interface Column {
  readonly text: string
  /** Figures stand to the right. */
  readonly figures?: boolean
  /** Short words that are not to be broken. */
  readonly words?: boolean
}

/** One kind of line or patch under or over the cells: SVG path data in the map's own units. */
export interface MapLayer {
  readonly style: string
  readonly d: string
}

/** A map of cells. Units are whole numbers, `unitMeters` each; y runs down. */
export interface MapBlock {
  readonly kind: 'map'
  readonly width: number
  readonly height: number
  readonly unitMeters: number
  readonly caption: string
  /** Who must be named. */
  readonly credit: string
  readonly under: readonly MapLayer[]
  /** How cells are drawn: filled, or as lines of this width. */
  readonly cellStyle: 'area' | 'line'
  readonly cellWidth: number
  /** Path data of each cell, one `M` each. */
  readonly cells: readonly string[]
  /** Per cell a key of `summary`, and per choice a digit per cell, a key of `states`. */
  readonly summaryOf: string
  readonly summary: { readonly label: string; readonly keys: readonly MapKey[] }
  readonly choices: readonly { readonly label: string; readonly group: string; readonly of: string }[]
  readonly states: readonly MapKey[]
  readonly over: readonly MapLayer[]
  /** `minor` labels leave room for the others where the map is small. */
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string; readonly minor: boolean }[]
  readonly scale: { readonly units: number; readonly text: string }
  readonly pick: string
}

/** One colour of a legend: the character in `of`, its class, its words. */
export interface MapKey {
  readonly key: string
  readonly style: string
  readonly text: string
}

export type Block =
  | {
      readonly kind: 'cover'
      readonly overline: string
      readonly title: string
      readonly chips: readonly string[]
      readonly lines: readonly string[]
    }
  /** `page`: on paper it begins a new one. */
  | {
      readonly kind: 'heading'
      readonly level: 2 | 3
      readonly text: string
      readonly sub?: string
      readonly page?: boolean
    }
  | { readonly kind: 'lead'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: Tone }
  | {
      readonly kind: 'figures'
      readonly items: readonly { readonly value: string; readonly label: string; readonly note?: string }[]
    }
  | {
      readonly kind: 'bars'
      readonly rows: readonly Bar[]
      readonly legend: readonly { readonly tone: Tone; readonly text: string }[]
    }
  | { readonly kind: 'cards'; readonly items: readonly Card[] }
  | {
      readonly kind: 'table'
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly Content[])[]
      readonly caption?: string
    }
  | { readonly kind: 'list'; readonly items: readonly Content[] }
  | { readonly kind: 'fold'; readonly summary: string; readonly blocks: readonly Block[] }
  | MapBlock
