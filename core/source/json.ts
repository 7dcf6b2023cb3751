// JSON as a file holds it: parsed, or refused with where it breaks.
import { Fault } from '../base/fault.ts'
import { LIMITS } from './limits.ts'

/**
 * What the JSON `text` of `file` says. Throws the fault `bad-file`, with the character where it breaks if the engine tells,
 * or where it is nested deeper than LIMITS.jsonDepth: what walks through it calls itself at each level.
 */
export function parseJson(text: string, file: string): unknown {
  const deep = deepAt(text)
  if (deep >= 0)
    throw new Fault('bad-file', {
      file,
      why: {
        zh: `嵌套超过 ${LIMITS.jsonDepth} 层（第 ${deep} 个字符处）`,
        en: `nested more than ${LIMITS.jsonDepth} deep (at character ${deep})`,
      },
    })
  try {
    return JSON.parse(text)
  } catch (error) {
    const said = (error as Error).message // in English, whatever the engine
    const at = /position (\d+)/.exec(said)?.[1]
    const why = { zh: at ? `不是 JSON（第 ${at} 个字符处）` : '不是 JSON', en: `not JSON: ${said.slice(0, 120)}` }
    throw new Fault('bad-file', { file, why })
  }
}

/** Where arrays and objects are first more than LIMITS.jsonDepth within one another; -1 if nowhere. Texts are passed over. */
function deepAt(text: string): number {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x5b || c === 0x7b) {
      if (++depth > LIMITS.jsonDepth) return i
    } else if (c === 0x5d || c === 0x7d) depth--
    else if (c === 0x22) {
      i = text.indexOf('"', i + 1)
      while (i > 0 && escaped(text, i)) i = text.indexOf('"', i + 1)
      if (i < 0) return -1
    }
  }
  return -1
}

/** Whether the quote at `at` is written with a backslash: an odd number of them stands before it. */
function escaped(text: string, at: number): boolean {
  let from = at
  while (text.charCodeAt(from - 1) === 0x5c) from--
  return (at - from) % 2 === 1
}
