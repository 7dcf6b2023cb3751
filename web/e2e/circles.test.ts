// Circles as an officer draws them: by a ruler, by hand, from a file; locked, mended, told one by one, kept. Numbers are core's.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { bandInequalities } from '@yike/core/circle/access-inequality.ts'
import { askClock, clockFor, clockShareOf } from '@yike/core/circle/clock.ts'
import { delineate } from '@yike/core/circle/delineate.ts'
import type { Delineation } from '@yike/core/circle/delineation.ts'
import { measure } from '@yike/core/circle/measure.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { membershipOf } from '@yike/core/circle/membership.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { personaOf, personaWith } from '@yike/core/circle/persona.ts'
import { placesOfCircles } from '@yike/core/circle/places.ts'
import { rulers } from '@yike/core/circle/rulers/index.ts'
import { type Sheets, sheetsOf } from '@yike/core/circle/sheet.ts'
import { type Town, townOf } from '@yike/core/circle/town.ts'
import { fromWgs84 } from '@yike/core/geo/datum.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import { interiorPoint } from '@yike/core/geo/polygon.ts'
import { readOutletHours } from '@yike/core/standard/outlet-hours.ts'
import type { Browser, Page } from 'playwright-core'
import zh from '../i18n/circles.zh.json' with { type: 'json' }
import { launch, noBrowser, settled, visit, type Watched } from './browser.ts'
import { type Served, serveCity } from './city.ts'

const skip = noBrowser()
if (skip) console.log(`Browser tests are skipped: ${skip}`)
const story = (name: string, tell: () => void | Promise<void>) => test(name, { skip: skip !== false }, tell)

const count = (text: string) => Number(text.replace(/[^\d]/g, ''))
/** Small enough that a town of 20,000 has several. */
const ABOUT = 7000

/** What the page's map lets a test see. */
interface Seen {
  readonly cityMap: {
    flyTo(at: LngLat, zoom: number): void
    idle(): Promise<void>
    project(at: LngLat): { x: number; y: number }
  }
}

