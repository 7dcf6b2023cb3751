// Writes the picture of the README from a served city:
//   node web/e2e/picture.ts MEASURED_FOLDER [docs/picture.png] [category=… walker=… minutes=…]
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { launch, settled, visit } from './browser.ts'
import { serveCity } from './city.ts'

const [folder, out = join(import.meta.dirname, '..', '..', 'docs', 'picture.png'), ...choice] = process.argv.slice(2)
if (!folder) throw new Error('Which measured folder? node web/e2e/picture.ts FOLDER [OUT.png] [category=ID …]')
const served = await serveCity(resolve(folder))
const browser = await launch()
try {
  const { page } = await visit(browser, `${served.address}/?${['lang=zh', ...choice].join('&')}`)
  await settled(page)
  mkdirSync(dirname(out), { recursive: true })
  await page.screenshot({ path: out })
  console.log(out)
} finally {
  await browser.close()
  served.end()
}
