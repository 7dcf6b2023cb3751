// One text for one value: keys in order, columns as lists. Two values that are alike have the same text, and so the same checksum.

/** The JSON of a value with the keys of every object sorted; typed arrays stand as arrays. Throws a sentence on NaN and infinities. */
export function canonical(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error(`A value that is kept is finite; got ${value}.`)
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (ArrayBuffer.isView(value)) return canonical(Array.from(value as Float64Array))
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const source = value as Record<string, unknown>
  const keys = Object.keys(source)
    .filter((key) => source[key] !== undefined)
    .sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(source[key])}`).join(',')}}`
}
