// How time and memory grow with the city, from 50,000 nodes to 1.4 million, at one density.
import { fitPower, type Power } from './fit.ts'
import { fresh, type Runs, timed } from './measure.ts'
import * as ours from './ours.ts'
import { cityNamed } from './store.ts'

/** Cities that are measured, by their names in thousands of nodes; s200k and s1500k are those of the goals. */
export const SIZES = [50, 100, 200, 400, 800, 1500]
/** What grows. */
export const WORKS = ['nearest', 'preparation', 'counts'] as const
export type Work = (typeof WORKS)[number]

/** What one work took on one city. */
export interface Grown {
  readonly work: Work
  readonly nodes: number
  readonly ms: number
  /** Most memory of the process less what it had before it loaded the city, MB. */
  readonly mb: number
}

/** How a work grows. */
export interface Growth {
  readonly work: Work
  readonly time: Power
  readonly memory: Power
}

/** Measures every work on every size, each in a process of its own. */
export async function measureGrowth(quick: boolean, tell: (line: string) => void): Promise<Grown[]> {
  const grown: Grown[] = []
  for (const size of quick ? SIZES.slice(0, 3) : SIZES) {
    // drawn in another process than it is measured in, so that memory tells nothing of it
    await fresh({ module: 'growth.ts', name: 'prepareCity', args: [size] })
    for (const work of WORKS) {
      const { value, peakMb, startMb } = await fresh<{ nodes: number; ms: number }>({
        module: 'growth.ts',
        name: 'growOnce',
        args: [work, size, quick],
      })
      const mb = peakMb - startMb
      grown.push({ work, ...value, mb })
      tell(`  ${work}, ${value.nodes.toLocaleString('en')} nodes: ${Math.round(value.ms)} ms, ${Math.round(mb)} MB`)
    }
  }
  return grown
}

/** Sees to it that the city is there. */
export async function prepareCity(size: number): Promise<void> {
  await cityNamed(`s${size}k`)
}

/** One work on one city: least processor time of some runs, for what disturbs a run only adds to it; called in a process of its own. */
export async function growOnce(work: Work, size: number, quick: boolean): Promise<{ nodes: number; ms: number }> {
  const city = (await cityNamed(`s${size}k`))!
  const runs: Runs = { warmUps: 0, runs: quick ? 1 : size > 500 ? 2 : 3 }
  const { nodes } = city.graph
  if (work === 'nearest') return { nodes, ms: (await timed(runs, () => ours.nearest40(city))).cpuMin }
  if (work === 'preparation') return { nodes, ms: (await timed(runs, () => ours.preparation(city))).cpuMin }
  const prepared = ours.preparation(city)
  return { nodes, ms: (await timed(runs, () => ours.counts40(prepared))).cpuMin }
}

/** The exponents of all works. */
export const fitGrowth = (grown: readonly Grown[]): Growth[] =>
  WORKS.map((work) => {
    const of = grown.filter((g) => g.work === work)
    return {
      work,
      time: fitPower(of.map(({ nodes, ms }) => ({ x: nodes, y: ms }))),
      memory: fitPower(of.map(({ nodes, mb }) => ({ x: nodes, y: mb }))),
    }
  })
