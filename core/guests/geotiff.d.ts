/** One picture of a TIFF file. */
export interface GeoTIFFImage {
  getWidth(): number
  getHeight(): number
  getTileWidth(): number
  getTileHeight(): number
  getSamplesPerPixel(): number
  getGeoKeys(): Partial<Record<string, number | string>> | null
  /** Names of the tags that are here: ModelTiepoint, ModelPixelScale, ModelTransformation … */
  readonly fileDirectory: {
    hasTag(tag: string): boolean
    loadValue(tag: string): Promise<unknown>
  }
  /** Window: left, top, right, bottom in pixels. One array a sample. */
  readRasters(options: { window: [number, number, number, number]; samples: number[] }): Promise<ArrayLike<number>[]>
}

export interface GeoTIFF {
  getImage(index?: number): Promise<GeoTIFFImage>
}

export function fromArrayBuffer(buffer: ArrayBuffer): Promise<GeoTIFF>

/** Unpacks strips; `parameters` are those of the block. */
export declare class BaseDecoder {
  parameters: unknown
  decodeBlock(buffer: ArrayBuffer): Promise<ArrayBuffer> | ArrayBuffer
}

/** Takes a decoder for these compressions, instead of the library's own. */
export function addDecoder(compressions: readonly number[], load: () => Promise<typeof BaseDecoder>): void
