// The server's side of the thread that draws maps: one a platform, begun when a map is first asked for. If it ends of itself, what was
// asked of it fails, and the next call begins another.
import { Worker } from 'node:worker_threads'
import { Fault } from '@yike/core/base/fault.ts'
import type { Platform } from '../platform.ts'
import type { Answered, Calls, LayerSource } from './messages.ts'

/** Megabytes of heap that the thread may have before it is ended. */
const HEAP_MB = 2048

interface Waiting {
  readonly resolve: (gives: unknown) => void
  readonly reject: (error: Error) => void
}

/** Whom one asks for maps. */
export class Cartographer {
  #thread: Worker | null = null
  #last = 0
  readonly #waiting = new Map<number, Waiting>()
  readonly #loading = new Map<string, Promise<unknown>>()

  /** Asks the thread. What it fails at is a mistake of ours; where it ends, `maps-away`. */
  ask<K extends keyof Calls>(call: K, told: Calls[K][0]): Promise<Calls[K][1]> {
    this.#thread ??= this.#begin()
    const thread = this.#thread
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (gives: unknown) => void, reject })
      thread.postMessage({ id, call, told })
    })
  }

  /** Asks for what needs a layer loaded; it is loaded when it is not, once however many ask. */
  async askLoaded<K extends 'tile' | 'items' | 'extent'>(
    call: K,
    told: Calls[K][0],
    source: () => Promise<LayerSource>,
  ): Promise<Exclude<Calls[K][1], undefined>> {
    const load = call === 'tile' ? 'loadTiles' : 'loadItems'
    const name = `${load} ${told.key}`
    for (let attempt = 0; attempt < 3; attempt++) {
      const answer = await this.ask(call, told)
      if (answer !== undefined) return answer as Exclude<Calls[K][1], undefined>
      const loading =
        this.#loading.get(name) ?? source().then((found) => this.ask(load, { key: told.key, source: found }))
      this.#loading.set(name, loading)
      await loading.finally(() => this.#loading.delete(name))
    }
    throw new Error(`${told.key} does not stay loaded`)
  }

  async stop(): Promise<void> {
    await this.#thread?.terminate()
  }

  #begin(): Worker {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    thread.unref()
    thread.on('message', (answer: Answered) => {
      const waiting = this.#waiting.get(answer.id)
      this.#waiting.delete(answer.id)
      if ('fails' in answer) waiting?.reject(new Error(answer.fails))
      else waiting?.resolve(answer.gives)
    })
    thread.on('error', () => {}) // it ends next
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = null
      for (const { reject } of this.#waiting.values()) reject(new Fault('maps-away'))
      this.#waiting.clear()
    })
    return thread
  }
}

const cartographers = new WeakMap<Platform, Cartographer>()

/** The one of a platform. */
export function cartographerOf(platform: Platform): Cartographer {
  const there = cartographers.get(platform) ?? new Cartographer()
  cartographers.set(platform, there)
  return there
}
