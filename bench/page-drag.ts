// How smooth is a drag? An outlet is dragged across the demo city in a real browser for some five seconds; frames are counted by the
// browser's own clock, and so are those of the same page while it is panned, which is what the machine can draw at best.
//
//   node bench/page-drag.ts MEASURED_FOLDER [category] [zoom] [width height]
//
// Prints one line of JSON and one sentence. WebGL runs in software here, so that what it says of frames is of this machine.
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { launch, settled, visit } from '../web/e2e/browser.ts'
import { serveCity } from '../web/e2e/city.ts'

/** What is counted while a drag lasts. */
interface Counted {
  /** Milliseconds between frames, and of tasks that kept the page busy 50 ms and more. */
  readonly frames: readonly number[]
  readonly longTasks: readonly number[]
  /** Milliseconds of each answer in the worker. */
  readonly worker: readonly number[]
}

const SECONDS = 5

const [folder, category = 'wet-market', zoom = '', wide = '1440', high = '900'] = process.argv.slice(2)
if (!folder) throw new Error('Which measured folder? node bench/page-drag.ts FOLDER [CATEGORY] [ZOOM]')

const [WIDTH, HEIGHT] = [Number(wide), Number(high)]

const at = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null // biome-ignore format: one line
const rounded = (n: number | null) => (n === null ? null : Math.round(n * 100) / 100)

function figures({ frames, longTasks, worker }: Counted) {
  const sort = (list: readonly number[]) => [...list].sort((a, b) => a - b)
  const [f, w] = [sort(frames), sort(worker)]
  const total = frames.reduce((sum, ms) => sum + ms, 0)
  return {
    framesPerSecond: rounded((1000 * frames.length) / total),
    frameMs: { p50: rounded(at(f, 0.5)), p99: rounded(at(f, 0.99)), worst: rounded(at(f, 1)) },
    framesOver34Ms: frames.filter((ms) => ms > 34).length,
    frames: frames.length,
    longTasks: longTasks.length,
    moves: worker.length,
    workerMs: { p50: rounded(at(w, 0.5)), p99: rounded(at(w, 0.99)), worst: rounded(at(w, 1)) },
  }
}

/** Begins to count in the page. */
const begin = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector('[data-testid=map]') as unknown as { cityMap: { whatIf: { timed: { moves: number[] } } } } // biome-ignore format: one line
    const counted = { frames: [] as number[], longTasks: [] as number[], on: true }
    const { moves } = box.cityMap.whatIf.timed
    moves.length = 0
    let last = 0
    const tick = (now: number) => {
      if (last > 0) counted.frames.push(now - last)
      last = now
      if (counted.on) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    const watch = (type: string, hear: (entry: PerformanceEntry) => void) => {
      if (!PerformanceObserver.supportedEntryTypes.includes(type)) return
      new PerformanceObserver((list) => counted.on && list.getEntries().forEach(hear)).observe({ type })
    }
    watch('longtask', (entry) => counted.longTasks.push(entry.duration))
    Object.assign(window, { counted })
  })

const end = (page: Page): Promise<Counted> =>
  page.evaluate(() => {
    const { counted } = window as unknown as { counted: Omit<Counted, 'worker'> & { on: boolean } }
    const box = document.querySelector('[data-testid=map]') as unknown as { cityMap: { whatIf: { timed: { moves: number[] } } } } // biome-ignore format: one line
    counted.on = false
    const { frames, longTasks } = counted
    return { frames, longTasks, worker: [...box.cityMap.whatIf.timed.moves] }
  })

/**
 * Milliseconds of each stretch in which the page's own script ran without a pause during `work`, by a profile of the main thread; what
 * the browser itself does, drawing above all, is not script. A profile costs some time: frames are counted without one.
 */
async function stretches(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Profiler.enable')
  await wire.send('Profiler.setSamplingInterval', { interval: 250 })
  await wire.send('Profiler.start')
  await work()
  const { profile } = await wire.send('Profiler.stop')
  const script = new Set(profile.nodes.filter((n) => !/^\((program|idle|root)\)$/.test(n.callFrame.functionName)).map((n) => n.id)) // biome-ignore format: one line
  const found: number[] = []
  let run = 0
  profile.samples?.forEach((id, i) => {
    const ms = (profile.timeDeltas?.[i + 1] ?? 0) / 1000 // a sample stands for the time until the next
    if (script.has(id)) run += ms
    else if (run > 0) {
      found.push(run)
      run = 0
    }
  })
  return found
}

