// Who walks. A walker is a set of published parameters, each with its source; no commerce document fixes metres for a quarter of an hour.
import type { Sourced } from '../base/certainty.ts'
import { Fault } from '../base/fault.ts'
import type { Walker } from './convention.ts'

// What the steps factor rests on. Weidmann (1993, Transporttechnik der Fussgänger; from memory) gives 0.61 m/s up and
// 0.69 m/s down, along the horizontal, against 1.34 m/s on the level: a factor of 2.06. OpenTripPlanner takes 3.0 and
// names the later study. We take the one whose value we have seen in a document.
const STEPS: Sourced<number> = {
  value: 3,
  source:
    'OpenTripPlanner 2, stairsTimeFactor, "based on Fujiyama & Tyler (2010), Predicting the walking speed of pedestrians on stairs, Transportation Planning and Technology 33(2)"; the paper itself not seen. Weidmann (1993), from memory: 2.06',
  status: 'partly',
}
const STEPS_SLOW: Sourced<number> = {
  ...STEPS,
  source: `No document fixes another factor for this walker, whose pace is slower already; the adult's is taken: ${STEPS.source}`,
  status: 'inference',
}
const CROSSINGS: Sourced<number> = {
  value: 0,
  source:
    'No document fixes one, so crossings cost nothing by default. A signal of cycle C and green g keeps one waiting (C − g)² / 2C seconds on average (Korea Highway Capacity Manual 2013, formula 14-5): 34 s for 120 s and 30 s',
  status: 'inference',
}

/** The walkers that the product offers, in the order in which they are offered. */
export const walkers: readonly Walker[] = [
  {
    id: 'adult',
    name: { zh: '成人', en: 'Adult' },
    kmh: {
      value: 4.8,
      source:
        'Our convention: 4.8 km/h = 1.33 m/s, the default walking speed of OpenTripPlanner 2, and next to the 1.34 m/s of Weidmann (1993; cited in several pedestrian models)',
      status: 'partly',
    },
    steps: STEPS,
    crossingSeconds: CROSSINGS,
    gates: 'own',
  },
  {
    id: 'elder',
    name: { zh: '老年人', en: 'Elder' },
    kmh: {
      value: 3.6,
      source:
        'Our convention: 3.6 km/h = 1.0 m/s, the design speed suggested for crossings near homes of the elderly (Transportation Research Record 1487, 1995, abstract); 15th percentile of those over 65: 0.97 m/s (TRR 1538, 1996, abstract)',
      status: 'partly',
    },
    steps: STEPS_SLOW,
    crossingSeconds: CROSSINGS,
    gates: 'own',
  },
  {
    id: 'elder-cautious',
    name: { zh: '高龄或体弱老人', en: 'Frail elder' },
    kmh: {
      value: 3,
      source:
        'Our convention: 3.0 km/h = 0.83 m/s, below the 15th percentile of those over 65 (0.97 m/s in TRR 1538, 1996; 3.02 ft/s = 0.92 m/s in Wisconsin crossings, 2006; abstracts)',
      status: 'inference',
    },
    steps: STEPS_SLOW,
    crossingSeconds: CROSSINGS,
    gates: 'own',
  },
  {
    id: 'child',
    name: { zh: '携幼儿', en: 'With a child' },
    kmh: {
      value: 3.6,
      source:
        'Our convention: as elders, for children led by adults crossed about as fast as people over 65 (1,947 crossings in Wisconsin, 2006, abstract); pre-schoolers alone 0.88 m/s = 3.2 km/h (48 Spanish children, abstract)',
      status: 'partly',
    },
    steps: STEPS_SLOW,
    crossingSeconds: CROSSINGS,
    gates: 'own',
  },
  {
    id: 'pram',
    name: { zh: '推婴儿车', en: 'With a pram' },
    kmh: {
      value: 3.6,
      source: 'Our convention: as with a child; no document seen that measures prams',
      status: 'inference',
    },
    steps: { value: null, source: 'Our convention: a pram is not carried up or down steps', status: 'inference' },
    crossingSeconds: CROSSINGS,
    gates: 'own',
  },
]

/** The walker of that id; throws `unknown-walker` where there is none. */
export function walkerOf(id: string): Walker {
  const walker = walkers.find((w) => w.id === id)
  if (!walker) throw new Fault('unknown-walker', { id, known: walkers.map((w) => w.id).join(', ') })
  return walker
}

/** A walker at one pace over everything that may be walked, as routers assume: steps as the level, no waiting at crossings. */
export function plain(kmh: number): Walker {
  return atPace(
    {
      id: 'plain',
      name: { zh: '匀速', en: 'One pace' },
      kmh: { value: kmh, source: 'As asked', status: 'verified' },
      steps: { value: 1, source: 'As the level, for this walker', status: 'inference' },
      crossingSeconds: { value: 0, source: 'None, for this walker', status: 'inference' },
      gates: 'own',
    },
    kmh,
  )
}

/** `walker` at another pace, km/h; the rest as it was. Throws `bad-value` on what is no pace (0.5–20 km/h). */
export function atPace(walker: Walker, kmh: number): Walker {
  if (!(kmh >= 0.5 && kmh <= 20))
    throw new Fault('bad-value', { name: 'speed', expected: '0.5–20 km/h', got: String(kmh) })
  if (kmh === walker.kmh.value) return walker
  return { ...walker, kmh: { value: kmh, source: 'As asked', status: 'verified' } }
}
