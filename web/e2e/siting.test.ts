// Sites as a person asks for them: the question, the proof, another number, a site tried elsewhere, a list of premises. The numbers are
// compared with core's, worked out here.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Search } from '@yike/core/access/search.ts'
import { measure } from '@yike/core/circle/measure.ts'
import type { Measured, MeasureInputs } from '@yike/core/circle/measured.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { type LngLat, planeAt } from '@yike/core/geo/meters.ts'
import type { Candidate } from '@yike/core/siting/candidate.ts'
import { lackingCells } from '@yike/core/siting/city.ts'
import { models } from '@yike/core/siting/models/index.ts'
import { proposeSites } from '@yike/core/siting/propose.ts'
import type { Siting, SitingQuestion } from '@yike/core/siting/siting.ts'
import { streetCandidates } from '@yike/core/siting/street-nodes.ts'
import type { Browser, Page } from 'playwright-core'
import en from '../i18n/siting.en.json' with { type: 'json' }
import zh from '../i18n/siting.zh.json' with { type: 'json' }
import { launch, noBrowser, settled, visit, type Watched } from './browser.ts'
import { type Served, serveCity } from './city.ts'

const skip = noBrowser()
if (skip) console.log(`Browser tests are skipped: ${skip}`)
const story = (name: string, tell: () => void | Promise<void>) => test(name, { skip: skip !== false }, tell)

const digits = (text: string | null) => Number((text ?? '').replace(/\D/g, ''))
const ALL = { band: null, unknownToo: false }
/** Candidates, as the page asks for them at first. */
const WANTED = 600
/** In a small city much is near: so that three sites do not reach everybody. */
const MINUTES = 8

