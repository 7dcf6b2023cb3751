// A ledger as its officers keep it: brought from a file in an old encoding, edited by two at once, verified in the street with and
// without a network, and rid of what was written twice.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import iconv from 'iconv-lite'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import account from '../i18n/account.zh.json' with { type: 'json' }
import zh from '../i18n/ledger.zh.json' with { type: 'json' }
import office from '../i18n/office.zh.json' with { type: 'json' }
import type { Outlet, Verification } from '../source/office-lists.ts'
import { launch, noBrowser } from './browser.ts'
import { CITY, type Served, type Somebody, servePlatform } from './platform.ts'

const skip = noBrowser()
if (skip) console.log(`Browser tests are skipped: ${skip}`)
const story = (name: string, tell: () => void | Promise<void>) => test(name, { skip: skip !== false }, tell)

const STREET = '980102001'
const HOSTILE = '<img src=x onerror="window.hacked=1">'

// here and not in a hook: its database ends with whatever it was made in
const served = (skip ? null : await servePlatform()) as Served
after(() => served?.end())

describe('the ledger', () => {
  let browser: Browser
  let zhang: Somebody
  let li: Somebody
  let middle: readonly [number, number]
  const complaints: string[] = []

  const signedIn = async (who: Somebody, path: string, width = 1280, height = 900): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion: 'reduce',
      locale: 'zh-CN',
      acceptDownloads: true,
    })
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|409|412)|ERR_INTERNET_DISCONNECTED/.test(message.text()))
        complaints.push(message.text())
    })
    await page.goto(`${served.address}${path}`)
    await page.getByLabel(account['account.login'], { exact: true }).fill(who.login)
    await page.getByLabel(account['account.password'], { exact: true }).fill(who.password)
    await page.getByRole('button', { name: account['account.sign-in'], exact: true }).click()
    await page.locator('.account-side').waitFor()
    return page
  }
  /** Asks the API as the page's owner. */
  const ask = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
    page.evaluate(
      async ({ method, path, body }) => {
        const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } // biome-ignore format: one line
        const answer = await fetch(path, { method, ...json })
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
        return answer.json()
      },
      { method, path, body },
    ) as Promise<T>
  const outlets = async (page: Page): Promise<Outlet[]> =>
    (await ask<{ items: Outlet[] }>(page, 'GET', `/api/offices/${STREET}/outlets?limit=500`)).items
  const named = async (page: Page, name: string): Promise<Outlet> => {
    const found = (await outlets(page)).find((o) => o.name === name)
    assert.ok(found, `${name} is in the ledger`)
    return found
  }
  const choose = (page: Page, name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
  const state = (page: Page, which: string) =>
    page.locator(`[data-testid=upload][data-state=${which}]`).waitFor({ timeout: 60_000 })
  const apply = async (page: Page) => {
    await page.getByTestId('apply').getByRole('button', { name: zh['apply.now'] }).click()
    await page.getByRole('dialog').getByRole('button', { name: zh['apply.now'] }).click()
    await state(page, 'applied')
  }
  const openOutlet = async (page: Page, name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByTestId('facts').waitFor()
  }

  before(async () => {
    if (skip) return
    browser = await launch()
    zhang = await served.person(STREET, '张街', ['edit'])
    li = await served.person(STREET, '李街', ['edit'])
    const mayor = await signedIn(await served.person(CITY, '王市', ['edit']), `/o/${CITY}`)
    const first = await ask<{ items: Outlet[] }>(mayor, 'GET', `/api/offices/${CITY}/outlets?limit=1`)
    middle = [first.items[0]!.lng, first.items[0]!.lat]
    const run = await ask<{ id: string }>(mayor, 'POST', `/api/offices/${CITY}/runs`, { kind: 'measure', options: {} })
    await mayor.goto(`${served.address}/runs/${run.id}`)
    await mayor.locator('.state-done').first().waitFor({ timeout: 120_000 })
    await mayor.context().close()
  })
  after(() => browser?.close())

  /** The street's ledger: six that are right, one turned about, one without a place, two that are one. */
  const ledger = () => {
    const [x, y] = middle
    const row = (id: string, name: string, trade: string, lng: number | '', lat: number | '', address: string) =>
      [id, name, trade, lng, lat, address].map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')
    return iconv.encode(
      [
        '编号,网点名称,业态,经度(WGS-84),纬度(WGS-84),地址',
        row('D1', '东一便利店', '便利店', x, y, '中山路1号'),
        row('D2', HOSTILE, '药店', x + 0.001, y, '中山路2号'),
        row('D3', '东一菜场', '菜市场', y, x + 0.002, '中山路3号'), // turned about
        row('D4', '没有坐标的店', '理发店', '', '', '中山路4号'),
        row('D5', '好邻居超市', '超市', x + 0.003, y, '和平路5号'),
        row('D6', '好邻居超市', '超市', x + 0.0031, y, '和平路5号甲'),
        row('D7', '老王早餐', '早餐店', x, y + 0.002, '和平路7号'),
      ].join('\r\n'),
      'gb18030',
    )
  }

  story('a street office uploads its ledger; its own export changes nothing', async () => {
    const page = await signedIn(zhang, `/o/${STREET}/uploads`)
    await choose(page, '东一街道台账.csv', ledger())
    const look = page.getByTestId('look')
    // read here: nothing is at the server yet
    await look.getByText('可用 6 行', { exact: false }).waitFor({ timeout: 30_000 })
    const found = look.getByTestId('found')
    await found.getByText('经纬度颠倒', { exact: false }).first().waitFor()
    await found.getByRole('row').filter({ hasText: '没有坐标' }).filter({ hasText: '第 5 行' }).waitFor()
    assert.equal((await ask<{ items: unknown[] }>(page, 'GET', `/api/offices/${STREET}/uploads`)).items.length, 0)
    await look.getByRole('combobox', { name: '“名称”取哪一列' }).waitFor()
    await look.getByRole('button', { name: zh['upload.send'], exact: true }).click()
    await state(page, 'read')
    await page.getByTestId('difference').getByText(`${zh['difference.added']} 6`).waitFor()
    await page.getByTestId('difference').getByText(HOSTILE, { exact: true }).waitFor()
    await apply(page)
    await page.getByTestId('done').getByText('新增 6 个', { exact: false }).waitFor()

    await page.getByTestId('done').getByRole('link', { name: zh['done.see'] }).click()
    await page.getByRole('button', { name: HOSTILE, exact: true }).waitFor()
    await page.getByTestId('left-out').getByText('1 行没有坐标', { exact: false }).waitFor()
    assert.equal(await page.evaluate(() => 'hacked' in window), false, 'a name is a name, whatever stands in it')
    const swapped = await named(page, '东一菜场')
    assert.ok(Math.abs(swapped.lng - middle[0] - 0.002) < 1e-6 && Math.abs(swapped.lat - middle[1]) < 1e-6)

    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: office['ledger.csv'] }).click()
    const exported = readFileSync((await (await coming).path())!)
    await page.goto(`${served.address}/o/${STREET}/uploads`)
    await choose(page, '导出.csv', exported)
    await page.getByTestId('look').getByText(zh['upload.exported'], { exact: false }).waitFor({ timeout: 30_000 })
    await page.getByTestId('look').getByRole('button', { name: zh['upload.send'], exact: true }).click()
    await state(page, 'read')
    for (const [side, n] of [['added', 0], ['changed', 0], ['missing', 0], ['same', 6]] as const) // biome-ignore format: one line
      await page
        .getByTestId('difference')
        .getByText(`${zh[`difference.${side}`]} ${n}`)
        .waitFor()
    await apply(page)
    await page.getByTestId('done').getByText('新增 0 个，修改 0 个，6 个相同', { exact: false }).waitFor()
    assert.ok((await outlets(page)).every((o) => o.version === 1))
    await page.context().close()
  })

  story('a file that cannot be read says why, and nothing is sent', async () => {
    const page = await signedIn(zhang, `/o/${STREET}/uploads`)
    await choose(page, '名单.csv', Buffer.from('姓名,电话\r\n张三,123\r\n'))
    await page.getByTestId('look').getByRole('alert').filter({ hasText: '缺少列' }).waitFor({ timeout: 30_000 })
    assert.ok(await page.getByRole('button', { name: zh['upload.send'], exact: true }).isDisabled())
    await page.context().close()
  })

  story('two officers edit one outlet: the second is shown both, and decides field by field', async () => {
    const mine = await signedIn(zhang, `/o/${STREET}/ledger`)
    await openOutlet(mine, '东一便利店')
    await mine.getByRole('button', { name: zh['outlet.edit'], exact: true }).click()
    const form = mine.getByRole('form', { name: zh['outlet.edit'] })
    await form.getByLabel(zh['outlet.name'], { exact: true }).fill('东一便利店（总店）')
    await form.getByLabel(zh['outlet.remark'], { exact: true }).fill('张的备注')

    const theirs = await signedIn(li, `/o/${STREET}/ledger`)
    await openOutlet(theirs, '东一便利店')
    await theirs.getByRole('button', { name: zh['outlet.edit'], exact: true }).click()
    const other = theirs.getByRole('form', { name: zh['outlet.edit'] })
    await other.getByLabel(zh['outlet.remark'], { exact: true }).fill('李的备注')
    await other.getByLabel(zh['outlet.hours'], { exact: true }).fill('06:00-22:00')
    await other.getByRole('button', { name: zh['outlet.save'], exact: true }).click()
    await theirs.getByTestId('facts').getByText('李的备注').waitFor()

    await form.getByRole('button', { name: zh['outlet.save'], exact: true }).click()
    const clash = mine.getByTestId('clash')
    await clash.getByText(zh['outlet.clash'], { exact: true }).first().waitFor()
    const settle = clash.getByRole('button', { name: zh['outlet.clash.settle'] })
    assert.ok(await settle.isDisabled(), 'a field that both changed waits for a word')
    await clash.getByRole('radio', { name: '李的备注' }).check()
    await settle.click()
    await mine.getByTestId('facts').getByText('东一便利店（总店）').waitFor()
    const now = await named(mine, '东一便利店（总店）')
    assert.deepEqual([now.remark, now.hours], ['李的备注', '06:00-22:00'])
    await mine.getByTestId('versions').getByText('李街', { exact: false }).first().waitFor()

    // and back again
    await mine.getByRole('button', { name: office['office.undo'] }).click()
    await mine.getByTestId('facts').getByText('东一便利店', { exact: true }).waitFor()
    assert.equal((await named(mine, '东一便利店')).remark, '李的备注')
    await mine.context().close()
    await theirs.context().close()
  })

  story('verifying on a phone: with a photo, taken back, without a network and with one again', async () => {
    const page = await signedIn(li, `/o/${STREET}/verify`, 390, 844)
    const context: BrowserContext = page.context()
    await page.getByRole('button', { name: zh['verify.make'] }).first().click()
    await page.getByTestId('task').first().waitFor({ timeout: 30_000 })
    const tasks = async (which: string) =>
      (await ask<{ items: Verification[] }>(page, 'GET', `/api/offices/${STREET}/verifications?state=${which}&limit=100`)).items // biome-ignore format: one line
    const card = (name: string) => page.getByTestId('task').filter({ hasText: name })
    const waiting = page.getByTestId('waiting')

    const picture = await page.evaluate(() => {
      const canvas = document.createElement('canvas')
      canvas.width = 3000
      canvas.height = 2000
      canvas.getContext('2d')!.fillRect(0, 0, 1500, 2000)
      return canvas.toDataURL('image/jpeg').split(',')[1]!
    })
    const photographed = card('老王早餐')
    const camera = photographed.locator('input[type=file]')
    await camera.setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(picture, 'base64') })
    await photographed.getByRole('img').waitFor()
    await photographed.getByRole('button', { name: zh['verify.there.yes'], exact: true }).click()
    await waiting.getByText('老王早餐', { exact: false }).waitFor()
    // thought better of
    await waiting.getByRole('button', { name: /撤销/ }).click()
    await waiting.waitFor({ state: 'detached' })
    assert.equal((await tasks('answered')).length, 0)
    await camera.setInputFiles({ name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(picture, 'base64') })
    await photographed.getByRole('img').waitFor()
    await photographed.getByRole('button', { name: zh['verify.there.yes'], exact: true }).click()
    await waiting.getByText(zh['verify.with-photo'], { exact: false }).waitFor()
    await waiting.waitFor({ state: 'detached', timeout: 20_000 }) // gone by itself
    const [seen] = await tasks('answered')
    assert.deepEqual([seen!.place, seen!.photo, seen!.answer!.there], ['老王早餐', true, 'yes'])
    const [width, height] = await page.evaluate(async (id) => {
      const photo = await createImageBitmap(await (await fetch(`/api/verifications/${id}/photo`)).blob())
      return [photo.width, photo.height] as const
    }, seen!.id)
    assert.deepEqual([width, height], [2048, 1365])
    assert.equal((await named(page, '老王早餐')).confirmedBy, '李街')

    await context.setOffline(true)
    await card('东一菜场').getByLabel(zh['verify.note'], { exact: true }).fill('卷帘门拉下')
    await card('东一菜场').getByRole('button', { name: zh['verify.there.no'], exact: true }).click()
    await waiting.getByText(zh['verify.offline'], { exact: false }).waitFor()
    await waiting.getByRole('button', { name: zh['verify.send'] }).click({ timeout: 20_000 }) // the time to take it back is over
    await waiting.getByText('东一菜场', { exact: false }).waitFor()
    await context.setOffline(false)
    await waiting.waitFor({ state: 'detached', timeout: 20_000 })
    assert.equal((await named(page, '东一菜场')).state, 'closed')
    assert.equal((await tasks('answered')).find((v) => v.place === '东一菜场')?.answer?.note, '卷帘门拉下')
    await context.close()
  })

  story('what is written twice is made one, with a field of the other; and undone', async () => {
    const page = await signedIn(zhang, `/o/${STREET}/ledger/duplicates`)
    const pair = page.getByTestId('pair').filter({ hasText: '好邻居超市' })
    await pair.waitFor()
    const before_ = await outlets(page)
    const address = pair.locator('tr[data-row=address]')
    const [first] = await address.locator('td').allTextContents()
    await pair.getByRole('radio', { name: '保留 B' }).check()
    await address.getByRole('button', { name: zh['duplicate.take'] }).click()
    await pair.getByRole('button', { name: '合并到 B' }).click()
    await pair.waitFor({ state: 'detached' })
    const merged = await outlets(page)
    assert.equal(merged.length, before_.length - 1)
    const kept = merged.find((o) => o.name === '好邻居超市')!
    assert.ok(first!.startsWith(kept.address!), 'the address is that of the other')
    await page.getByRole('button', { name: office['office.undo'] }).click()
    await pair.waitFor()
    const facts = (list: Outlet[]) => list.map(({ id, name, address: at, code }) => ({ id, name, at, code })).sort((a, b) => (a.id < b.id ? -1 : 1)) // biome-ignore format: one line
    assert.deepEqual(facts(await outlets(page)), facts(before_))
    await page.context().close()
  })

  story('nothing was complained of', () => {
    assert.deepEqual(complaints, [])
  })
})
