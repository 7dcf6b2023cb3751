// A Chromium to test with: the system's own, found or named; never downloaded.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser that `CHROMIUM` names, else the first on the path; null where there is none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM
  if (named) return existsSync(named) ? named : null
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin']
  for (const name of NAMES)
    for (const folder of folders) if (folder && existsSync(join(folder, name))) return join(folder, name)
  return null
}

/** Why browser tests are skipped; false where they are not. Said in one line, once. */
export function noBrowser(): string | false {
  if (findChromium()) return false
  return 'no Chromium found (set CHROMIUM, or install it: .ci/run does)'
}

/** Starts it, so that it asks nobody for anything by itself. WebGL runs in software. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium()!,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** A page with what it complained of and whom it asked. */
export interface Watched {
  readonly page: Page
  readonly complaints: string[]
  readonly strangers: string[]
}

/** Opens an address and waits until the city is measured and drawn. */
export async function visit(browser: Browser, address: string, width = 1440, height = 900): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', locale: 'zh-CN' })
  const page = await context.newPage()
  const complaints: string[] = []
  const strangers: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && hostname !== '127.0.0.1') strangers.push(request.url())
  })
  await page.goto(address)
  await page.getByTestId('legend').waitFor({ timeout: 60_000 })
  await settled(page)
  return { page, complaints, strangers }
}

/** Waits until the map has nothing left to draw. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => 'cityMap' in (document.querySelector('[data-testid=map]') ?? {}))
  await page.evaluate(async () => {
    const box = document.querySelector('[data-testid=map]') as
      | (Element & { cityMap?: { idle(): Promise<void> } })
      | null
    await box?.cityMap?.idle()
  })
}
