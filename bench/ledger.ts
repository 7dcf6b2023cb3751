// A city's ledger through the server: 100,000 rows brought, read, taken in, taken in again, and out as CSV and workbook.
// `node scripts/ready.mjs bench/ledger.ts [rows]` prints seconds, those of them that this process computed (PostgreSQL is another),
// and the most memory held so far, MB.
import { random } from '@yike/core/base/random.ts'
import { applyIt, bring, ledger, uploadOf, work } from '../server/source/test/take-in.ts'
import { makeWorld } from '../server/test/world.ts'

const rows = Number(process.argv[2] ?? 100_000)
const OFFICE = '980100'
const world = await makeWorld()
const officer = await world.officer(OFFICE, 'edit')
const rng = random(7)
const below = (n: number) => rng.int(0, n)
const TRADES = ['便利店', '菜市场', '药店', '早餐店', '理发店', '洗衣店', '维修', '超市', '养老院', '幼儿园']
const text = ledger(
  Array.from({ length: rows }, (_, i) => [
    `N${String(i + 1).padStart(7, '0')}`,
    `网点 ${below(1e9)} 号店`,
    TRADES[below(TRADES.length)]!,
    (121 + below(4e5) / 1e6).toFixed(6),
    (31 + below(4e5) / 1e6).toFixed(6),
    `某区某路 ${1 + below(999)} 号`,
    '8:00-21:00',
    `2025-${String(1 + below(12)).padStart(2, '0')}-11`,
  ]),
  ['地址', '营业时间', '核实日期'],
)

async function timed<T>(what: string, doing: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  const before = process.cpuUsage()
  const done = await doing()
  const seconds = (performance.now() - begun) / 1000
  const used = process.cpuUsage(before)
  const computed = (used.user + used.system) / 1e6
  console.log(
    `${what.padEnd(34)} ${seconds.toFixed(1).padStart(6)} s ${computed.toFixed(1).padStart(6)} s ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  )
  return done
}

console.log(
  `${rows} rows, ${Math.round(text.length / 1e6)} MB of text; ${Math.round(process.resourceUsage().maxRSS / 1024)} MB held before`,
)
const brought = await timed('brought', () => bring(officer, OFFICE, { name: '台账.csv', bytes: text }))
const { id } = brought.json()
await timed('read, compared with nothing', () => work(world))
const read = await uploadOf(officer, id)
console.log(JSON.stringify({ ...read.summary.comparison, state: read.state, error: read.error }))
const done = await timed('taken in', () => applyIt(world, officer, read))
console.log(JSON.stringify(done.summary.applied), JSON.stringify(done.error))
const csv = await timed('out as CSV', () => officer({ url: `/api/offices/${OFFICE}/ledger?as=csv` }))
console.log(`${(csv.rawPayload.length / 1e6).toFixed(1)} MB`)
const again = await bring(officer, OFFICE, { name: 'export.csv', bytes: csv.rawPayload })
await timed('the export read, compared', () => work(world))
const back = await timed('the export taken in', async () =>
  applyIt(world, officer, await uploadOf(officer, again.json().id)),
)
console.log(JSON.stringify(back.summary.applied))
const page = await timed('a page of a search by name', () =>
  officer({ url: `/api/offices/${OFFICE}/outlets?q=${encodeURIComponent('777')}&limit=50` }),
)
console.log(page.json().items.length, 'found')
await timed('a page as it stood', () =>
  officer({ url: `/api/offices/${OFFICE}/outlets?at=${world.platform.clock().toISOString()}` }),
)
const xlsx = await timed('out as workbook', () => officer({ url: `/api/offices/${OFFICE}/ledger?as=xlsx` }))
console.log(`${(xlsx.rawPayload.length / 1e6).toFixed(1)} MB`)
await world.end()
