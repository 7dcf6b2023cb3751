// A plan as an officer works on it: drafted, changed, taken back, kept over a reload, handed out, and held against what came of an
// older one. Its numbers and its files are compared with core's.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { SILENT } from '@yike/core/base/progress.ts'
import { capacitiesOf } from '@yike/core/circle/capacity.ts'
import { measure } from '@yike/core/circle/measure.ts'
import { type Measured, type MeasureInputs, STATES } from '@yike/core/circle/measured.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { placesOfCircles } from '@yike/core/circle/places.ts'
import { tooSmall } from '@yike/core/plan/apart.ts'
import { circlesOfAreas } from '@yike/core/plan/circles-of-areas.ts'
import { composePlan, type Draft, draftOf } from '@yike/core/plan/compose.ts'
import { deliveryOf } from '@yike/core/plan/deliver.ts'
import { NO_EDITS, withFields } from '@yike/core/plan/edits.ts'
import { plainInputs } from '@yike/core/plan/inputs.ts'
import { type PlanSettings, planJson, readPlan } from '@yike/core/plan/plan.ts'
import { categoriesToSite, siteGaps } from '@yike/core/plan/site-gaps.ts'
import { yuan } from '@yike/core/plan/templates.ts'
import { planHtml } from '@yike/core/report/plan/paper.ts'
import { planCsv } from '@yike/core/report/plan/table.ts'
import type { Proposal } from '@yike/core/siting/candidate.ts'
import { models } from '@yike/core/siting/models/index.ts'
import type { SolveModel } from '@yike/core/siting/propose.ts'
import type { Browser, Page } from 'playwright-core'
import en from '../i18n/plan.en.json' with { type: 'json' }
import zh from '../i18n/plan.zh.json' with { type: 'json' }
import { launch, noBrowser, visit, type Watched } from './browser.ts'
import { type Served, serveCity } from './city.ts'

const skip = noBrowser()
if (skip) console.log(`Browser tests are skipped: ${skip}`)
const story = (name: string, tell: () => void | Promise<void>) => test(name, { skip: skip !== false }, tell)

/** As the page begins. */
const SETTINGS: PlanSettings = { title: '', years: 2, start: null, budget: null }
const solve: SolveModel = (id, instance, ask) =>
  models.find((m) => m.id === id)!.solve(instance, ask, { seed: 1, seconds: 20, now: () => performance.now() / 1000, progress: SILENT }) // biome-ignore format: one line
const digits = (text: string | null) => Number((text ?? '').replace(/\D/g, ''))

