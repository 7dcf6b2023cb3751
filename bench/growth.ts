// How time and memory grow with the city, from 50,000 nodes to 1.5 million, at one density.
import { fitPower, type Power } from './fit.ts'
import { fresh, type Runs, timed } from './measure.ts'
import * as ours from './ours.ts'
import { cityNamed } from './store.ts'

/** Cities that are measured, in thousands of nodes. */
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
    for (const work of WORKS) {
      await fresh({ module: 'growth.ts', name: 'prepareCity', args: [size] }) // drawn elsewhere, so that memory tells nothing of it
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

/** One work on one city; called in a process of its own. */
export async function growOnce(work: Work, size: number, quick: boolean): Promise<{ nodes: number; ms: number }> {
  const city = (await cityNamed(`s${size}k`))!
  const runs: Runs = quick || size > 500 ? { warmUps: 0, runs: 1 } : { warmUps: 1, runs: 3 }
  if (work === 'nearest') return { nodes: city.graph.nodes, ms: (await timed(runs, () => ours.nearest40(city))).ms }
  if (work === 'preparation')
    return { nodes: city.graph.nodes, ms: (await timed(runs, () => ours.preparation(city))).ms }
  const prepared = ours.preparation(city)
  const count = ours.counts40 ?? ours.countsScalar40
  return { nodes: city.graph.nodes, ms: (await timed(runs, () => count(prepared))).ms }
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
