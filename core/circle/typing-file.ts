// A person's own thresholds, as JSON:
//
//   { "name": "本市分型办法", "cites": "…〔2025〕1号",
//     "listed": { "basic": 16, "quality": 12 }, "presence": { "by": "reached", "share": 0.5 },
//     "entry": { "basic": 8 },
//     "grades": { "basic": { "basic": 10 }, "improved": { "basic": 12, "quality": 4 }, "premium": { "basic": 15, "quality": 8 } } }
//
// A grade that is left out stays 未公布. Whatever else stands there is a fault, for a misspelt word would go unnoticed.
import { Fault } from '../base/fault.ts'
import type { Name } from '../base/name.ts'
import { defineTyping, GRADE_NAMES, GRADES, type Least, type PresenceRule, type Typing } from './typing.ts'

const COUNTS = ['basic', 'quality'] as const

/** The typing that a JSON text says. Fault: bad-typing, with what is wrong and where. */
export function readTyping(text: string, file: string): Typing {
  const wrong = (zh: string, en: string) => new Fault('bad-typing', { file, why: { zh, en } satisfies Name })
  const object = (value: unknown, at: string, keys: readonly string[]): Readonly<Record<string, unknown>> => {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      throw wrong(`${at} 应为对象`, `${at} should be an object`)
    const stray = Object.keys(value).find((key) => !keys.includes(key))
    if (stray !== undefined)
      throw wrong(
        `${at} 里的 ${stray} 认不出；可用：${keys.join('、')}`,
        `${at} has ${stray}, which is none of ${keys.join(', ')}`,
      )
    return value as Readonly<Record<string, unknown>>
  }
  const whole = (value: unknown, at: string): number | null => {
    if (value === undefined || value === null) return null
    if (!Number.isInteger(value) || (value as number) < 0)
      throw wrong(
        `${at} 应为不小于 0 的整数，得到 ${JSON.stringify(value)}`,
        `${at} should be a whole number from 0, got ${JSON.stringify(value)}`,
      )
    return value as number
  }
  const words = (value: unknown, at: string, otherwise: string): string => {
    if (value === undefined) return otherwise
    if (typeof value !== 'string' || !value.trim()) throw wrong(`${at} 应为文字`, `${at} should be a text`)
    return value
  }
  const least = (value: unknown, at: string): Least | null => {
    if (value === undefined || value === null) return null
    const { basic, quality } = object(value, at, COUNTS)
    const counts = { basic: whole(basic, `${at}.basic`), quality: whole(quality, `${at}.quality`) }
    if (counts.basic === null && counts.quality === null)
      throw wrong(`${at} 没有写 basic 或 quality`, `${at} has neither basic nor quality`)
    return { ...counts, source: 'OWN', status: 'verified' }
  }

  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw wrong('不是 JSON', 'it is not JSON')
  }
  const all = object(json, 'typing', ['name', 'cites', 'listed', 'entry', 'grades', 'presence'])
  const listed = all.listed === undefined ? {} : object(all.listed, 'listed', COUNTS)
  const grades = object(all.grades, 'grades', GRADES)
  const given = Object.fromEntries(GRADES.map((g) => [g, least(grades[g], `grades.${g}`)])) as Typing['grades']
  if (GRADES.every((g) => given[g] === null)) throw wrong('grades 一级也没有写', 'grades has no grade at all')
  const name = words(all.name, 'name', file)
  const counted = { basic: whole(listed.basic, 'listed.basic'), quality: whole(listed.quality, 'listed.quality') }
  const entry = least(all.entry, 'entry')
  for (const tier of COUNTS) {
    const most = counted[tier]
    let below = 0
    for (const step of ['entry', ...GRADES] as const) {
      const n = (step === 'entry' ? entry : given[step])?.[tier] ?? null
      const at = `${step === 'entry' ? step : `grades.${step}`}.${tier}`
      if (n === null) continue
      if (most !== null && n > most)
        throw wrong(`${at} 要 ${n} 项，而 listed 只有 ${most} 项`, `${at} asks for ${n}, and listed has ${most}`)
      if (step === 'entry') continue
      if (n < below)
        throw wrong(`${at} 为 ${n}，低于下一级的 ${below}`, `${at} is ${n}, less than the ${below} of the grade below`)
      below = n
    }
  }
  return defineTyping({
    id: 'own',
    name: { zh: name, en: name },
    adcode: null,
    cites: words(all.cites, 'cites', file),
    year: null,
    sources: { OWN: { title: file, seen: null } },
    listed: counted,
    entry,
    grades: given,
    composite: null,
    labels: GRADE_NAMES,
    presence: presenceIn(all.presence, object, wrong),
  })
}

function presenceIn(
  value: unknown,
  object: (value: unknown, at: string, keys: readonly string[]) => Readonly<Record<string, unknown>>,
  wrong: (zh: string, en: string) => Fault,
): PresenceRule {
  if (value === undefined) return { by: 'stands-in' }
  const { by, share } = object(value, 'presence', ['by', 'share'])
  if (by === 'stands-in') return { by }
  if (by !== 'reached')
    throw wrong('presence.by 应为 stands-in 或 reached', 'presence.by should be stands-in or reached')
  if (typeof share !== 'number' || !(share > 0 && share <= 1))
    throw wrong('presence.share 应大于 0、不超过 1', 'presence.share should be above 0 and at most 1')
  return { by, share }
}
