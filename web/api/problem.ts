// What the server refused, as a sentence in the language of the page.
import { FAULTS, Fault, type FaultCode } from '@yike/core/base/fault.ts'
import type { Lang } from '@yike/core/base/name.ts'
import { Problem } from './client.ts'

export { Problem } from './client.ts'

/** The server could not be asked at all. */
const UNREACHED = {
  zh: '连不上服务器；请检查网络，稍后重试',
  en: 'The server does not answer; check the network and try again',
}

/** Times in sentences are read by people, not by programs. */
const readable = (values: Problem['values'], lang: Lang): Problem['values'] =>
  Object.fromEntries(
    Object.entries(values).map(([name, word]) => [
      name,
      typeof word === 'string' && /^\d{4}-\d\d-\d\dT/.test(word)
        ? new Date(word).toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB')
        : word,
    ]),
  )

/** The sentence of whatever went wrong. */
export function sentence(error: unknown, lang: Lang): string {
  if (error instanceof Fault) return error.say(lang)
  if (error instanceof Problem)
    return error.code in FAULTS
      ? new Fault(error.code as FaultCode, readable(error.values, lang)).say(lang)
      : error.message
  if (error instanceof TypeError) return UNREACHED[lang] // what fetch says of a network
  return error instanceof Error ? error.message : String(error)
}
