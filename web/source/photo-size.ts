// A photo as it is sent: no side longer than 2048 pixels, JPEG. Drawing it anew also takes out what it says of camera and place.

/** Pixels of the longer side. */
export const LONGEST_SIDE = 2048

/** Width and height within the longest side, never enlarged. */
export function within(width: number, height: number, longest = LONGEST_SIDE): readonly [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

/** The photo made small, turned as it was held; null where the browser cannot read it. */
export async function smallPhoto(file: Blob): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const [width, height] = within(picture.width, picture.height)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height)
    picture.close()
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
  } catch {
    return null
  }
}
