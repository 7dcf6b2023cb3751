// Offices at work on a platform, as people use it: signing in, measuring, watching, opening the map, planning beside one another.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { LEAST, REMEMBERED } from '../../server/account/password.ts'
import { TRIES } from '../../server/account/sign-in.ts'
import account from '../i18n/account.zh.json' with { type: 'json' }
import office from '../i18n/office.zh.json' with { type: 'json' }
import plan from '../i18n/plan.zh.json' with { type: 'json' }
import run from '../i18n/run.zh.json' with { type: 'json' }
import { launch, noBrowser, settled } from './browser.ts'
import { CITY, type Served, type Somebody, servePlatform } from './platform.ts'

const skip = noBrowser()
if (skip) console.log(`Browser tests are skipped: ${skip}`)
const story = (name: string, tell: () => void | Promise<void>) => test(name, { skip: skip !== false }, tell)

// here and not in a hook: its database ends with whatever it was made in
const served = (skip ? null : await servePlatform()) as Served
after(() => served?.end())

describe('offices', () => {
  let browser: Browser
  const complaints: string[] = []

  before(async () => {
    if (!skip) browser = await launch()
  })
  after(() => browser?.close())

  /** A browser of one's own at an address. */
  const at = async (path: string, width = 1280, height = 800): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', locale: 'zh-CN' })
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      // what a server refuses a browser tells as well; the stories below are of refusals
      if (message.type() === 'error' && !/status of (401|403|404|412|422|429)/.test(message.text()))
        complaints.push(message.text())
    })
    await page.goto(`${served.address}${path}`)
    return page
  }
  const fill = async (page: Page, { login, password }: Somebody) => {
    await page.getByLabel(account['account.login'], { exact: true }).fill(login)
    await page.getByLabel(account['account.password'], { exact: true }).fill(password)
    await page.getByRole('button', { name: account['account.sign-in'], exact: true }).click()
  }
  const signedIn = async (who: Somebody, path = '/', width = 1280, height = 800): Promise<Page> => {
    const page = await at(path, width, height)
    await fill(page, who)
    await page.locator('.account-side').waitFor()
    return page
  }
  let official: Somebody
  let measured = ''

  story('a city officer signs in, starts a measurement, watches it, and opens the map', async () => {
    official = await served.person(CITY, '王市', ['edit'])
    const page = await signedIn(official)
    await page.getByRole('heading', { name: '甲一市' }).waitFor()
    await page.getByRole('button', { name: run['run.start'], exact: true }).first().click()
    const form = page.getByTestId('start-run')
    await form.getByText('streets.osm.pbf').waitFor()
    await form.getByText('census.csv').waitFor()
    await form.getByRole('button', { name: run['run.start.now'] }).click()
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
    measured = page.url().split('/').at(-1)!
    await page.locator('.run-bar, .state-done').first().waitFor()
    await page.getByRole('link', { name: run['run.open'] }).waitFor({ timeout: 120_000 }) // told by the server, not asked for
    await page.getByTestId('coverage').locator('tbody tr').first().waitFor()
    for (const name of ['report.html', 'city.yike', 'manifest.json'])
      await page.getByRole('link', { name, exact: true }).waitFor()
    await page.getByRole('link', { name: run['run.open'] }).click()
    await page.getByTestId('legend').waitFor({ timeout: 60_000 })
    await settled(page)
    assert.match(page.url(), new RegExp(`/runs/${measured}/city`))
    await page.context().close()
  })

  story('the same run again is the run that is there', async () => {
    const page = await signedIn(official, `/o/${CITY}/runs`)
    await page.getByRole('button', { name: run['run.start'], exact: true }).first().click()
    await page.getByTestId('start-run').getByRole('button', { name: run['run.start.now'] }).click()
    await page.waitForURL(new RegExp(`/runs/${measured}$`))
    await page.getByText(run['run.same']).waitFor()
    await page.context().close()
  })

  story('a wrong password is told, and after five the lock and until when', async () => {
    const who = await served.person(CITY, '李忘', ['read'])
    const page = await at('/')
    for (let n = 0; n < TRIES; n++) {
      await fill(page, { ...who, password: `wrong-${n}` })
      await page.getByRole('alert').filter({ hasText: '账号或密码不对' }).waitFor()
      await page.waitForFunction(
        () => (document.querySelector('input[name=password]') as HTMLInputElement).value === '',
      )
    }
    await fill(page, who)
    const said = await page.getByRole('alert').filter({ hasText: '锁定到' }).textContent()
    assert.match(said!, /\d{4}\/\d{1,2}\/\d{1,2} \d{2}:\d{2}/) // a time as people write it, of where they are
    await page.context().close()
  })

  story(
    'a password for once opens nothing but its change, whose rules stand there before anything is typed',
    async () => {
      const who = await served.person(CITY, '赵新', ['edit'], { mustChange: true })
      const page = await at(`/o/${CITY}/runs`)
      await fill(page, who)
      await page.getByRole('heading', { name: account['account.must'] }).waitFor()
      const rules = (await page.getByTestId('policy').textContent())!
      for (const n of [LEAST, REMEMBERED]) assert.ok(rules.includes(String(n)), `${n} in ${rules}`)
      const change = async (next: string, twice = next) => {
        await page.getByLabel(account['account.old']).fill(who.password)
        await page.getByLabel(account['account.new'], { exact: true }).fill(next)
        await page.getByLabel(account['account.twice']).fill(twice)
      }
      await change('Bu-yiyang8kou', 'Bu-yiyang9kou')
      await page.getByText(account['account.differs']).waitFor()
      assert.ok(await page.getByRole('button', { name: account['account.change'] }).isDisabled())
      await change('short')
      await page.getByRole('button', { name: account['account.change'] }).click()
      await page.getByRole('alert').waitFor()
      await change('Bu-yiyang8kou')
      await page.getByRole('button', { name: account['account.change'] }).click()
      await page.getByRole('heading', { name: office['office.nav.runs'] }).waitFor()
      assert.match(page.url(), /\/o\/980100\/runs$/)
      await page.context().close()
    },
  )

  story('a street officer sees the run that their city shares, and cannot start one for the city', async () => {
    await (await signedIn(official, `/runs/${measured}`)).evaluate(async (id) => {
      const seen = await fetch(`/api/runs/${id}`)
      await fetch(`/api/runs/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', 'if-match': seen.headers.get('etag')! },
        body: '{"shared":true}',
      })
    }, measured)
    const street = await served.person('980102001', '街小', ['edit'])
    const page = await signedIn(street)
    await page.getByRole('heading', { name: '东一街道' }).waitFor()
    await page.getByTestId('newest').getByText('甲一市', { exact: false }).first().waitFor()
    await page.getByTestId('newest').getByRole('link', { name: run['run.open'] }).click()
    await page.getByTestId('legend').waitFor({ timeout: 60_000 })
    await page.goto(`${served.address}/o/${CITY}`)
    await page.getByRole('heading', { name: '甲一市' }).waitFor()
    assert.equal(await page.getByRole('button', { name: run['run.start'], exact: true }).count(), 0)
    const refused = await page.evaluate(
      async (code) =>
        (
          await fetch(`/api/offices/${code}/runs`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{"kind":"measure","options":{}}',
          })
        ).status,
      CITY,
    )
    assert.equal(refused, 403)
    await page.context().close()
  })

  story('of two officers with one plan the second is shown both, and puts them together', async () => {
    const second = await served.person(CITY, '钱二', ['edit'])
    const address = `/runs/${measured}/city?stage=plan`
    const open = async (who: Somebody) => {
      const page = await signedIn(who, `/runs/${measured}`)
      await page.goto(`${served.address}${address}`)
      await page.getByTestId('plan-sum').waitFor({ timeout: 90_000 })
      return page
    }
    const setYears = async (page: Page, years: string) => {
      await page.getByLabel(plan['plan.years.n']).fill(years)
      await page.getByLabel(plan['plan.years.n']).press('Enter')
      await page.getByLabel(plan['plan.years.n']).blur()
    }
    const one = await open(official)
    await one.getByLabel(plan['plan.title'], { exact: true }).fill('共同方案')
    await one.getByRole('button', { name: plan['plan.platform.save.new'] }).click()
    await one.getByText('共同方案 · 第 1 版', { exact: false }).waitFor()
    const two = await open(second)
    await two.getByRole('button', { name: plan['plan.platform.list'] }).click()
    await two.getByRole('button', { name: '共同方案' }).click()
    await two.getByText('共同方案 · 第 1 版', { exact: false }).waitFor()

    await setYears(one, '3')
    await one.getByRole('button', { name: plan['plan.platform.save'], exact: true }).click()
    await one.getByText('共同方案 · 第 2 版', { exact: false }).waitFor()
    await setYears(two, '4')
    await two.getByLabel(plan['plan.title'], { exact: true }).fill('共同方案（二）')
    await two.getByRole('button', { name: plan['plan.platform.save'], exact: true }).click()
    const dialog = two.getByRole('dialog', { name: plan['plan.merge'] })
    await dialog.getByText('王市', { exact: false }).first().waitFor()
    const years = dialog.locator('tr', { hasText: plan['plan.merge.setting.years'] })
    await years.getByText(plan['plan.merge.by.both']).waitFor()
    await dialog
      .locator('tr', { hasText: plan['plan.merge.setting.title'] })
      .getByText(plan['plan.merge.by.mine'])
      .waitFor()
    assert.ok(await dialog.getByRole('button', { name: '还有 1 项要选' }).isDisabled())
    await years.getByText(plan['plan.merge.take.theirs']).click()
    await dialog.getByRole('button', { name: plan['plan.merge.chosen'] }).click()
    await two.getByText('共同方案（二） · 第 3 版', { exact: false }).waitFor()
    assert.equal(await two.getByLabel(plan['plan.years.n']).inputValue(), '3')
    await one.context().close()
    await two.context().close()
  })

  story(
    'a session that ends in the middle loses nothing that was typed: one signs in over the page and it goes on',
    async () => {
      const admin = await served.person(CITY, '孙管', ['administer', 'read'])
      const page = await signedIn(admin, `/o/${CITY}/people`)
      await page.getByRole('button', { name: account['people.invite'], exact: true }).first().click()
      await page.getByRole('textbox', { name: account['people.name'], exact: true }).fill('周新来')
      await page.getByRole('dialog').getByLabel(account['account.login']).fill('zhou.xinlai')
      await served.endSessions(admin.login)
      await page.getByRole('button', { name: account['people.invite.make'] }).click()
      const again = page.getByRole('dialog', { name: account['account.again'] })
      await again.getByLabel(account['account.password'], { exact: true }).fill(admin.password)
      await again.getByRole('button', { name: account['account.sign-in'], exact: true }).click()
      const link = await page.getByTestId('secret').textContent()
      assert.match(link!, /\/invitation#secret=/)

      const guest = await at(new URL(link!).pathname + new URL(link!).hash)
      await guest.getByText('周新来', { exact: false }).waitFor()
      await guest.getByLabel(account['account.new'], { exact: true }).fill('Xin-lai7de.ren')
      await guest.getByLabel(account['account.twice']).fill('Xin-lai7de.ren')
      await guest.getByRole('button', { name: account['account.accept'] }).click()
      await guest.getByRole('heading', { name: '甲一市' }).waitFor()
      await guest.context().close()
      await page.context().close()
    },
  )

  story('nothing went wrong in any page meanwhile', () => assert.deepEqual(complaints, []))
})