describe('circles', () => {
  let served: Served
  let browser: Browser
  let desk: Watched
  let page: Page
  let core: Measured
  let town: Town
  let drawn: Delineation
  let sheets: Sheets
  let files: string

  before(async () => {
    if (skip) return
    files = mkdtempSync(join(tmpdir(), 'yike-circles-'))
    served = await serveCity()
    core = measure(unpackInputs(readFileSync(join(served.folder, 'city.yike'))))
    town = townOf(core)
    drawn = await delineate(town, { ruler: rulers[0], band: { ...rulers[0].band, about: ABOUT } })
    sheets = sheetsOf(core, membershipOf(town, drawn.circles))
    browser = await launch()
    desk = await visit(browser, `${served.address}/?stage=circles`, 1200, 900)
    page = desk.page
    await page.getByTestId('set-up').waitFor()
  })
  after(async () => {
    await browser?.close()
    served?.end()
    if (files) rmSync(files, { recursive: true })
  })

  const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  const rows = () => page.getByTestId('circle-list').locator('tr.ant-table-row')
  const counted = async () => count((await page.getByTestId('circle-count').textContent())!)
  /** Waits until the page has judged what was done. */
  const judged = async () => {
    await page.locator('.reached.judging').waitFor({ state: 'detached' })
    await settled(page)
  }
  const open = async (name: string) => {
    await tab(zh['circles.side.list'])
    await rows().getByRole('button', { name, exact: true }).click()
    await page.getByTestId('sheet').waitFor()
  }
  const sheetOf = (name: string) => sheets.circles.find((s) => s.circle?.name === name)!
  /** Where a place is on the page. */
  const spot = (at: LngLat) =>
    page.evaluate(
      async ([to]) => {
        const box = document.querySelector('[data-testid=map]') as unknown as Element & Seen
        await box.cityMap.idle()
        const { left, top } = box.getBoundingClientRect()
        const { x, y } = box.cityMap.project(to)
        return { x: left + x, y: top + y }
      },
      [at] as const,
    )
  const saved = async (kind: string): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await page.getByRole('button', { name: zh['circles.download'] }).click()
        await page.getByRole('menuitem', { name: new RegExp(`^circles\\.${kind}`) }).click()
      })(),
    ])
    const path = join(files, `${Date.now()}-${download.suggestedFilename()}`)
    await download.saveAs(path)
    return path
  }

  story(
    'before there are circles, a sentence says what to do, and a ruler says its source and how sure it is',
    async () => {
      await page.getByText(zh['circles.none']).waitFor()
      const setUp = page.getByTestId('set-up')
      for (const ruler of rulers) {
        await setUp.getByRole('combobox').click()
        await page.getByTitle(ruler.name.zh, { exact: true }).last().click()
        await setUp.getByText(ruler.cites).waitFor()
        await setUp.getByText(zh[`certainty.${ruler.status}`]).waitFor()
        const least = await page.locator('#band-least').inputValue()
        assert.equal(least, ruler.band.least === null ? '' : ruler.band.least.toLocaleString('zh-CN'))
      }
      await setUp.getByRole('combobox').click()
      await page.getByTitle(rulers[0].name.zh, { exact: true }).last().click()
    },
  )

  story('a band of one’s own is marked as such, and one that cannot be is refused in words', async () => {
    await page.locator('#band-least').fill('9000')
    await page.locator('#band-most').fill('100')
    await page.locator('#band-most').blur()
    await page.getByText(zh['circles.band.wrong']).waitFor()
    assert.ok(await page.getByTestId('delineate').isDisabled())
    await page.getByRole('button', { name: zh['circles.band.back'] }).click()
    await page.locator('#band-about').fill(String(ABOUT))
    await page.locator('#band-about').blur()
    await page.getByTestId('set-up').getByText(zh['circles.own'], { exact: true }).waitFor()
  })

  story('circles are drawn, as core draws them, with the bound beside their number', async () => {
    await page.getByTestId('delineate').click()
    await page.getByTestId('reached').waitFor({ timeout: 60_000 })
    assert.equal(await counted(), drawn.circles.length)
    assert.equal(count((await page.getByTestId('circle-bound').textContent())!), drawn.bound!.best)
    assert.equal(count((await page.getByTestId('in-none').textContent())!), Math.round(drawn.inNone))
    await page.getByTestId('rules').locator('summary').click()
    for (const check of drawn.checks) {
      const rule = page.getByTestId(`rule-${check.id}`)
      await rule
        .getByRole('img', { name: zh[`circles.holds.${check.holds}` as 'circles.holds.true'], exact: true })
        .waitFor()
      if (check.reached !== null)
        assert.match((await rule.textContent())!, new RegExp(Math.round(check.reached).toLocaleString('zh-CN')))
    }
    await page.getByTestId('rules').locator('summary').click()
    assert.equal(await page.getByTestId('terms').locator('li').count(), drawn.objective.length)
  })

  story('every circle stands in the list with its people and its longest walk', async () => {
    const texts = await rows().allInnerTexts()
    assert.equal(texts.length, drawn.circles.length)
    drawn.circles.forEach((circle, i) => {
      const figures = drawn.figures[i]!
      const row = texts.find((text) => text.includes(circle.name))!
      assert.ok(row.includes(Math.round(figures.people).toLocaleString('zh-CN')), row)
      assert.ok(row.includes((figures.longestSeconds! / 60).toFixed(1)), row)
    })
  })

  story(
    'a click on the map picks a circle, and its row in the list; a click on a row picks it on the map',
    async () => {
      const target = drawn.circles[1]!
      await page.mouse.click(...(Object.values(await spot(target.heart!.at)).map((n) => n + 9) as [number, number]))
      await page.getByTestId('sheet').waitFor()
      const picked = await page.locator('.sheet-name').inputValue()
      await tab(zh['circles.side.list'])
      assert.match((await page.locator('tr.picked').textContent())!, new RegExp(picked))
      await rows().nth(0).click()
      await page.locator('tr.picked').getByText(drawn.circles[0]!.name).waitFor()
    },
  )

  story('a sheet keeps three results apart, and its gaps and single points are core’s', async () => {
    const { name } = drawn.circles.toSorted(
      (a, b) => sheetOf(b.name).singlePoints.length - sheetOf(a.name).singlePoints.length,
    )[0]!
    await open(name)
    const sheet = sheetOf(name)
    const view = page.getByTestId('sheet')
    await view.getByTestId('verdict').waitFor()
    for (const word of ['typing.have', 'typing.reach', 'typing.good'] as const)
      await view.getByRole('heading', { name: new RegExp(`^${zh[word]}`) }).waitFor()
    await view.getByText(zh['typing.good.none']).waitFor()
    const gaps = sheet.gaps.filter((g) => g.people >= 0.5)
    const lines = view.getByTestId('circle-gaps').locator('tbody tr')
    for (const gap of gaps.slice(0, 5)) {
      const told = view.locator(`tr[data-category="${gap.category}"]`).getByTestId('gap-people')
      assert.equal(count((await told.textContent())!), Math.round(gap.people))
    }
    assert.equal(await lines.count(), Math.min(8, gaps.length))
    const points = sheet.singlePoints.filter((p) => p.people >= 0.5)
    assert.ok(points.length > 0)
    await view.getByRole('button', { name: new RegExp(zh['sheet.closing']) }).click()
    const closing = view.getByTestId('closing')
    const told = await closing.locator('li b').allInnerTexts()
    assert.deepEqual(told.map(count), points.slice(0, 8).map((p) => Math.round(p.people))) // biome-ignore format: one line
    await closing.locator('li button').first().click()
    await page.getByTestId('legend').getByText(zh['circles.legend.lost']).waitFor()
    for (const section of ['capacity', 'sharing', 'indicators', 'clock'] as const) {
      await view.getByRole('button', { name: new RegExp(zh[`sheet.${section}`]) }).click()
      const empty = section === 'capacity' && sheet.capacity.every((c) => c === null)
      if (!empty) await view.getByTestId(section).waitFor()
    }
    await view.getByTestId('clock').locator('tbody tr').first().waitFor({ timeout: 30_000 })
  })

  story('somebody of one’s own walks by their pace and from their floor, as core says', async () => {
    const clock = page.getByTestId('clock')
    await clock.getByTestId('clock-who').locator('summary').click()
    await page.locator('#who-kmh').fill('2')
    await page.locator('#who-floor').fill('7')
    await page.locator('#who-floor').press('Enter')
    await clock.getByText('步行 2.0 km/h').waitFor()
    const who = personaWith(personaOf('elder-76'), { kmh: 2, floor: 7 })
    const its = clockFor(core, await readOutletHours(core.outlets), who)
    const [answer] = askClock(its, [who.moment])
    const name = await page.getByTestId('sheet').getByLabel(zh['circles.rename']).inputValue()
    const circle = drawn.circles.findIndex((c) => c.name === name)
    const { ofCell } = membershipOf(town, drawn.circles)
    const own = [...ofCell.keys()].filter((i) => ofCell[i] === circle)
    const cells = its.people.length
    const told = core.categories.flatMap((category, k) => {
      const s = clockShareOf(answer!.state.subarray(k * cells, (k + 1) * cells), its.people, own)
      return s.people > 0 ? [`${category.name.zh} ${Math.round(s.closed + s.beyond)}`] : []
    })
    const rows = await clock
      .locator('tbody tr')
      .evaluateAll((all) =>
        all.map(
          (tr) =>
            `${tr.querySelector('th')!.textContent} ${tr.querySelector('td:last-child')!.textContent!.replace(/,/g, '')}`,
        ),
      )
    assert.deepEqual(rows.toSorted(), told.toSorted())
  })

  story('inequality is told of the circle, and of the city by age, as core says', async () => {
    const view = page.getByTestId('sheet')
    await view.getByRole('button', { name: new RegExp(`${zh['sheet.inequality']}`) }).click()
    const part = view.getByTestId('inequality')
    const name = await view.getByLabel(zh['circles.rename']).inputValue()
    const c = core.categories.findIndex(({ id }) => id === 'convenience-store')
    const row = part.locator('tbody tr').filter({ hasText: core.categories[c]!.name.zh })
    const numbers = async () => (await row.locator('td').allInnerTexts()).slice(1)
    const texts = ({ gini, palma, theil }: { gini: number | null; palma: number | null; theil: number | null }) => [
      gini!.toFixed(3),
      palma!.toFixed(2),
      theil!.toFixed(3),
    ]
    assert.deepEqual(await numbers(), texts(sheetOf(name).walks[c]!))
    await part.getByText(zh['sheet.inequality.city']).click()
    assert.deepEqual(await numbers(), texts(sheets.city.walks[c]!))
    await row.getByRole('button').click()
    const bands = bandInequalities(core, placesOfCircles(membershipOf(town, drawn.circles), core))[c]!
    const old = part.locator('tbody tr').filter({ hasText: '60岁以上' })
    await old.waitFor()
    const { its, concentration } = bands.find(({ band }) => band === '60+')!
    assert.deepEqual((await old.locator('td').allInnerTexts()).slice(1), texts(its))
    const said = (await old.locator('th').textContent())!.replace('−', '-')
    assert.equal(Number(/[-+]?[\d.]+$/.exec(said)![0]).toFixed(3), concentration!.toFixed(3))
  })

  story('a locked circle survives a re-run to the letter', async () => {
    const { name, units } = drawn.circles[0]!
    await open(name)
    await page.getByTestId('lock').click()
    await judged()
    await page.getByTestId('lock').filter({ hasText: zh['circles.unlock'] }).waitFor()
    await page.getByRole('button', { name: zh['circles.redraw.keeps'].replace('{{n}}', '1') }).click()
    await page.getByTestId('run').waitFor({ state: 'detached', timeout: 60_000 })
    await judged()
    const version = JSON.parse(readFileSync(await saved('json'), 'utf8'))
    const kept = version.delineation.circles.find((c: { name: string }) => c.name === name)
    assert.deepEqual(kept.units, units)
    assert.equal(kept.locked, true)
  })

  story('a community given to another circle moves its people, and undo and redo follow', async () => {
    const from = drawn.circles.find((c) => c.units.length > 1)!
    await open(from.name)
    const people = count((await page.getByTestId('sheet-people').textContent())!)
    await page.getByTestId('communities').locator('summary').click()
    const other = page.getByTestId('communities').getByRole('combobox').first()
    await other.click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').waitFor()
    await other.press('Enter')
    await page.waitForFunction((n) => !document.querySelector('[data-testid=sheet-people]')?.textContent?.includes(n), people.toLocaleString('zh-CN')) // biome-ignore format: one line
    await judged()
    const fewer = count((await page.getByTestId('sheet-people').textContent())!)
    assert.ok(fewer < people)
    await page.getByTestId('undo').click()
    await judged()
    assert.equal(count((await page.getByTestId('sheet-people').textContent())!), people)
    await page.getByTestId('redo').click()
    await judged()
    assert.equal(count((await page.getByTestId('sheet-people').textContent())!), fewer)
    await page.getByTestId('undo').click()
    await judged()
  })

  story(
    'a community is dragged onto another circle, and a heart to another place; both can be taken back',
    async () => {
      const people = async () => (await rows().allTextContents()).join()
      const drag = async (from: LngLat, to: LngLat) => {
        const [a, b] = [await spot(from), await spot(to)]
        await page.mouse.move(a.x, a.y)
        await page.mouse.down()
        await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 3 })
        await page.mouse.move(b.x, b.y)
        await page.mouse.up()
      }
      const changes = async (before: string, act: () => Promise<void>) => {
        await act()
        await page.waitForFunction(
          (was) => [...document.querySelectorAll('[data-testid=circle-list] tr.ant-table-row')].map((r) => r.textContent).join() !== was, // biome-ignore format: one line
          before,
        )
        await judged()
      }
      await tab(zh['circles.side.list'])
      const before = await people()
      const from = drawn.circles.find((c) => c.units.length > 1)!
      const to = drawn.circles.find((c) => c !== from)!
      const inside = (id: string): LngLat => interiorPoint(core.areas.find((a) => a.id === id)!.polygon)!
      await page.getByText(zh['circles.tool.parts'], { exact: true }).click()
      await settled(page)
      await changes(before, () => drag(inside(from.units[0]!), inside(to.units[0]!)))
      await page.getByText(zh['circles.tool.pick'], { exact: true }).click()
      const moved = await people()
      const [x, y] = to.heart!.at
      await changes(moved, () => drag(to.heart!.at, [x + 0.002, y + 0.002]))
      const after = await people()
      await changes(after, () => page.getByTestId('undo').click())
      await changes(await people(), () => page.getByTestId('undo').click())
      assert.equal(await people(), before)
    },
  )

  story('without a mouse, a heart is placed where the map stands, by Enter', async () => {
    await open(drawn.circles[0]!.name)
    await page.getByTestId('place-heart').click()
    await page.getByTestId('circle-hint').getByText(zh['circles.hint.heart']).waitFor()
    await page.getByTestId('map').locator('canvas').first().focus()
    await page.keyboard.press('Enter')
    await page.getByTestId('sheet').getByText(new RegExp(zh['circles.heart.fixed'])).waitFor()
    await judged()
    await page.keyboard.press('Control+z')
    await page.getByTestId('sheet').getByText(new RegExp(zh['circles.heart.fixed'])).waitFor({ state: 'detached' })
    await judged()
  })

  story('a frozen version is listed with its checksum and cannot be edited', async () => {
    await page.getByRole('button', { name: zh['circles.freeze'] }).click()
    const version = page.getByTestId('version')
    await version.getByText(/校验码 [0-9a-f]{12}，完好/).waitFor()
    await version.getByRole('button', { name: zh['circles.versions.look'], exact: true }).click()
    assert.equal(await page.getByTestId('set-up').count(), 0)
    await page.getByTestId('undo').waitFor({ state: 'detached' })
    await version.getByRole('button', { name: zh['circles.versions.leave'], exact: true }).click()
    await page.getByTestId('set-up').waitFor()
    const next = JSON.parse(readFileSync(await saved('json'), 'utf8')) as {
      from: string | null
      checksum: string | null
    }
    assert.match(next.from!, /^[0-9a-f]{12}$/, 'what follows was made from what was frozen')
    assert.equal(next.checksum, null)
  })

  story('a reload finds the work again and says so', async () => {
    const before = await counted()
    await page.reload()
    await page.getByTestId('restored').waitFor({ timeout: 60_000 })
    assert.equal(await counted(), before)
    await page.getByRole('button', { name: zh['circles.restored.ok'] }).click()
    await tab(zh['circles.side.versions'])
    await page.getByTestId('version').waitFor()
  })

  story(
    'a circles.json that was downloaded can be loaded back, and what is no circles is refused in a sentence',
    async () => {
      const path = await saved('json')
      const before = await counted()
      await page.getByRole('button', { name: zh['circles.clear'], exact: true }).click()
      await page.locator('.ant-popconfirm').getByRole('button', { name: zh['circles.clear'], exact: true }).click()
      await page.getByText(zh['circles.none']).waitFor()
      const wrong = join(files, 'wrong.geojson')
      writeFileSync(wrong, '{"type":"FeatureCollection","features":[]}')
      await page.getByTestId('circle-file').setInputFiles(wrong)
      await page.getByRole('alert').getByText('没有面').waitFor()
      await page.getByTestId('circle-file').setInputFiles(path)
      await page.getByTestId('reached').waitFor()
      assert.equal(await counted(), before)
    },
  )

  story('circles from a GeoJSON meet the same checks: an overlap and people in none are said', async () => {
    const { lng, lat, people } = core.population
    const cell = people.indexOf(Math.max(...people))
    const box = (dx: number) => {
      const [x, y] = [lng[cell]! + dx, lat[cell]!]
      const d = 0.004
      return [[x - d, y - d], [x + d, y - d], [x + d, y + d], [x - d, y + d], [x - d, y - d]] // biome-ignore format: one line
    }
    const feature = (name: string, dx: number) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'Polygon', coordinates: [box(dx)] },
    })
    const path = join(files, 'mine.geojson')
    writeFileSync(
      path,
      JSON.stringify({ type: 'FeatureCollection', features: [feature('甲圈', 0), feature('乙圈', 0.003)] }),
    )
    await page.getByTestId('circle-file').setInputFiles(path)
    await rowsAre(2)
    const inCircles = () => page.getByTestId('in-circles').textContent()
    const told = await inCircles()
    // the same borders as a map company writes them, with its datum told
    const shifted = (f: ReturnType<typeof feature>) => ({
      ...f,
      geometry: { ...f.geometry, coordinates: f.geometry.coordinates.map((ring) => ring.map(([x, y]) => fromWgs84(x!, y!, 'gcj02'))) }, // biome-ignore format: one line
    })
    const theirs = join(files, 'gcj02.geojson')
    writeFileSync(theirs, JSON.stringify({ type: 'FeatureCollection', features: [shifted(feature('丙圈', 0)), shifted(feature('丁圈', 0.003))] })) // biome-ignore format: one line
    await page.getByLabel(zh['circles.upload.datum']).click()
    await page.locator('.ant-select-item-option').filter({ hasText: 'GCJ-02' }).click()
    await page.getByTestId('circle-file').setInputFiles(theirs)
    await page.getByTestId('circle-list').getByText('丙圈').waitFor()
    await judged()
    assert.equal(await inCircles(), told)
    await tab(zh['circles.side.checks'])
    const checks = page.getByTestId('checks')
    await checks.waitFor()
    for (const id of ['overlap', 'everyone'])
      assert.equal(await page.getByTestId(`rule-${id}`).getAttribute('class'), 'rule rule-false', id)
    await tab(zh['circles.side.list'])
  })
  const rowsAre = (n: number) =>
    page.waitForFunction(
      (wanted) => document.querySelectorAll('[data-testid=circle-list] tr.ant-table-row').length === wanted,
      n,
    )

  story('a circle is drawn by hand, corner by corner', async () => {
    await page.getByText(zh['circles.tool.draw'], { exact: true }).click()
    await page.waitForTimeout(600) // the tool is loaded when first needed
    const map = (await page.getByTestId('map').boundingBox())!
    const corners = [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6]] as const // biome-ignore format: one line
    for (const [x, y] of corners) {
      await page.mouse.move(map.x + map.width * x, map.y + map.height * y, { steps: 3 })
      await page.mouse.click(map.x + map.width * x, map.y + map.height * y)
    }
    await page.mouse.move(map.x + map.width * 0.4, map.y + map.height * 0.4, { steps: 3 })
    await page.mouse.click(map.x + map.width * 0.4, map.y + map.height * 0.4)
    await rowsAre(3)
    await rows()
      .getByRole('button', { name: new RegExp(zh['circles.drawn.name']) })
      .waitFor()
  })

  story('a run that is given up leaves the circles as they were', async () => {
    const before = await counted()
    // at once: so small a town is drawn before a hand could move
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          new MutationObserver((_, observer) => {
            const cancel = document.querySelector<HTMLElement>('[data-testid=run] button')
            if (!cancel) return
            observer.disconnect()
            cancel.click()
            done()
          }).observe(document.body, { childList: true, subtree: true })
          document.querySelector<HTMLElement>('[data-testid=delineate]')!.click()
        }),
    )
    await page.getByTestId('run').waitFor({ state: 'detached' })
    await page.getByTestId('remark').getByText(zh['circles.remark.cancelled']).waitFor()
    assert.equal(await counted(), before)
  })

  story('on a phone of 390 px nothing scrolls sideways', async () => {
    const phone = await visit(browser, `${served.address}/?stage=circles`, 390, 844)
    await phone.page.getByTestId('delineate').click()
    await phone.page.getByTestId('circle-list').waitFor({ timeout: 60_000 })
    const wide = () => phone.page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok((await wide()) <= 390)
    await phone.page.getByTestId('circle-list').locator('button.link').first().click()
    await phone.page.getByTestId('verdict').waitFor()
    for (const section of ['capacity', 'closing', 'sharing', 'indicators', 'clock'] as const)
      await phone.page
        .getByTestId('sheet')
        .getByRole('button', { name: new RegExp(zh[`sheet.${section}`]) })
        .click()
    await phone.page.getByTestId('clock').locator('tbody tr').first().waitFor({ timeout: 30_000 })
    assert.ok((await wide()) <= 390)
    assert.deepEqual(phone.complaints, [])
    await phone.page.context().close()
  })

  story('in all of this nobody complained and nobody else was asked', () => {
    assert.deepEqual(desk.complaints, [])
    assert.deepEqual(desk.strangers, [])
  })
})
