// Mixed-integer programmes in WebAssembly (highs 1.15, HiGHS). What is used of it, and no more.
export interface HighsModelData {
  numCols: number
  numRows: number
  sense: 1 | -1
  colCost: Float64Array
  colLower: Float64Array
  colUpper: Float64Array
  rowLower: Float64Array
  rowUpper: Float64Array
  matrix: {
    format: 'csr'
    numRows: number
    numCols: number
    starts: Int32Array
    indices: Int32Array
    values: Float64Array
  }
  integrality: Int32Array
}
export interface HighsModel {
  options: { set(options: Record<string, number | string | boolean>): void }
  info: { get(name: string): number | bigint }
  setSolution(solution: { colValue: Float64Array }): unknown
  /** What it calls between two steps of its own. */
  run(callbacks?: Readonly<Record<number, (event: { interrupt(): void }) => undefined>>): unknown
  getModelStatus(): number
  getSolution(): { colValue: Float64Array }
  dispose(): void
}
export interface Highs {
  infinity: number
  constants: {
    modelStatus: Readonly<Record<string, number>>
    callbackType: { readonly simplexInterrupt: 1; readonly mipInterrupt: 6 }
  }
  createModel(data: HighsModelData): HighsModel
}
export default function loadHighs(): Promise<Highs>
