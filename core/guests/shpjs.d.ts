/** Records of a .shp in order, null where a shape is null. `prj` is WKT: coordinates come back as degrees; without it as they are. */
export function parseShp(shp: Uint8Array, prj?: string): ({ type: string; coordinates: unknown } | null)[]

/** Rows of a .dbf in order; `encoding` is a label of TextDecoder. */
export function parseDbf(dbf: Uint8Array, encoding?: string): Record<string, unknown>[]
