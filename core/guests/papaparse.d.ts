export interface ParseResult {
  data: string[][]
  errors: { code: string; message: string; row?: number }[]
  meta: { delimiter: string }
}
export interface ParseConfig {
  delimiter?: string
  delimitersToGuess?: string[]
  newline?: string
  skipEmptyLines?: boolean | 'greedy'
  preview?: number
  quoteChar?: string
  step?: (result: { data: string[]; errors: unknown[] }, parser: { abort(): void }) => void
}
declare const Papa: {
  parse(text: string, config?: ParseConfig): ParseResult
  unparse(rows: readonly (readonly (string | number | null)[])[], config?: { newline?: string }): string
}
export default Papa
