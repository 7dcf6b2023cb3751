// Who finds everything shut at a moment that somebody asks about.
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import { askClock, clockFor } from '../circle/clock.ts'
import type { Measured } from '../circle/measured.ts'
import { readMoment, STREET_LEVEL } from '../circle/persona.ts'
import { getCategory } from '../standard/named.ts'
import { readOutletHours } from '../standard/outlet-hours.ts'
import { shutWhenAsked } from './apart.ts'
import type { ShutWhenAsked } from './inputs.ts'

/**
 * Whom the outlets within the minutes are all shut for, by `周三 06:30=早餐店,菜市场` of each; walking as in the measurement, from
 * the street. Which categories should be open when is for whoever asks: no document names hours. Fault: bad-value.
 */
export async function shutAt(
  measured: Measured,
  given: readonly string[],
  findings: Findings,
): Promise<ShutWhenAsked[]> {
  if (given.length === 0) return []
  const { walker, minutes } = measured.convention
  const hours = await readOutletHours(measured.outlets)
  for (const { file, count } of hours.findings) findings.note('unread-hours', file, null, `${count}`)
  return given.flatMap((text) => {
    const at = text.lastIndexOf('=')
    if (at < 1) throw new Fault('bad-value', { name: '--at', expected: '周三 06:30=早餐店,菜市场', got: text })
    const moment = readMoment(text.slice(0, at))
    const asked = text
      .slice(at + 1)
      .split(/[,，、]/)
      .map((name) => measured.categories.indexOf(getCategory(measured.categories, name, '--at')))
    const persona = { id: 'plan', name: walker.name, walker, home: STREET_LEVEL, moment, minutes, band: null }
    const [answer] = askClock(clockFor(measured, hours, persona), [moment], asked)
    return shutWhenAsked(measured, answer!)
  })
}
