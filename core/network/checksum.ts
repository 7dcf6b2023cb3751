// A checksum that tells a damaged graph from a whole one, at the speed of memory: XXH32 (Yann Collet, "xxHash fast digest
// algorithm", specification 0.1.1, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). It is no seal against
// people; against a bad disk and half a download it is as good as a CRC of 32 bits and several times as quick here.

const PRIME1 = 0x9e3779b1 | 0
const PRIME2 = 0x85ebca77 | 0
const PRIME3 = 0xc2b2ae3d | 0
const PRIME4 = 0x27d4eb2f
const PRIME5 = 0x165667b1

/** XXH32 of the bytes from `from` (a multiple of 4) on, as a whole number with a sign. Little-endian, as every machine here is. */
export function xxh32(data: ArrayBufferLike, from = 0, to = data.byteLength, seed = 0): number {
  const length = to - from
  const words = new Int32Array(data, from, length >> 2)
  let at = 0
  let hash = (seed + PRIME5) | 0
  if (length >= 16) {
    let a = (seed + PRIME1 + PRIME2) | 0
    let b = (seed + PRIME2) | 0
    let c = seed | 0
    let d = (seed - PRIME1) | 0
    for (const end = words.length & ~3; at < end; at += 4) {
      a = (a + Math.imul(words[at]!, PRIME2)) | 0
      b = (b + Math.imul(words[at + 1]!, PRIME2)) | 0
      c = (c + Math.imul(words[at + 2]!, PRIME2)) | 0
      d = (d + Math.imul(words[at + 3]!, PRIME2)) | 0
      a = Math.imul((a << 13) | (a >>> 19), PRIME1)
      b = Math.imul((b << 13) | (b >>> 19), PRIME1)
      c = Math.imul((c << 13) | (c >>> 19), PRIME1)
      d = Math.imul((d << 13) | (d >>> 19), PRIME1)
    }
    hash = (turned(a, 1) + turned(b, 7) + turned(c, 12) + turned(d, 18)) | 0
  }
  hash = (hash + length) | 0
  for (; at < words.length; at++) hash = Math.imul(turned(hash + Math.imul(words[at]!, PRIME3), 17), PRIME4)
  for (const byte of new Uint8Array(data, from + 4 * at, length - 4 * at))
    hash = Math.imul(turned(hash + Math.imul(byte, PRIME5), 11), PRIME1)
  hash = Math.imul(hash ^ (hash >>> 15), PRIME2)
  hash = Math.imul(hash ^ (hash >>> 13), PRIME3)
  return hash ^ (hash >>> 16)
}

/** The bits of a word, turned to the left. */
const turned = (word: number, by: number): number => (word << by) | (word >>> (32 - by))