/** The mouse goes from one place to another, there and back, for the seconds; every 8 ms if the page can take it. */
async function sweep(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const begun = performance.now()
  for (;;) {
    const t = (performance.now() - begun) / (1000 * SECONDS)
    if (t >= 1) return
    const way = 1 - Math.abs(2 * ((t * 1.5) % 1) - 1)
    await page.mouse.move(from[0] + way * (to[0] - from[0]), from[1] + way * (to[1] - from[1]))
    await new Promise((resolve) => setTimeout(resolve, 8))
  }
}

const served = await serveCity(resolve(folder))
const browser = await launch()
try {
  const { page } = await visit(browser, `${served.address}/?category=${category}`, WIDTH, HEIGHT)
  await page.locator('#what-if').click()
  await page.getByTestId('banner').waitFor()
  /** Outlets that can be taken hold of, in pixels of the page; the map's box besides. */
  const seen = (close: number | null) =>
    page.evaluate(async (close) => {
      const box = document.querySelector('[data-testid=map]') as unknown as Element & {
        cityMap: {
          whatIf: { view(): { standing: Map<number, { at: [number, number] }> } }
          project(at: [number, number]): { x: number; y: number }
          flyTo(at: [number, number], zoom: number): void
          idle(): Promise<void>
        }
      }
      const map = box.cityMap
      const { left, top, width, height } = box.getBoundingClientRect()
      const outlets = [...map.whatIf.view().standing.values()].map((o) => o.at)
      if (close !== null) map.flyTo(outlets[Math.floor(outlets.length / 2)]!, close)
      await map.idle()
      const inside = outlets.map((o) => map.project(o)).filter(({ x, y }) => x > 150 && x < width - 250 && y > 150 && y < height - 150) // biome-ignore format: one line
      return { left, top, width, height, places: inside.map(({ x, y }): [number, number] => [left + x, top + y]) }
    }, close)
  const { left, top, width, height, places } = await seen(zoom ? Number(zoom) : null)
  await settled(page)

  // the ceiling: the same page while it is panned by its own ground
  const still = places.length
  if (still === 0) throw new Error(`No outlet of ${category} can be seen.`)
  const free: [number, number] = [left + 60, top + height - 120]
  const tool = (to: 'turn' | 'path') =>
    page.evaluate((to) => {
      const box = document.querySelector('[data-testid=map]') as unknown as { cityMap: { whatIf: { setTool(to: string): void } } } // biome-ignore format: one line
      box.cityMap.whatIf.setTool(to)
    }, to)
  await tool('path') // so that no handle is taken hold of
  await page.mouse.move(...free)
  await page.mouse.down()
  await begin(page)
  await sweep(page, free, [free[0] + 200, free[1] - 150])
  const panned = figures(await end(page))
  await page.mouse.up()
  await tool('turn')
  await settled(page)

  const again = await seen(zoom ? Number(zoom) : null)
  const held = again.places.sort((a, b) => a[0] - b[0])[0]!
  await page.mouse.move(...held)
  await page.mouse.down()
  await begin(page)
  await sweep(page, held, [left + width - 200, top + height * 0.55])
  const dragged = figures(await end(page))
  const runs = [...(await stretches(page, () => sweep(page, held, [left + width - 200, top + height * 0.55])))]
  await page.mouse.up()
  runs.sort((a, b) => a - b)
  const script = { p50: rounded(at(runs, 0.5)), p99: rounded(at(runs, 0.99)), worst: rounded(at(runs, 1)), over16Ms: runs.filter((ms) => ms > 16).length } // biome-ignore format: one line
  await page.getByTestId('steps').waitFor()
  const cells = await page.evaluate(() => {
    const box = document.querySelector('[data-testid=map]') as unknown as { cityMap: { whatIf: { view(): { states: Uint8Array } } } } // biome-ignore format: one line
    return box.cityMap.whatIf.view().states.length
  })
  console.log(
    JSON.stringify({ category, cells, width: WIDTH, height: HEIGHT, zoom: zoom || 'city', dragged, script, panned }),
  )
  console.log(
    `Dragging an outlet over ${cells} cells: ${dragged.framesPerSecond} frames a second (panning the same page: ${panned.framesPerSecond}), ` +
      `${dragged.longTasks} tasks of 50 ms or more, ${dragged.moves} answers, ${dragged.workerMs.p50} ms each in the worker (p99 ${dragged.workerMs.p99} ms); ` +
      `script of the page runs ${script.p99} ms at a stretch at most in 99 of 100 cases, ${script.worst} ms at worst. WebGL in software.`,
  )
} finally {
  await browser.close()
  served.end()
}
