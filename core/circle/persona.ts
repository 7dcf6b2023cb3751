// Somebody in particular, for the 一老一小 clock: how they walk, how they get down from their flat, on which day and at what time.
// All presets are examples: who they are is invented, what they are reckoned by carries its source.
import type { Walker } from '../access/convention.ts'
import { atPace, walkerOf } from '../access/walkers.ts'
import type { Sourced } from '../base/certainty.ts'
import { Fault } from '../base/fault.ts'
import type { Name } from '../base/name.ts'
import type { Band } from '../source/rows.ts'
import type { Moment } from '../standard/week.ts'

/** Where the home is. Time from the flat to the house's door is taken off the minutes; the way back up is not. */
export interface Home {
  /** Storey of the flat; 1 is at street level. */
  readonly floor: number
  readonly lift: boolean
  /** Seconds down one storey by the stairs. Null: not known; then stairs take no time, which is said. */
  readonly secondsPerStorey: Sourced<number | null>
  /** Seconds for waiting and riding, together. Null: likewise. */
  readonly liftSeconds: Sourced<number | null>
}

/** A persona. */
export interface Persona {
  readonly id: string
  readonly name: Name
  readonly walker: Walker
  readonly home: Home
  readonly moment: Moment
  /** Within how many minutes, from the flat's door. */
  readonly minutes: number
  /** Who is counted; null: all residents. Where the city's bands do not say, all residents are. */
  readonly band: Band | null
}

/**
 * Down one storey: 16 risers of 175 mm over treads of 260 mm, the steepest that GB 50096-2011 (from memory) lets a stair of homes be,
 * make 2.80 m of height and 5.0 m along the slope, which is walked at the speed of a source. Landings and rests are not in it.
 */
const DOWN: Sourced<number> = {
  value: 8.4,
  source:
    'Own derivation, 5.0 m at 0.595 m/s: Fruin, women over 50 going down, as PD 7974-6 is quoted in a forum of fire engineers (firenetforum.org.uk, topic 7328); neither document seen',
  status: 'inference',
}
const DOWN_SLOW: Sourced<number> = {
  value: 16.2,
  source:
    'Own derivation, 5.0 m at 0.31 m/s: residents of two houses for older adults, many of them impaired (Kuligowski, Peacock, Wiess and Hoskins, Stair evacuation of people with mobility impairments, 2014, abstract: 0.31 ± 0.16 m/s, 0.07 to 0.91)',
  status: 'inference',
}
const LIFT: Sourced<null> = {
  value: null,
  source: 'No document seen; waiting depends on the house',
  status: 'inference',
}

const at = (day: number, hour: number, minute: number): Moment => ({ day, minute: hour * 60 + minute })

/** The home of somebody at street level. */
export const STREET_LEVEL: Home = { floor: 1, lift: false, secondsPerStorey: DOWN, liftSeconds: LIFT }

/** Examples to begin with. */
export const personas: readonly Persona[] = [
  {
    id: 'elder-76',
    name: {
      zh: '示例：76岁，每小时3公里，住5楼无电梯，周三06:30',
      en: 'Example: 76, 3 km/h, 5th floor, no lift, Wed 06:30',
    },
    walker: atPace(walkerOf('elder-cautious'), 3),
    home: { ...STREET_LEVEL, floor: 5, secondsPerStorey: DOWN_SLOW },
    moment: at(2, 6, 30),
    minutes: 15,
    band: '65+',
  },
  {
    id: 'pram-evening',
    name: { zh: '示例：推婴儿车的家长，周三17:45', en: 'Example: a parent with a pram, Wed 17:45' },
    walker: walkerOf('pram'),
    home: STREET_LEVEL,
    moment: at(2, 17, 45),
    minutes: 15,
    band: '0-2',
  },
]

/** The preset of that id. Fault: unknown-persona. */
export function personaOf(id: string): Persona {
  const persona = personas.find((p) => p.id === id)
  if (!persona) throw new Fault('unknown-persona', { id, known: personas.map((p) => p.id).join(', ') })
  return persona
}

/** What is different about somebody; what is undefined stays. */
export interface PersonaChange {
  /** On the level, 0 < km/h ≤ 20. */
  readonly kmh?: number | undefined
  /** Steps take so many times as long; null: they are avoided. */
  readonly steps?: number | null | undefined
  /** Seconds waited at each crossing, 0 or more. */
  readonly crossing?: number | undefined
  readonly floor?: number | undefined
  readonly lift?: boolean | undefined
  readonly minutes?: number | undefined
}

/** Somebody as they are but for what is asked. Fault: bad-value. */
export function personaWith(persona: Persona, change: PersonaChange): Persona {
  const { kmh, steps, crossing, floor, lift, minutes } = change
  within('km/h', kmh, 0.1, 20)
  within('steps', steps, 1, 100)
  within('crossing', crossing, 0, 600)
  within('floor', floor, 1, 100)
  within('minutes', minutes, 1, 180)
  const { walker, home } = persona
  return {
    ...persona,
    walker: {
      ...walker,
      kmh: kmh === undefined ? walker.kmh : asAsked(kmh),
      steps: steps === undefined ? walker.steps : asAsked(steps),
      crossingSeconds: crossing === undefined ? walker.crossingSeconds : asAsked(crossing),
    },
    home: { ...home, floor: floor ?? home.floor, lift: lift ?? home.lift },
    minutes: minutes ?? persona.minutes,
  }
}

const asAsked = <T>(value: T): Sourced<T> => ({ value, source: 'As asked', status: 'verified' })

function within(name: string, value: number | null | undefined, least: number, most: number): void {
  if (value === undefined || value === null || (value >= least && value <= most)) return
  throw new Fault('bad-value', { name, expected: `${least}–${most}`, got: String(value) })
}

/** Seconds from the flat to the house's door; null where what it takes is not known. */
export function floorSeconds({ floor, lift, secondsPerStorey, liftSeconds }: Home): number | null {
  if (floor <= 1) return 0
  if (lift) return liftSeconds.value
  return secondsPerStorey.value === null ? null : (floor - 1) * secondsPerStorey.value
}

const DAYS: Readonly<Record<string, number>> = { 一: 0, 二: 1, 三: 2, 四: 3, 五: 4, 六: 5, 日: 6, 天: 6 }
const ENGLISH = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']

/** A moment as people write it: `周三 06:30`, `Wed 06:30`, `星期日 7点`. Fault: bad-value. */
export function readMoment(text: string): Moment {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const m = /^(?:(?:周|星期|礼拜)([一二三四五六日天])|(mo|tu|we|th|fr|sa|su)[a-z]*)\s*(\d{1,2})(?:[:点](\d{2})?)$/.exec(
    plain,
  )
  const day = m ? (m[1] ? DAYS[m[1]]! : ENGLISH.indexOf(m[2]!)) : -1
  const minute = m ? Number(m[3]) * 60 + Number(m[4] ?? 0) : -1
  if (!m || Number(m[3]) > 23 || Number(m[4] ?? 0) > 59)
    throw new Fault('bad-value', { name: 'at', expected: '周三 06:30 | Wed 06:30', got: text })
  return { day, minute }
}

/** A moment as a person reads it. */
export function sayMoment({ day, minute }: Moment): Name {
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return {
    zh: `周${'一二三四五六日'[day]} ${clock}`,
    en: `${['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][day]} ${clock}`,
  }
}
