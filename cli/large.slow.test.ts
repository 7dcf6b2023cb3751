// A ledger of 100 MB, through the whole command.
import assert from 'node:assert/strict'
import { createWriteStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { demoCity, folder, yike } from './test/yike.ts'

test('a ledger of 100 MB is measured', async (t) => {
  const { files } = demoCity()
  const at = folder()
  const big = join(at, 'big.csv')
  const lines = 900_000
  const file = createWriteStream(big)
  file.write('编号,名称,业态,经度,纬度,地址\n')
  for (let from = 0; from < lines; from += 10_000) {
    const batch = Array.from({ length: 10_000 }, (_, k) => {
      const i = from + k
      const [lng, lat] = [83.46 + (i % 997) / 2e4, 38.97 + (i % 1009) / 2e4]
      return `N${i},好邻居便利店第${i}分店,便利店,${lng.toFixed(6)},${lat.toFixed(6)},示例路${i}号一层西侧门面，靠近路口与公交站\n`
    }).join('')
    if (!file.write(batch)) await new Promise<void>((resolve) => file.once('drain', () => resolve()))
  }
  await new Promise<void>((resolve) => file.end(() => resolve()))
  assert.ok(file.bytesWritten > 100e6, `${file.bytesWritten}`)
  const begun = performance.now()
  const out = join(at, 'out')
  const {
    code,
    err,
    out: said,
  } = yike(['measure', ...files, '--commercial', big, '--datum', 'big.csv=wgs84', '--out', out, '--json'])
  assert.equal(code, 0, err.slice(-2000))
  t.diagnostic(`${(file.bytesWritten / 1e6).toFixed(0)} MB: ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  assert.ok((JSON.parse(said) as { outlets: number }).outlets > 1000)
  assert.deepEqual(readdirSync(at).sort(), ['big.csv', 'out'])
})
