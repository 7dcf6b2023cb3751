// Rows of delimited text (papaparse 5).
export interface ParseError {
  code: string
  message: string
  row?: number
}
export interface ParseConfig {
  delimiter?: string
  newline?: string
  skipEmptyLines?: boolean
  preview?: number
}
declare const Papa: {
  parse(text: string, config?: ParseConfig): { data: string[][]; errors: ParseError[] }
  unparse(
    rows: readonly (readonly (string | number | null)[])[],
    config?: { newline?: string; quotes?: boolean },
  ): string
}
export default Papa
