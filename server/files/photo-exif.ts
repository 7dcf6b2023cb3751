// The orientation in an EXIF block, and the smallest block that says it. An EXIF block is a TIFF file (CIPA DC-008).

const ORIENTATION = 274

/** 1 to 8; 1 also where the block does not say, or cannot be read. `tiff` begins with `II` or `MM`. */
export function orientationIn(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length)
  const mark = view.getUint16(0)
  if (mark !== 0x4949 && mark !== 0x4d4d) return 1
  const little = mark === 0x4949
  if (view.getUint16(2, little) !== 42) return 1
  const at = view.getUint32(4, little)
  if (at + 2 > tiff.length) return 1
  const count = view.getUint16(at, little)
  for (let i = 0, tag = at + 2; i < count && tag + 12 <= tiff.length; i++, tag += 12) {
    if (view.getUint16(tag, little) !== ORIENTATION) continue
    const value = view.getUint16(tag + 8, little)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** A TIFF block of 26 bytes with one tag: the orientation, as one short. */
export function exifOf(orientation: number): Uint8Array {
  const block = new Uint8Array(26)
  const view = new DataView(block.buffer)
  view.setUint16(0, 0x4d4d)
  view.setUint16(2, 42)
  view.setUint32(4, 8)
  view.setUint16(8, 1)
  view.setUint16(10, ORIENTATION)
  view.setUint16(12, 3)
  view.setUint32(14, 1)
  view.setUint16(18, orientation)
  return block
}