describe('plan', () => {
  let served: Served
  let browser: Browser
  let desk: Watched
  let page: Page
  let inputs: MeasureInputs
  let core: Measured
  let draft: Draft

  before(async () => {
    if (skip) return
    served = await serveCity()
    inputs = unpackInputs(readFileSync(join(served.folder, 'city.yike')))
    core = measure(inputs)
    const circles = circlesOfAreas(core, 'community')
    const small = tooSmall(core, capacitiesOf(core, placesOfCircles(circles, core), SILENT))
    draft = draftOf({ ...plainInputs(core, circles), small })
    browser = await launch()
    desk = await visit(browser, `${served.address}/?stage=plan`, 1200, 700)
    page = desk.page
    await page.getByTestId('plan-sum').waitFor()
  })
  after(async () => {
    await browser?.close()
    served?.end()
  })

  /** The circle of the first action that is put into a year, opened. */
  const open = async (where = page) => {
    const plan = composePlan(draft, SETTINGS)
    const action = plan.actions.find((a) => a.term?.year === 1)!
    const section = where.locator(`[id="plan-${action.circle}"]`)
    if ((await section.locator('.circle-open').getAttribute('aria-expanded')) !== 'true')
      await section.locator('.circle-open').click()
    return { plan, action, section, row: section.locator(`tr[data-action="${action.id}"]`) }
  }
  const count = (where = page) => where.getByTestId('plan-sum').locator('strong').textContent()

  story('a plan for each community is drafted, with as many actions as core drafts and its years', async () => {
    const plan = composePlan(draft, SETTINGS)
    assert.equal(digits(await count()), plan.actions.length)
    const years = page.getByTestId('years').locator('table').first().locator('tbody tr')
    for (const [i, sum] of plan.sums.entries())
      assert.equal(digits(await years.nth(i).locator('td').nth(1).textContent()), sum.actions)
    const last = plan.curve!.at(-1)!
    const ways = page.getByTestId('communities').locator('tbody tr')
    assert.match((await ways.nth(0).locator('td').last().textContent())!, new RegExp(`${last.border.covered} / ${last.border.of}`)) // biome-ignore format: one line
    assert.match((await ways.nth(2).locator('td').last().textContent())!, new RegExp(`${last.residents.covered} / ${last.residents.of}`)) // biome-ignore format: one line
  })

  story('an officer sets a cost: it says so, the year adds it up, and it can be undone and done again', async () => {
    const { plan, action, row } = await open()
    await row.locator('td[data-label="费用"] .cell').click()
    await page.keyboard.type('12.5')
    await page.keyboard.press('Enter')
    await row.getByText(zh['plan.by-hand']).waitFor()
    const edited = composePlan(draft, SETTINGS, withFields(NO_EDITS, plan.actions.find((a) => a.id === action.id)!, { cost: 125_000 })) // biome-ignore format: one line
    const first = page.getByTestId('years').locator('tbody tr').first()
    await first.getByText(yuan(edited.sums[0]!.cost!).zh).waitFor()
    await page.getByRole('button', { name: '撤销' }).click()
    await row.getByText(zh['plan.by-hand']).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: zh['plan.redo'] }).click()
    await row.getByText(zh['plan.by-hand']).waitFor()
  })

  story('plan.json as it is handed out is the plan that core composes, to the byte', async () => {
    const { plan, action } = await open()
    const edits = withFields(NO_EDITS, plan.actions.find((a) => a.id === action.id)!, { cost: 125_000 })
    await page.getByRole('button', { name: zh['plan.download'] }).click()
    const coming = page.waitForEvent('download')
    await page.getByText('plan.json', { exact: false }).filter({ hasText: zh['plan.file.json'] }).click()
    const text = readFileSync((await (await coming).path())!, 'utf8')
    assert.equal(text, planJson(composePlan(draft, SETTINGS, edits)))
  })

  story('after a reload the changes are there, and the page says so', async () => {
    await page.getByText(zh['plan.kept']).waitFor()
    await page.reload()
    await page.getByTestId('plan-sum').waitFor({ timeout: 60_000 })
    await page.getByText('已找回本机', { exact: false }).waitFor()
    const { row } = await open()
    await row.getByText(zh['plan.by-hand']).waitFor()
  })

  story('actions are taken out, brought back, and added', async () => {
    const before_ = digits(await count())
    const { section, row } = await open()
    await row.getByText(zh['plan.remove'], { exact: true }).click()
    await row.waitFor({ state: 'detached' })
    assert.equal(digits(await count()), before_ - 1)
    await page.getByTestId('removed').locator('summary').click()
    await page.getByTestId('removed').getByText(zh['plan.restore']).click()
    await row.waitFor()
    // by the keyboard, for a list that is still unfolding is easily missed by a click
    const category = section.getByRole('combobox', { name: zh['plan.add.category'] })
    await category.fill(core.categories[0]!.name.zh)
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').waitFor()
    await category.press('Enter')
    await section.getByRole('button', { name: zh['plan.add'], exact: true }).click()
    await section.getByText(zh['plan.origin.hand'], { exact: true }).waitFor()
    assert.equal(digits(await count()), before_ + 1)
  })

  story('an older plan is held against this city: what was promised and what was delivered', async () => {
    // the city of before: without the outlets of one category; its plan proposes them where they stand now
    const n = core.population.people.length
    const category = core.categories.findIndex((_, c) => core.knowledge[c]!.outlets > 0 && core.categories[c]!.tier === 'basic') // biome-ignore format: one line
    const its = inputs.outlets.filter((_, o) => core.serves[o]!.includes(category))
    const then = measure({ ...inputs, outlets: inputs.outlets.filter((o) => !its.includes(o)), ledgerComplete: true })
    const within = STATES.indexOf('within')
    const gained = Int32Array.from(core.population.people.keys()).filter(
      (i) => core.state[category * n + i] === within && then.state[category * n + i] !== within,
    )
    const { id, name, at } = its[0]!
    const proposal: Proposal = {
      candidate: { id, name, at, kind: 'premises', areaM2: null, cost: null, capacity: null, hours: null, categories: null }, // biome-ignore format: one line
      categories: [core.categories[category]!.id],
      gained: [gained],
      people: [gained.reduce((sum, i) => sum + core.population.people[i]!, 0)],
    }
    const older = composePlan(
      draftOf({ ...plainInputs(then, circlesOfAreas(then, 'community')), proposals: [proposal] }),
      SETTINGS,
    )
    const delivery = deliveryOf(older, core)
    assert.ok(delivery.total.promised > 0 && delivery.total.delivered > 0)
    const file = { name: '旧方案.json', mimeType: 'application/json', buffer: Buffer.from(planJson(older)) }
    await page.locator('.plan-tools input[type=file]').setInputFiles(file)
    const said = page.getByTestId('older')
    await said.waitFor()
    const [, promised, delivered] = (await said.locator('p').first().textContent())!.match(/[\d,]+/g)!.map(digits)
    assert.deepEqual([promised, delivered], [delivery.total.promised, delivery.total.delivered])
    const coming = page.waitForEvent('download')
    await said.getByRole('button', { name: zh['plan.older.paper'] }).click()
    const paper = readFileSync((await (await coming).path())!, 'utf8')
    assert.equal(paper, planHtml({ plan: older, delivery, lang: 'zh' }))
    await said.getByRole('button', { name: zh['plan.older.close'] }).click()
  })

  story('a table that comes back from a spreadsheet is laid over what was changed here', async () => {
    const { action, section } = await open()
    const [head, ...rows] = planCsv(composePlan(draft, SETTINGS)).split('\r\n')
    const note = head!.split(',').indexOf('note')
    const edited = rows
      .filter((line) => line.includes(`,${action.id},`))
      .map((line) => line.split(',').map((cell, i) => (i === note ? '已商定' : cell)).join(',')) // biome-ignore format: one line
    const file = { name: '改过.csv', mimeType: 'text/csv', buffer: Buffer.from([head, ...edited].join('\r\n')) }
    await page.locator('.plan-tools input[type=file]').setInputFiles(file)
    await page.getByText('已读入 改过.csv', { exact: false }).waitFor()
    await section.getByText('已商定', { exact: false }).waitFor()
    await page.getByRole('button', { name: '撤销' }).click()
  })

  story('sites are sought for what is lacked, as many as core finds, and the actions have them', async () => {
    const { sited } = await siteGaps(core, categoriesToSite(core), null, solve, SILENT)
    assert.ok(sited.length > 0)
    await page.getByRole('button', { name: zh['plan.seek'] }).click()
    await page.getByTestId('plan-seek').locator('summary').waitFor({ timeout: 120_000 })
    const said = await page.getByTestId('plan-seek').locator('summary').textContent()
    assert.deepEqual(said!.match(/\d+/g)!.map(Number), [sited.length, sited.reduce((sum, s) => sum + s.sites, 0)])
    await page.getByRole('button', { name: zh['plan.download'] }).click()
    const coming = page.waitForEvent('download')
    await page.getByText('plan.json', { exact: false }).filter({ hasText: zh['plan.file.json'] }).click()
    const plan = readPlan(readFileSync((await (await coming).path())!, 'utf8'), 'plan.json')
    assert.deepEqual(plan.grounds.sited, sited)
    const basic = new Set(sited.map((s) => s.category))
    for (const a of plan.actions)
      if (a.measure === 'open' && basic.has(a.category) && a.origin === 'drafted') assert.ok(a.sites.length > 0)
  })

  story('a file that is no plan is told so', async () => {
    const file = { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"yike":"scenario"}') }
    await page.locator('.plan-tools input[type=file]').setInputFiles(file)
    await page.getByRole('alert').getByText('x.json', { exact: false }).waitFor()
  })

  story('on a phone of 390 px, in English', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, reducedMotion: 'reduce' }) // biome-ignore format: one line
    const phone = await context.newPage()
    await phone.goto(`${served.address}/?lang=en&stage=plan`)
    await phone.getByTestId('plan-sum').waitFor({ timeout: 60_000 })
    const { row } = await open(phone)
    await row.getByText(en['plan.note'], { exact: true }).waitFor()
    assert.ok((await phone.evaluate(() => document.documentElement.scrollWidth)) <= 390)
    await context.close()
  })

  story('in all of this nobody complained and nobody else was asked', () => {
    assert.deepEqual(desk.complaints, [])
    assert.deepEqual(desk.strangers, [])
  })
})
