// The first page as a person uses it: choose, slide, click, read, switch, press keys, hold a phone.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { measure } from '@yike/core/circle/measure.ts'
import { type Measured, STATES } from '@yike/core/circle/measured.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { DISPLAY_ONLY } from '@yike/core/report/isochrones.ts'
import { STATE_NAMES } from '@yike/core/report/lookup.ts'
import { wholeShare } from '@yike/core/report/numbers.ts'
import type { Browser, Page } from 'playwright-core'
import en from '../i18n/en.json' with { type: 'json' }
import zh from '../i18n/zh.json' with { type: 'json' }
import { launch, noBrowser, settled, visit, type Watched } from './browser.ts'
import { makeOfTables, type Served, serveCity } from './city.ts'

const skip = noBrowser()
if (skip) console.log(`Browser tests are skipped: ${skip}`)

/** A test that needs the browser: counted as skipped, one by one, where there is none. */
const story = (name: string, tell: () => void | Promise<void>) => test(name, { skip: skip !== false }, tell)

const count = (text: string) => Number(text.replace(/\D/g, ''))

describe('the first page', () => {
  let served: Served
  let browser: Browser
  let desk: Watched
  let page: Page
  let core: Measured

  before(async () => {
    if (skip) return
    served = await serveCity()
    core = measure(unpackInputs(readFileSync(join(served.folder, 'city.yike'))))
    browser = await launch()
    desk = await visit(browser, served.address, 1000, 560) // small, for a software renderer draws every pixel
    page = desk.page
  })
  after(async () => {
    await browser?.close()
    served?.end()
  })

  const shareOf = (category: string) =>
    core.coverage.find((c) => c.area === null && c.band === null && c.category === category)!.share
  const nameOf = (category: string) => core.categories.find((c) => c.id === category)!.name
  const withinOnPage = async () => count((await page.getByTestId('within').textContent())!.split('/')[0]!)
  /** A category of which something can be said, with a coverage that can rise and fall. */
  const telling = () =>
    core.categories.find((c) => {
      const { share } = shareOf(c.id)
      return share !== null && share > 0.15 && share < 0.95
    })!
  const choose = async (category: string) => {
    await page.getByRole('combobox', { name: zh.category }).fill(nameOf(category).zh)
    await page.keyboard.press('Enter')
    await page.locator('.figure b', { hasText: nameOf(category).zh }).waitFor()
  }
  const slide = async (to: number) => {
    const handle = page.getByRole('slider', { name: zh['minutes.label'] })
    const from = Number(await handle.getAttribute('aria-valuenow'))
    for (let i = 0; i < Math.abs(to - from); i++) await handle.press(to > from ? 'ArrowRight' : 'ArrowLeft')
    await page.waitForFunction((m) => document.querySelector('[data-testid=minutes]')?.textContent === m, String(to))
  }
  /** A digest of the map's pixels. */
  const drawn = async () => {
    await settled(page)
    return createHash('sha256')
      .update(await page.getByTestId('map').screenshot())
      .digest('hex')
  }
  /** Waits until the map is drawn otherwise than `before`; a picture may come a frame after the figures. */
  const redrawn = async (before: string) => {
    for (let tries = 0; tries < 10; tries++) {
      if ((await drawn()) !== before) return
      await page.waitForTimeout(300)
    }
    assert.fail('the map stayed as it was')
  }

  story('it opens without a complaint and asks nobody but its own server', () => {
    assert.deepEqual(desk.complaints, [])
    assert.deepEqual(desk.strangers, [])
  })

  story("its numbers are core's for the same inputs", async () => {
    for (const category of core.categories) {
      const share = shareOf(category.id)
      if (share.share === null) continue
      await choose(category.id)
      const [within, people] = (await page.getByTestId('within').textContent())!.split('/').map(count)
      assert.equal(within, wholeShare(share).within, category.id)
      assert.equal(people, Math.round(share.people), category.id)
    }
  })

  story('the legend accounts for every resident', async () => {
    const figures = await page.getByTestId('legend').locator('dd').allInnerTexts()
    const sum = figures.map(count).reduce((a, b) => a + b, 0)
    assert.ok(Math.abs(sum - core.people) <= figures.length, `${sum} of ${core.people}`) // each is rounded
  })

  story('another category recolours the map', async () => {
    const [a, b] = [
      telling().id,
      core.categories.find((c) => shareOf(c.id).share !== null && c.id !== telling().id)!.id,
    ]
    await choose(a)
    const first = await drawn()
    await choose(b)
    await redrawn(first)
  })

  story('more minutes reach more people, fewer reach fewer, and the colours follow', async () => {
    await choose(telling().id)
    const at15 = await withinOnPage()
    const colours = await drawn()
    await slide(25)
    const at25 = await withinOnPage()
    await slide(8)
    const at8 = await withinOnPage()
    assert.ok(at8 < at15 && at15 < at25, `${at8} < ${at15} < ${at25}`)
    await redrawn(colours)
    await slide(15)
    assert.equal(await withinOnPage(), at15)
  })

  story('an elder reaches no more than an adult', async () => {
    await choose(telling().id)
    const adult = await withinOnPage()
    await page.getByText('老年人', { exact: false }).first().click()
    await page.getByTestId('convention').filter({ hasText: '3.6 km/h' }).waitFor()
    assert.ok((await withinOnPage()) < adult)
    await page.getByText('成人', { exact: false }).first().click()
    await page.getByTestId('convention').filter({ hasText: '4.8 km/h' }).waitFor()
    assert.equal(await withinOnPage(), adult)
  })

  story('gaps stand by people, basic needs first', async () => {
    const rows = await page.getByTestId('gaps').locator('tbody tr.ant-table-row').allInnerTexts()
    assert.ok(rows.length > 3)
    const read = rows.map((row) => ({
      basic: row.includes(zh['tier.basic.short']),
      people: count(row.match(/[\d,]+/)![0]),
    }))
    for (let i = 1; i < read.length; i++) {
      const [a, b] = [read[i - 1]!, read[i]!]
      assert.ok(a.basic || !b.basic, 'quality stands before basic')
      if (a.basic === b.basic) assert.ok(a.people >= b.people, `${a.people} before ${b.people}`)
    }
  })

  story('a gap opens to its evidence, and its area flies the map there', async () => {
    const gaps = page.getByTestId('gaps')
    await gaps.locator('.ant-table-row-expand-icon').first().click()
    const evidence = gaps.locator('.evidence').first()
    for (const word of [zh['gap.nearest'], zh['gap.source'], zh['gap.confirmed']])
      await evidence.getByText(word).waitFor()
    const before = await drawn()
    await gaps.locator('tbody button.link').first().click()
    await redrawn(before)
  })

  story('a click shows the nearest of each category, how many are in reach, and the walked way', async () => {
    await choose(telling().id)
    await page.getByRole('tab', { name: zh['tab.here'] }).click()
    await page.getByRole('button', { name: zh['here.close'] }).click() // what the gap before this asked
    // the most peopled cell, so that the place is one where somebody lives
    const { people, lng, lat } = core.population
    const cell = people.indexOf(Math.max(...people))
    const at = await page.evaluate(
      async ([x, y]) => {
        const box = document.querySelector('[data-testid=map]') as Element & {
          cityMap: {
            flyTo(at: [number, number], zoom: number): void
            idle(): Promise<void>
            project(at: [number, number]): { x: number; y: number }
          }
        }
        box.cityMap.flyTo([x, y], 15)
        await box.cityMap.idle()
        const { left, top } = box.getBoundingClientRect()
        const p = box.cityMap.project([x, y])
        return { x: left + p.x, y: top + p.y }
      },
      [lng[cell]!, lat[cell]!] as [number, number],
    )
    const before = await drawn()
    await page.mouse.click(at.x, at.y)
    await page.getByTestId('way').waitFor()
    await redrawn(before)
    const rows = await page.getByTestId('here').locator('tbody tr').allInnerTexts()
    const told = core.categories.filter((_, i) => core.state[i * people.length + cell] !== STATES.indexOf('unknown'))
    assert.equal(rows.length, told.length)
    const c = core.categories.findIndex((category) => category.id === telling().id)
    const minutes = core.nearest[c]!.ds[cell]! / 600
    const said = Number((await page.getByTestId('way').textContent())!.match(/([\d.]+) 分钟/)![1])
    assert.ok(Math.abs(said - minutes) < 0.3, `${said} min on the page, ${minutes} in core`) // a pixel is some metres
  })

  story('the area in reach is drawn, follows the minutes, and says that it is for display', async () => {
    const reach = page.getByTestId('reach')
    await reach.getByText(DISPLAY_ONLY.zh).waitFor()
    await reach.getByText(zh['legend.reach'].replace('{{minutes}}', '15')).waitFor()
    await slide(10)
    await reach.getByText(zh['legend.reach'].replace('{{minutes}}', '10')).waitFor()
    await slide(15)
  })

  story('Escape gives up the asked place', async () => {
    await page.getByTestId('map').locator('canvas').focus()
    await page.keyboard.press('Escape')
    await page.getByTestId('here').waitFor({ state: 'hidden' })
    await page.getByTestId('gaps').waitFor()
    await page.getByTestId('reach').waitFor({ state: 'hidden' })
  })

  story('what is known in part is said at the number, and nowhere else', async () => {
    for (const { id } of core.categories) {
      const { share, unknown } = shareOf(id)
      if (share === null) continue
      await choose(id)
      const beside = await page.getByTestId('beside').allInnerTexts()
      assert.deepEqual(beside.map(count), unknown >= 0.5 ? [Math.round(unknown)] : [], id)
    }
  })

  story('what is not known has a page of its own', async () => {
    await page.getByRole('tab', { name: zh['tab.unknown'] }).click()
    await page.getByTestId('unknown').getByText(zh['unknown.intro']).waitFor()
  })

  story('coverage comes by area and by age band', async () => {
    await page.getByRole('tab', { name: zh['tab.coverage'] }).click()
    const view = page.getByTestId('coverage')
    const bands = await view.locator('table.bands tbody tr').count()
    const known = new Set(core.coverage.map((c) => c.band)).size
    assert.equal(bands, known)
    if (core.areas.length > 0) assert.ok((await view.locator('tr.ant-table-row').count()) > 0)
  })

  story('findings open in a drawer and close by Escape', async () => {
    await page.getByText(new RegExp(`^${zh['findings.n'].replace('{{n}}', '\\d+')}$`)).click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  story('the language switches, and the address and the memory keep it', async () => {
    await page.getByRole('button', { name: zh['language.label'] }).click()
    await page.locator('h1', { hasText: en.brand }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    await page.waitForURL(/lang=en/)
    await page.goto(served.address)
    await page.getByTestId('legend').getByText(STATE_NAMES.within.en).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: en['language.label'] }).click()
    await page.getByTestId('legend').getByText(STATE_NAMES.within.zh).waitFor()
  })

  story('an address says what is seen', async () => {
    const { id, name } = telling()
    const { page: other } = await visit(browser, `${served.address}/?category=${id}&minutes=10&walker=elder`)
    await other.locator('.figure b', { hasText: name.zh }).waitFor()
    assert.equal(await other.getByTestId('minutes').textContent(), '10')
    await other.getByTestId('convention').filter({ hasText: '3.6 km/h' }).waitFor()
    await other.context().close()
  })

  story('without a mouse: the map has the keyboard, and Enter asks about its centre', async () => {
    await page.getByTestId('map').locator('canvas').focus()
    await page.keyboard.press('Enter')
    await page.getByTestId('here').waitFor()
    const chip = page.getByRole('button', { name: '一菜' })
    await chip.focus()
    await page.keyboard.press('Enter')
    assert.equal(await chip.getAttribute('aria-pressed'), 'true')
  })

  story('on a phone of 390 px the map lies above and nothing scrolls sideways', async () => {
    const phone = await visit(browser, served.address, 390, 844)
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(wide <= 390, `${wide} px wide`)
    const map = (await phone.page.getByTestId('map').boundingBox())!
    const chips = (await phone.page.locator('.chips').boundingBox())!
    assert.ok(map.width === 390 && map.y + map.height <= chips.y)
    assert.deepEqual(phone.complaints, [])
    for (const tab of [zh['tab.coverage'], zh['tab.unknown'], zh['tab.gaps']]) {
      await phone.page.getByRole('tab', { name: tab }).click()
      assert.ok((await phone.page.evaluate(() => document.documentElement.scrollWidth)) <= 390, tab)
    }
    await phone.page.context().close()
  })

  story('a city from tables of nodes and edges has a map of its streets, without a complaint', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yike-tables-'))
    const tables = await serveCity(makeOfTables(folder))
    try {
      const { page: other, complaints } = await visit(browser, tables.address, 800, 500)
      await other.getByTestId('map').locator('canvas').focus()
      await other.keyboard.press('Enter')
      await other.getByTestId('here').waitFor()
      assert.equal(
        await other.locator('.maplibregl-ctrl-attrib').count(),
        0,
        'nobody is named for streets of nobody known',
      )
      assert.deepEqual(complaints, [])
      await other.context().close()
    } finally {
      tables.end()
      rmSync(folder, { recursive: true })
    }
  })

  story('in all of this nobody complained and nobody else was asked', () => {
    assert.deepEqual(desk.complaints, [])
    assert.deepEqual(desk.strangers, [])
  })
})
