// The what-if as a person uses it: drag, look, undo, turn a gate, press keys, hold a phone. Its numbers are compared with core's.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { coverageOf, statesOf } from '@yike/core/circle/coverage.ts'
import { groupsOf } from '@yike/core/circle/facts.ts'
import { measure } from '@yike/core/circle/measure.ts'
import type { Measured, MeasureInputs, Share } from '@yike/core/circle/measured.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import { gateOf, withPassage } from '@yike/core/network/edit.ts'
import { NOBODY } from '@yike/core/network/graph.ts'
import { wholeShare } from '@yike/core/report/numbers.ts'
import type { Browser, Page } from 'playwright-core'
import en from '../i18n/en.json' with { type: 'json' }
import zh from '../i18n/zh.json' with { type: 'json' }
import { launch, noBrowser, settled, visit, type Watched } from './browser.ts'
import { type Served, serveCity } from './city.ts'

const skip = noBrowser()
if (skip) console.log(`Browser tests are skipped: ${skip}`)
const story = (name: string, tell: () => void | Promise<void>) => test(name, { skip: skip !== false }, tell)

const count = (text: string) => Number(text.replace(/\D/g, ''))

/** What the page's map lets a test see. */
interface Seen {
  readonly cityMap: {
    readonly whatIf: {
      view(): {
        readonly standing: ReadonlyMap<number, { readonly at: LngLat; readonly open: boolean }>
        readonly gates: readonly { readonly edge: number; readonly at: LngLat; readonly who: number }[]
        readonly states: Uint8Array
        readonly steps: readonly { readonly kind: string; readonly edge?: number; readonly who?: number }[]
      }
    }
    flyTo(at: LngLat, zoom: number): void
    idle(): Promise<void>
    project(at: LngLat): { x: number; y: number }
  }
}