describe('siting', () => {
  let served: Served
  let browser: Browser
  let desk: Watched
  let page: Page
  let inputs: MeasureInputs
  let core: Measured
  let category: number
  let streets: readonly Candidate[]

  before(async () => {
    if (skip) return
    served = await serveCity()
    const packed = unpackInputs(readFileSync(join(served.folder, 'city.yike')))
    inputs = { ...packed, convention: { ...packed.convention, minutes: MINUTES } }
    core = measure(inputs)
    // one that three sites gain people of, and not all of them
    const search = new Search(core.graph, core.convention.walker, core.convention.legs)
    for (category = 0; category < core.categories.length; category++) {
      const lacking = lackingCells(core, category, ALL)
      if (!core.knowledge[category]!.known || lacking.length === 0) continue
      streets = streetCandidates(core, search, lacking, WANTED)
      const { sites, categories } = await answered({ p: 3 })
      if (sites.length === 3 && categories[0]!.gained < categories[0]!.lacking - 1) break
    }
    browser = await launch()
    desk = await visit(
      browser,
      `${served.address}/?stage=siting&minutes=${MINUTES}&category=${core.categories[category]!.id}`,
      1000,
      700,
    )
    page = desk.page
    await page.getByTestId('siting-ask').waitFor()
  })
  after(async () => {
    await browser?.close()
    served?.end()
  })

  const question = (change: Partial<SitingQuestion>): SitingQuestion => ({
    model: 'most-covered',
    categories: [core.categories[category]!],
    p: null,
    budget: null,
    share: null,
    leastTrade: null,
    stopsPerVan: null,
    minutesBetween: null,
    ...ALL,
    capMinutes: null,
    floorM2: {},
    capacityIfUnknown: null,
    ...change,
  })
  const answered = (change: Partial<SitingQuestion>, candidates = streets): Promise<Siting> =>
    proposeSites(core, candidates, question(change), (id, instance, ask) => {
      const begun = performance.now()
      const now = () => (performance.now() - begun) / 1000
      const progress = { begin: () => {}, step: () => {} }
      return models.find((m) => m.id === id)!.solve(instance, ask, { seed: 1, seconds: 20, now, progress })
    })
  /** People who lack the category and no longer would, were outlets opened at these places: by a measurement of such a city. */
  function gainedAt(places: readonly LngLat[]): number {
    const template = inputs.outlets.find((_, o) => core.serves[o]!.includes(category))!
    const more = places.map((at, k) => ({ ...template, id: `new ${k}`, at, entrances: [] }))
    const fresh = measure({ ...inputs, outlets: [...inputs.outlets, ...more] })
    const n = core.population.people.length
    return lackingCells(core, category, ALL).reduce(
      (sum, i) => sum + (fresh.state[category * n + i] === 0 ? core.population.people[i]! : 0),
      0,
    )
  }
  const ask = async (p: number, where = page) => {
    await where.locator('#siting-p').fill(String(p))
    await where.locator('.siting-go button[type=submit]').click()
  }
  const shows = (people: number, where = page) =>
    where.waitForFunction(
      (n) =>
        Number(document.querySelector('[data-testid=siting-value]')?.textContent?.replace(/\D/g, '')) === n &&
        !document.querySelector('[data-testid=solving]'),
      Math.round(people),
    )

  /** The legend of the map counts so many people gained: it follows the panel by a moment. */
  const legend = (people: number) =>
    page.waitForFunction(
      (n) => Number(document.querySelector('[data-testid=legend-gained] dd')?.textContent?.replace(/\D/g, '')) === n,
      Math.round(people),
    )

  story('three sites gain as many people as core says, proven and checked, and the map shows them', async () => {
    const siting = await answered({ p: 3 })
    await ask(3)
    await shows(siting.objective)
    const proof = await page.getByTestId('proof').textContent()
    assert.ok(proof!.includes(zh['siting.proof.best.people']), proof!)
    assert.match((await page.getByTestId('checked').textContent())!, /独立复核/)
    await legend(siting.objective)
    const rows = page.getByTestId('sites').locator('tbody tr')
    assert.equal(await rows.count(), siting.sites.length)
    for (const [i, site] of siting.sites.entries())
      assert.equal(digits(await rows.nth(i).locator('td').first().textContent()), Math.round(site.people[0]!))
    const after = siting.categories[0]!.after.share!
    assert.equal(await page.getByTestId('siting-after').textContent(), `${(after * 100).toFixed(1)}%`)
    // the measurement of a city with these outlets agrees
    assert.ok(Math.abs(gainedAt(siting.sites.map((s) => s.candidate.at)) - siting.objective) < 1e-6)
  })

  story('a site moved by keys is counted as a measurement with it there would, and undone', async () => {
    const siting = await answered({ p: 3 })
    const [lng, lat] = siting.sites[0]!.candidate.at
    const plane = planeAt(lng, lat)
    const moved: LngLat = [lng + 250 / (plane.x(lng + 1) - plane.x(lng)), lat]
    const gained = gainedAt([moved, ...siting.sites.slice(1).map((s) => s.candidate.at)])
    await page.locator('.site-name').first().focus()
    await page.keyboard.press('Shift+ArrowRight')
    const trial = page.getByTestId('trial')
    await trial.locator('b').waitFor()
    const fewer = Math.round(siting.objective) - Math.round(gained)
    const said = (await trial.textContent())!
    assert.ok(Math.abs(digits(said.split('：')[1]!.split('人')[0]!) - Math.abs(fewer)) <= 1, `${said}, not ${fewer}`)
    await legend(gained)
    await page.keyboard.press('Control+z')
    await trial.getByText(zh['siting.try.hint']).waitFor()
    await legend(siting.objective)
  })

  story('a site is dragged on the map, and what it would be is told while it is', async () => {
    const siting = await answered({ p: 3 })
    await settled(page)
    const from = await page.evaluate(
      ([lng, lat]) => {
        const box = document.querySelector('[data-testid=map]') as unknown as Element & {
          cityMap: { project(at: readonly [number, number]): { x: number; y: number } }
        }
        const { left, top } = box.getBoundingClientRect()
        const { x, y } = box.cityMap.project([lng!, lat!])
        return { x: left + x, y: top + y }
      },
      siting.sites[0]!.candidate.at as [number, number],
    )
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    for (let k = 1; k <= 6; k++) await page.mouse.move(from.x + 12 * k, from.y + 6 * k)
    await page.getByTestId('trial').locator('b').waitFor() // the button is still held
    await page.mouse.up()
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByTestId('trial').getByText(zh['siting.try.hint']).waitFor() // all of the drag was one step
  })

  story('another number is chosen off the curve, and both answers stand side by side', async () => {
    await page.getByText(zh['siting.curve.table']).click()
    const offered = page.getByTestId('curve').locator('tbody button')
    const p = digits(await offered.first().textContent())
    const siting = await answered({ p })
    await offered.first().click()
    await shows(siting.objective)
    assert.equal(await page.getByTestId('compare').locator('tbody tr').count(), 2)
  })

  story('fewest sites for a share, and the shortest mean walk', async () => {
    const { before: now } = (await answered({ p: 1 })).categories[0]!
    const share = Math.min(0.99, Math.round((now.share! + 0.5 * (1 - now.share!)) * 100) / 100)
    const fewest = await answered({ model: 'fewest', share })
    await page.locator('#siting-aim').click()
    await page.getByTitle(zh['siting.aim.fewest'], { exact: true }).click()
    await page.locator('#siting-share').fill(String(Math.round(share * 100)))
    await page.locator('.siting-go button[type=submit]').click()
    await shows(fewest.objective)
    assert.match((await page.getByTestId('checked').textContent())!, /独立复核：从/)
    const mean = await answered({ model: 'p-median', p: 2 })
    await page.locator('#siting-aim').click()
    await page.getByTitle(zh['siting.aim.mean'], { exact: true }).click()
    await ask(2)
    await page
      .getByTestId('siting-value')
      .getByText(`${mean.objective.toFixed(1)} 分钟`)
      .waitFor()
    assert.match((await page.getByTestId('checked').textContent())!, /独立复核：从/)
  })

  story('premises are read in the browser, and money may decide', async () => {
    const rows = streets.slice(0, 40).map((c, i) => `空铺${i},${c.at[0]},${c.at[1]},${(i % 5) + 1}`)
    const csv = ['名称,经度,纬度,费用（万元）', ...rows, '坏行,abc,def,1'].join('\n')
    await page.locator('#siting-aim').click()
    await page.getByTitle(zh['siting.aim.most'], { exact: true }).click()
    await page.getByText(zh['siting.source.premises'], { exact: true }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '空铺.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByTestId('premises').waitFor()
    assert.match((await page.getByTestId('premises').textContent())!, /40 处/)
    await page.getByText(zh['siting.by.budget'], { exact: true }).click()
    await page.locator('#siting-budget').fill('4')
    const list = streets.slice(0, 40).map((c, i): Candidate => ({ ...c, id: `空铺.csv:${i + 2}`, name: `空铺${i}`, kind: 'premises', cost: ((i % 5) + 1) * 10_000 })) // biome-ignore format: one line
    const siting = await answered({ budget: 40_000 }, list)
    await page.locator('.siting-go button[type=submit]').click()
    await shows(siting.objective)
  })

  story('what cannot be is told in a sentence that says what would have to give', async () => {
    await page.locator('#siting-budget').fill('0')
    await page.locator('.siting-go button[type=submit]').click()
    await page.locator('.siting-refusal').getByText(/预算/).waitFor()
    await page.getByText(zh['siting.source.places'], { exact: true }).click()
    await page.getByText(zh['siting.cannot.places']).waitFor()
    const box = (await page.getByTestId('map').boundingBox())!
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.getByTestId('clicked').getByText('已点 1 处').waitFor()
    await ask(5)
    await page
      .locator('.siting-refusal')
      .getByText(/候选点/)
      .waitFor()
  })

  story('stopped, the question is still there', async () => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, reducedMotion: 'reduce' })
    const other = await context.newPage()
    await other.route(/solver\.worker/, () => {}) // never comes
    await other.goto(`${served.address}/?stage=siting&minutes=${MINUTES}&category=${core.categories[category]!.id}`)
    await other.getByTestId('siting-ask').waitFor()
    await ask(4, other)
    await other.getByRole('button', { name: zh['siting.cancel'] }).click()
    await other.getByText(zh['siting.cancelled']).waitFor()
    assert.equal(await other.locator('#siting-p').inputValue(), '4')
    assert.equal(await other.locator('.siting-go button[type=submit]').isEnabled(), true)
    await context.close()
  })

  story('on a phone of 390 px, in English', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, reducedMotion: 'reduce' }) // biome-ignore format: one line
    const phone = await context.newPage()
    await phone.goto(
      `${served.address}/?lang=en&stage=siting&minutes=${MINUTES}&category=${core.categories[category]!.id}`,
    )
    await phone.getByTestId('siting-ask').waitFor()
    const siting = await answered({ p: 2 })
    await ask(2, phone)
    await shows(siting.objective, phone)
    assert.ok((await phone.getByTestId('proof').textContent())!.includes(en['siting.proof.best.people']))
    assert.ok((await phone.evaluate(() => document.documentElement.scrollWidth)) <= 390)
    await context.close()
  })

  story('in all of this nobody complained and nobody else was asked', () => {
    assert.deepEqual(desk.complaints, [])
    assert.deepEqual(desk.strangers, [])
  })
})
