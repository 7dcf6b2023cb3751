// Ways that are something to us, in columns: a number of a set for its tags, indices of nodes for its references.
import type { Tags } from '../rows.ts'
import { Doubles, Ints } from './grow.ts'
import type { Strings } from './strings.ts'
import type { TagSets } from './tag-sets.ts'
import { DROPPED } from './tags.ts'

/** References that there is room for at first, if the file does not seem to hold fewer. */
const MOST_ROOM = 2 ** 24

/** Ways that are something. Line l runs through the nodes `at[first[l] .. first[l + 1])`. */
export class Lines {
  readonly id = new Doubles(1024)
  /** Bits of tags.ts; 0 for one that has been dropped. */
  readonly is = new Ints(1024)
  readonly first = new Ints(1024)
  /** Indices of nodes; −1 for one that the file does not hold. */
  readonly at: Ints
  /** How many of them are −1. */
  missing = 0
  /** Its tags by number of `sets`, names and the like left out; −1 for members without tags of interest. */
  readonly set = new Ints(1024)
  readonly sets: TagSets
  /** Storeys as tagged, by line; NaN where unknown. Only of buildings. */
  readonly levels = new Map<number, number>()
  /** All tags, as in the file: pairs of strings of its block. */
  readonly #tagFirst = new Ints(1024)
  readonly #pairs: Ints
  /** Blocks, and the line that the first of each is. */
  readonly #blocks: { readonly from: number; readonly strings: Strings }[] = []

  /** `fileBytes`: how large the file is, from which follows about what room is needed. Untouched memory costs nothing. */
  constructor(sets: TagSets, fileBytes: number) {
    this.sets = sets
    const room = Math.min(MOST_ROOM, 1024 + Math.ceil(fileBytes / 6))
    this.at = new Ints(room)
    this.#pairs = new Ints(room)
    this.first.push(0)
    this.#tagFirst.push(0)
  }

  /** How many there are. */
  get count(): number {
    return this.id.length
  }

  /** From here on lines are of another block. */
  begin(strings: Strings): void {
    if (this.#blocks.at(-1)?.from === this.count) this.#blocks.pop()
    this.#blocks.push({ from: this.count, strings })
  }

  /** One more line, whose nodes have been appended to `at`. Its tags are pairs of the block that was begun. Throws Garbled. */
  add(id: number, is: number, set: number, pairs: Int32Array, from: number, to: number): void {
    const strings = this.#blocks.at(-1)?.strings
    for (let i = from; i < to; i++) strings!.need(pairs[i]!) // a text is asked for when the block is long gone
    this.id.push(id)
    this.is.push(is)
    this.set.push(set)
    this.first.push(this.at.length)
    this.#pairs.append(pairs as Int32Array<ArrayBuffer>, from, to)
    this.#tagFirst.push(this.#pairs.length)
  }

  /** Those tags of a line that say what it is. */
  bearingOf(l: number): Tags {
    return this.sets.tags[this.set.data[l]!]!
  }

  /** The tags of a line, without those on how it came to be drawn; made when asked for. */
  tagsOf(l: number): Tags {
    const blocks = this.#blocks
    let block = 0
    for (let end = blocks.length; end - block > 1; ) {
      const middle = (block + end) >> 1
      if (blocks[middle]!.from <= l) block = middle
      else end = middle
    }
    const first = this.#tagFirst.data
    return blocks[block]!.strings.tags(this.#pairs.data, first[l]!, first[l + 1]!, DROPPED)
  }
}
