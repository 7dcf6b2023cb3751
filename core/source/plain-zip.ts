// An XLSX is a ZIP, and a ZIP says when each of its files was put in. What we write must not: the same rows, the same bytes.
// Format: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).

const CENTRAL = 0x02014b50
const END = 0x06054b50
/** 1980-01-01 00:00:00, the first moment that a ZIP can say (section 4.4.6). */
const DATE = (1 << 5) | 1

/** `zip` with every time in it set to the beginning of 1980. Throws if it is not a ZIP. */
export function plainZip(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  let end = zip.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new Error('This is not a ZIP.')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  for (let k = 0; k < count; k++) {
    if (view.getUint32(at, true) !== CENTRAL) throw new Error('The directory of this ZIP is broken.')
    const local = view.getUint32(at + 42, true)
    for (const header of [at + 12, local + 10]) {
      view.setUint16(header, 0, true)
      view.setUint16(header + 2, DATE, true)
    }
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return zip
}