describe('what if', () => {
  let served: Served
  let browser: Browser
  let desk: Watched
  let page: Page
  let inputs: MeasureInputs
  let core: Measured
  let category: number

  before(async () => {
    if (skip) return
    served = await serveCity()
    inputs = unpackInputs(readFileSync(join(served.folder, 'city.yike')))
    core = measure(inputs)
    // one that has some outlets and a share that can rise and fall
    category = core.categories.findIndex((c, i) => {
      const { share } = cityWide(core.state, i)
      return share !== null && share > 0.15 && share < 0.95 && c && core.knowledge[i]!.outlets > 1
    })
    browser = await launch()
    desk = await visit(browser, `${served.address}/?category=${core.categories[category]!.id}`, 1000, 700)
    page = desk.page
  })
  after(async () => {
    await browser?.close()
    served?.end()
  })

  const cells = () => core.population.people.length
  function cityWide(state: Uint8Array, c: number): Share {
    const own = state.length === cells() ? state : state.slice(c * cells(), (c + 1) * cells())
    return coverageOf(own, [core.categories[c]!], core.areas, core.facts, groupsOf(core.population))[0]!.share
  }
  /** The share core finds in another city, with what is known of this one. */
  function shareIn(fresh: Measured): Share {
    const facts = { ...core.facts, joined: fresh.facts.joined }
    return cityWide(statesOf([fresh.nearest[category]!], [core.knowledge[category]!], facts, core.convention), category)
  }
  const movedTo = (outlet: number, at: LngLat) =>
    measure({ ...inputs, outlets: inputs.outlets.map((o, n) => (n === outlet ? { ...o, at, entrances: [] } : o)) })

  const onPage = async (p = page) => (await p.getByTestId('within').textContent())!.match(/[\d,]+/g)!.map(count)
  const expected = (share: Share) => [wholeShare(share).within, wholeShare(share).people]
  const shows = async (share: Share, p = page) => {
    const [within, people] = expected(share)
    await p.waitForFunction(
      ([a, b]) => {
        const said = document.querySelector('[data-testid=within]')?.textContent?.match(/[\d,]+/g) ?? []
        return Number(said[0]?.replace(/\D/g, '')) === a && Number(said[1]?.replace(/\D/g, '')) === b
      },
      [within, people],
    )
  }
  const enter = async (p: Page) => {
    await p.locator('#what-if').focus()
    await p.keyboard.press('Space')
    await p.getByTestId('banner').waitFor()
    await settled(p)
  }
  /** Brings a place to the middle of the map; where that is on the page. */
  const look = (p: Page, at: LngLat, zoom: number) =>
    p.evaluate(
      async ([to, near]) => {
        const box = document.querySelector('[data-testid=map]') as unknown as Element & Seen
        box.cityMap.flyTo(to, near)
        await box.cityMap.idle()
        const { left, top } = box.getBoundingClientRect()
        const { x, y } = box.cityMap.project(to)
        return { x: left + x, y: top + y }
      },
      [at, zoom] as const,
    )
  const standing = (p = page) =>
    p.evaluate(() => {
      const box = document.querySelector('[data-testid=map]') as unknown as Seen
      return [...box.cityMap.whatIf.view().standing].map(([outlet, { at, open }]) => ({ outlet, at, open }))
    })
  const steps = (p = page) => p.getByTestId('steps').locator('li')
  const without = (outlet: number) => measure({ ...inputs, outlets: inputs.outlets.filter((_, n) => n !== outlet) })
  let felt: number | null = null
  /** The outlet whose closing is felt by most. */
  const telling = () => {
    if (felt !== null) return felt
    const members = core.serves.flatMap((its, o) => (its.includes(category) ? [o] : []))
    const left = new Map(members.map((o) => [o, shareIn(without(o)).within]))
    felt = members.sort((a, b) => left.get(a)! - left.get(b)!)[0]!
    return felt
  }

  story(
    'the switch is reached by the keyboard, and its numbers are those measured, said to be a scenario',
    async () => {
      await enter(page)
      await shows(cityWide(core.state, category))
      await page.getByTestId('what-if-figure').getByText(zh['whatif.unmeasured']).waitFor()
      await page.getByTestId('legend').getByText(zh['whatif.unmeasured']).waitFor()
      await page.getByTestId('banner').getByText(zh['whatif.unmeasured']).waitFor()
      assert.equal(await page.locator('.chips').count(), 0, 'no measured share stands beside the scenario')
    },
  )

  story('an outlet is dragged, and the numbers become those of a measurement with it there', async () => {
    const outlet = telling()
    const from = await look(page, core.outlets[outlet]!.at, 14)
    const before = await onPage()
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    const during = new Set<number>()
    for (let k = 1; k <= 12; k++) {
      await page.mouse.move(from.x + 14 * k, from.y + 5 * k)
      await page.waitForTimeout(60)
      during.add((await onPage())[0]!)
    }
    await page.getByTestId('knob').waitFor()
    assert.ok(during.size > 1, 'the numbers stood still while it was dragged')
    await page.mouse.up()
    await steps().first().waitFor()
    const { at } = (await standing()).find((o) => o.outlet === outlet)!
    assert.notDeepEqual(at, core.outlets[outlet]!.at)
    const share = shareIn(movedTo(outlet, at))
    await shows(share)
    assert.equal(await steps().count(), 1, 'a drag is one step')
    const change = (await page.locator('.what-if-change').textContent())!
    const [gained, lost] = ['whatif.gained', 'whatif.lost'].map((key) => {
      const said = change.match(new RegExp(zh[key as 'whatif.gained'].replace('{{n}}', '([\\d,]+)')))
      return said ? count(said[1]!) : 0
    })
    assert.equal(expected(share)[0]! - before[0]!, gained! - lost!)
  })

  story('Ctrl+Z takes it back', async () => {
    await page.keyboard.press('Control+z')
    await steps().first().waitFor({ state: 'detached' })
    await shows(cityWide(core.state, category))
  })

  story('Escape lets go of an outlet in the middle of a drag', async () => {
    const from = await look(page, core.outlets[telling()]!.at, 14)
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 60, from.y + 40)
    await page.mouse.move(from.x + 120, from.y + 80)
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await shows(cityWide(core.state, category))
    assert.equal(await steps().count(), 0)
  })

  story('an outlet is closed by a click and opened by another', async () => {
    const outlet = telling()
    const at = await look(page, core.outlets[outlet]!.at, 14)
    await page.mouse.click(at.x, at.y)
    await steps().first().waitFor()
    await shows(shareIn(without(outlet)))
    await page.mouse.click(at.x, at.y)
    await steps().first().waitFor({ state: 'detached' })
    await shows(cityWide(core.state, category))
  })

  story('a gate that is clicked changes coverage as a measurement with it so does', async () => {
    // the first gate whose locking changes the share and leaves every door on its street
    const gates = await page.evaluate(() => {
      const box = document.querySelector('[data-testid=map]') as unknown as Seen
      return box.cityMap.whatIf.view().gates.map(({ edge, at, who }) => ({ edge, at, who }))
    })
    const measured = expected(cityWide(core.state, category))
    let found: { at: LngLat; share: Share } | null = null
    for (const gate of gates) {
      const fresh = measure({ ...inputs, graph: withPassage(core.graph, gateOf(core.graph, gate.edge), NOBODY) })
      const share = shareIn(fresh)
      const asBefore = fresh.cellSnaps.edge.every((e, s) => e === core.cellSnaps.edge[s])
      const outlets = fresh.outletSnaps.edge.every((e, s) => e === core.outletSnaps.edge[s])
      if (gate.who !== NOBODY && asBefore && outlets && expected(share)[0] !== measured[0]) {
        found = { at: gate.at, share }
        break
      }
    }
    assert.ok(found, `none of ${gates.length} gates matters`)
    const at = await look(page, found.at, 17)
    for (let turns = 0; turns < 3; turns++) {
      await page.mouse.click(at.x, at.y)
      await page.waitForTimeout(200)
      if ((await steps().allTextContents()).some((said) => said.includes(zh['whatif.gate.2']))) break
    }
    await shows(found.share)
    assert.equal(await steps().count(), 1, 'turning one gate is one step')
    await page.getByRole('button', { name: zh['whatif.undo'] }).click()
    await shows(cityWide(core.state, category))
  })

  story('without a mouse: Enter takes the outlet at the centre, arrows move it, Enter closes it', async () => {
    const outlet = telling()
    await look(page, core.outlets[outlet]!.at, 16)
    await page.getByTestId('map').locator('canvas').focus()
    await page.keyboard.press('Enter')
    await page.locator('.knob:focus').waitFor()
    for (let k = 0; k < 4; k++) await page.keyboard.press('Shift+ArrowRight')
    await steps().first().waitFor()
    await page.waitForFunction(
      ([o, was]) => {
        const box = document.querySelector('[data-testid=map]') as unknown as Seen
        return box.cityMap.whatIf.view().standing.get(o)!.at[0] > was + 0.0035
      },
      [outlet, core.outlets[outlet]!.at[0]] as const,
    )
    const { at } = (await standing()).find((o) => o.outlet === outlet)!
    await shows(shareIn(movedTo(outlet, at)))
    assert.equal(await steps().count(), 1, 'presses of arrows are one step')
    await page.keyboard.press('Enter')
    await steps().nth(1).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.maplibregl-canvas:focus').waitFor()
    await page.getByRole('button', { name: zh['whatif.reset'] }).click()
    await shows(cityWide(core.state, category))
  })

  story('an outlet is added and a path laid, both say so, and leaving forgets them', async () => {
    const cell = core.population.people.indexOf(Math.max(...core.population.people))
    const home: LngLat = [core.population.lng[cell]!, core.population.lat[cell]!]
    const at = await look(page, home, 16)
    await page.getByText(zh['whatif.tool.add'], { exact: true }).click()
    await page.mouse.click(at.x, at.y)
    await steps().first().waitFor()
    const added = (await standing()).find((o) => o.outlet >= core.outlets.length)!
    const template = core.outlets[telling()]!
    const more = [...inputs.outlets, { ...template, id: 'new', at: added.at, entrances: [] }]
    await shows(shareIn(measure({ ...inputs, outlets: more })))
    await page.getByText(zh['whatif.tool.path'], { exact: true }).click()
    await page.mouse.click(at.x - 60, at.y)
    await page.getByText(zh['whatif.hint.path.to']).waitFor()
    await page.mouse.click(at.x + 60, at.y + 30)
    await steps().nth(1).waitFor()
    await page.locator('#what-if').click()
    await page.getByTestId('banner').waitFor({ state: 'detached' })
    await shows(cityWide(core.state, category))
    assert.equal(await page.getByText(zh['whatif.unmeasured']).count(), 0)
    await page.getByTestId('gaps').waitFor()
  })

  story('another walker and another limit keep the steps', async () => {
    const outlet = telling()
    await enter(page)
    const at = await look(page, core.outlets[outlet]!.at, 14)
    await page.mouse.click(at.x, at.y)
    await steps().first().waitFor()
    await page.getByRole('slider', { name: zh['minutes.label'] }).press('ArrowLeft')
    const convention = { ...core.convention, minutes: core.convention.minutes - 1 }
    const outlets = inputs.outlets.filter((_, n) => n !== outlet)
    const fresh = measure({ ...inputs, outlets, convention })
    const nearer = statesOf([fresh.nearest[category]!], [core.knowledge[category]!], core.facts, convention)
    await shows(cityWide(nearer, category))
    await page.getByText('老年人', { exact: false }).first().click()
    await page.getByTestId('convention').filter({ hasText: '3.6 km/h' }).waitFor()
    assert.equal(await steps().count(), 1)
    await page.locator('#what-if').click()
    await page.getByTestId('banner').waitFor({ state: 'detached' })
  })

  story('on a phone of 390 px, in English, a finger drags an outlet', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, reducedMotion: 'reduce' }) // biome-ignore format: one line
    const phone = await context.newPage()
    await phone.goto(`${served.address}/?lang=en&category=${core.categories[category]!.id}`)
    await phone.getByTestId('legend').waitFor({ timeout: 60_000 })
    await enter(phone)
    await phone.getByTestId('what-if-figure').getByText(en['whatif.unmeasured']).waitFor()
    assert.ok((await phone.evaluate(() => document.documentElement.scrollWidth)) <= 390)
    const outlet = telling()
    await phone.evaluate(() => scrollTo(0, 0))
    const from = await look(phone, core.outlets[outlet]!.at, 14)
    const wire = await context.newCDPSession(phone)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
      wire.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
    await touch('touchStart', from.x + 6, from.y + 4) // a finger is not that exact
    for (let k = 1; k <= 8; k++) await touch('touchMove', from.x + 6 + 9 * k, from.y + 4 + 6 * k)
    await touch('touchEnd', 0, 0)
    await steps(phone).first().waitFor()
    const moved = (await standing(phone)).find((o) => o.outlet === outlet)!
    await shows(shareIn(movedTo(outlet, moved.at)), phone)
    assert.match((await steps(phone).allTextContents())[0]!, /^Move /)
    await context.close()
  })

  story('in all of this nobody complained and nobody else was asked', () => {
    assert.deepEqual(desk.complaints, [])
    assert.deepEqual(desk.strangers, [])
  })
})
