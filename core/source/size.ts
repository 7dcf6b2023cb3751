// How much of a file is taken into memory at once.
import { Fault } from '../base/fault.ts'

/** Throws the fault `too-large` where `bytes` of `file` are more than `limit`; both are told in MB of 2²⁰ bytes, rounded up. */
export function checkSize(file: string, bytes: number, limit: number): void {
  const mb = (n: number) => `${Math.ceil(n / 2 ** 20)} MB`
  if (bytes > limit) throw new Fault('too-large', { file, size: mb(bytes), limit: mb(limit) })
}
