// JSON as a file holds it: parsed, or refused with where it breaks.
import { Fault } from '../base/fault.ts'

/** What the JSON `text` of `file` says. Throws the fault `bad-file`, with the character where it breaks if the engine tells. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const said = (error as Error).message // in English, whatever the engine
    const at = /position (\d+)/.exec(said)?.[1]
    const why = { zh: at ? `不是 JSON（第 ${at} 个字符处）` : '不是 JSON', en: `not JSON: ${said.slice(0, 120)}` }
    throw new Fault('bad-file', { file, why })
  }
}
