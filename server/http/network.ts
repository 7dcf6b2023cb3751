// From where somebody calls, as far as they cannot choose it: who has one address of IPv6 has 2^64 of them.
import { isIPv6 } from 'node:net'

/** An address of IPv4 as it is, one of IPv6 as its first 64 bits; an IPv4 address written as IPv6 is that IPv4 address. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '')
  if (!isIPv6(plain)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped) return mapped
  const [head, tail] = plain.split('::') as [string, string | undefined]
  const groups = head ? head.split(':') : []
  const rest = tail ? tail.split(':') : []
  const left = 8 - groups.length - rest.length - (plain.includes('.') ? 1 : 0) // a dotted end is two groups
  const all = tail === undefined ? groups : [...groups, ...Array(Math.max(0, left)).fill('0'), ...rest]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
