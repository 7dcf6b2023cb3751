// What was made and may be wanted again, within so many bytes: what was not wanted for longest goes first.

/** A memory of things by key, each counted in bytes. */
export class Lru<T> {
  readonly #most: number
  readonly #kept = new Map<string, { readonly value: T; bytes: number }>()
  #bytes = 0

  constructor(mostBytes: number) {
    this.#most = mostBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  get(key: string): T | undefined {
    const found = this.#kept.get(key)
    if (!found) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, found)
    return found.value
  }

  /** Keeps it, whatever its size, in place of what was not wanted for longest. */
  set(key: string, value: T, bytes: number): void {
    this.drop(key)
    this.#kept.set(key, { value, bytes })
    this.#bytes += bytes
    this.#fit(key)
  }

  /** It has grown. */
  grow(key: string, bytes: number): void {
    const found = this.#kept.get(key)
    if (!found) return
    found.bytes += bytes
    this.#bytes += bytes
    // what alone has outgrown everything is made anew when it is next wanted
    if (found.bytes > this.#most) this.drop(key)
    this.#fit(key)
  }

  /** Forgets it. */
  drop(key: string): void {
    const found = this.#kept.get(key)
    if (!found) return
    this.#kept.delete(key)
    this.#bytes -= found.bytes
  }

  #fit(newest: string): void {
    for (const key of this.#kept.keys()) {
      if (this.#bytes <= this.#most || key === newest) return
      this.drop(key)
    }
  }
}
