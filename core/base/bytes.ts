// The one door through which files come in: a browser's File, a file on disk and an array in a test all look like this.

/** A file to be read in pieces. */
export interface Bytes {
  /** Its name without folders, as findings will call it. */
  readonly name: string
  /** Bytes in all. */
  readonly size: number
  /** The bytes from `from` up to, not including, `to` (clipped to the file). */
  slice(from: number, to: number): Promise<Uint8Array>
}

/** Pieces one after the other. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** Bytes that are in memory already. */
export const bytesOf = (name: string, array: Uint8Array): Bytes => ({
  name,
  size: array.length,
  slice: async (from, to) => array.subarray(from, to),
})

/** The file under a name that none before it has: `ledger.csv`, then `ledger (2).csv`. The name is added to `taken`. */
export function nameApart(bytes: Bytes, taken: Set<string>): Bytes {
  const [, stem, end] = /^(.+?)((?:\.[A-Za-z]\w*){0,2})$/.exec(bytes.name)!
  let name = bytes.name
  for (let n = 2; taken.has(name); n++) name = `${stem} (${n})${end}`
  taken.add(name)
  return name === bytes.name ? bytes : { name, size: bytes.size, slice: (from, to) => bytes.slice(from, to) }
}
