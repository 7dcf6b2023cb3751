// JSON that a person wrote or edited, held against the shape it should have: each complaint names the place in the file.
import { Fault } from '../base/fault.ts'
import type { LngLat } from '../geo/meters.ts'
import { parseJson } from '../source/json.ts'

/** A value with its place in the file (`edits[2].at`), and the file's name for the fault. */
export class Shape {
  readonly value: unknown
  readonly path: string
  readonly file: string

  constructor(value: unknown, path: string, file: string) {
    this.value = value
    this.path = path
    this.file = file
  }

  /** What the JSON `text` of `file` says. Fault: bad-file. */
  static of(text: string, file: string): Shape {
    return new Shape(parseJson(text.replace(/^\ufeff/, ''), file), '', file)
  }

  /** Throws the fault `bad-file`: what stands here should be `expected`. */
  wrong(expected: string): never {
    const got = this.value === undefined ? '—' : (JSON.stringify(this.value) ?? '—').slice(0, 60)
    const at = this.path || '{}'
    throw new Fault('bad-file', {
      file: this.file,
      why: { zh: `${at} 应为 ${expected}，得到 ${got}`, en: `${at} should be ${expected}; got ${got}` },
    })
  }

  /** The field of an object; undefined where it has none. */
  get(key: string): Shape {
    const { value } = this
    if (value === null || typeof value !== 'object' || Array.isArray(value)) this.wrong('{ … }')
    return new Shape((value as Record<string, unknown>)[key], this.path ? `${this.path}.${key}` : key, this.file)
  }

  /** Nothing there: absent or null. */
  get isNone(): boolean {
    return this.value === undefined || this.value === null
  }

  list(): Shape[] {
    if (!Array.isArray(this.value)) this.wrong('[ … ]')
    return this.value.map((item, i) => new Shape(item, `${this.path}[${i}]`, this.file))
  }

  /** Fields of an object, in the order of the file. */
  entries(): (readonly [string, Shape])[] {
    if (this.isNone) return []
    const { value } = this
    if (typeof value !== 'object' || Array.isArray(value)) this.wrong('{ … }')
    return Object.keys(value as object).map((key) => [key, this.get(key)] as const)
  }

  text(): string {
    return typeof this.value === 'string' && this.value !== '' ? this.value : this.wrong('"…"')
  }

  textOrNull(): string | null {
    return this.isNone || this.value === '' ? null : this.text()
  }

  number(from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): number {
    const n = this.value
    const bounds = Number.isFinite(from) || Number.isFinite(to) ? ` ${from}–${to}` : ''
    return typeof n === 'number' && n >= from && n <= to ? n : this.wrong(`0–9…${bounds}`)
  }

  numberOrNull(from?: number, to?: number): number | null {
    return this.isNone ? null : this.number(from, to)
  }

  oneOf<T extends string>(known: readonly T[]): T {
    return known.find((k) => k === this.value) ?? this.wrong(known.join(' | '))
  }

  /** [longitude, latitude]. */
  place(): LngLat {
    const v = this.value
    if (!Array.isArray(v) || v.length !== 2) this.wrong('[lng, lat]')
    const [lng, lat] = v as unknown[]
    if (typeof lng !== 'number' || typeof lat !== 'number' || !(Math.abs(lng) <= 180) || !(Math.abs(lat) <= 90))
      this.wrong('[lng −180–180, lat −90–90]')
    return [lng as number, lat as number]
  }

  /** The head of a file of ours. Fault bad-file where it is another kind or version. */
  headed(kind: string, version: number): this {
    if (this.get('yike').value !== kind) this.get('yike').wrong(`"${kind}"`)
    if (this.get('version').value !== version) this.get('version').wrong(String(version))
    return this
  }
}
