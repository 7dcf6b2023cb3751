// The report page in a real browser: its own policy lets its one script run, and nothing else.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { fakeMeasured } from '../test/fake-measured.ts'
import { html } from './outputs/html.ts'
import citySheet from './reports/city-sheet.ts'

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome']
  .map((n) => `/usr/bin/${n}`)
  .find((p) => existsSync(p))

test('opened from disk: no request, no error, cells recoloured by choice, no sideways scrolling on a phone', async (t) => {
  if (!CHROMIUM) return t.skip('no Chromium here')
  const folder = await mkdtemp(join(tmpdir(), 'yike-report-'))
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const subject = {
      measured: fakeMeasured(),
      extras: { title: '测试', inputs: [], versions: {} },
      basemap: null,
      lang: 'zh',
    } as const
    const file = join(folder, 'report.html')
    await writeFile(file, html(citySheet.blocks(subject), { title: '测试', lang: 'zh' }))
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    const odd: string[] = []
    page.on('console', (message) => odd.push(message.text()))
    page.on('pageerror', (error) => odd.push(String(error)))
    page.on('dialog', (dialog) => odd.push(dialog.message()))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) odd.push(request.url())
    })
    await page.goto(pathToFileURL(file).href)
    await page.selectOption('#choice', { label: '便利店' })
    const drawn = await page
      .locator('.chosen path')
      .evaluateAll((paths) =>
        paths.map((path) => [path.getAttribute('class'), (path.getAttribute('d')!.match(/M/g) ?? []).length]),
      )
    // four of six columns within; of the twelve cells beyond, one is not connected
    assert.deepEqual(
      drawn.filter(([, cells]) => cells !== 0),
      [
        ['s-within', 24],
        ['s-beyond', 11],
        ['s-unconnected', 1],
      ],
    )
    assert.equal(await page.locator('.summary').getAttribute('display'), 'none')
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390)
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')")
    await page.waitForTimeout(50)
    assert.equal(await page.title(), '测试', 'its policy stops a handler that slipped in')
    assert.deepEqual(
      odd.filter((o) => !/Content Security Policy/.test(o)),
      [],
    )
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
})
