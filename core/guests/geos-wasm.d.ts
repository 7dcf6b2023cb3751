/** What core uses of GEOS. Pointers are numbers into its memory. */
export interface Geos {
  readonly Module: {
    readonly HEAPU8: Uint8Array
    _malloc(bytes: number): number
    _free(at: number): void
    getValue(at: number, type: 'i32'): number
  }
  GEOSGeomFromWKB_buf(at: number, bytes: number): number
  /** Bytes that GEOSFree gives back; their number is written to `size`. */
  GEOSGeomToWKB_buf(geometry: number, size: number): number
  GEOSFree(at: number): void
  GEOSGeom_destroy(geometry: number): void
  GEOSUnaryUnionPrec(geometry: number, grid: number): number
  GEOSCoverageSimplifyVW(geometry: number, tolerance: number, preserveBoundary: number): number
}

export default function geos(): Promise<Geos>
