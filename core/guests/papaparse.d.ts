// Rows of delimited text (papaparse 5).
export interface ParseError {
  code: string
  message: string
  row?: number
}
export interface ParseConfig {
  delimiter?: string
  newline?: string
  skipEmptyLines?: boolean | 'greedy'
  preview?: number
  quoteChar?: string
  step?: (result: { data: string[]; errors: ParseError[]; meta: { cursor: number } }, parser: { abort(): void }) => void
}
declare const Papa: {
  parse(text: string, config?: ParseConfig): { data: string[][]; errors: ParseError[]; meta: { delimiter: string } }
  unparse(rows: readonly (readonly (string | number | null)[])[], config?: { newline?: string }): string
}
export default Papa
