import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../../base/bytes.ts'
import { Fault } from '../../base/fault.ts'
import { Findings } from '../../base/finding.ts'
import { composePlan } from '../../plan/compose.ts'
import { NO_EDITS, type PlanEdits, withAdded, withFields, withLock } from '../../plan/edits.ts'
import type { Plan } from '../../plan/plan.ts'
import { editsOver, readTableEdits } from '../../plan/table-edits.ts'
import { splitRows } from '../../source/csv.ts'
import { planTown, townAt } from '../../test/plan-town.ts'
import { premises, proposalsBy, SETTINGS, townDraft } from '../../test/town-plan.ts'
import { planCsv } from './table.ts'

const draft = townDraft(2, { proposals: proposalsBy(planTown(2), [[premises('p1', townAt(4, 4), 200_000), 'wet-market', 'elder-care']]) }).draft // biome-ignore format: one line
const plan = (edits: PlanEdits = NO_EDITS) => composePlan(draft, SETTINGS, edits)
const table = (text: string, findings = new Findings()) =>
  readTableEdits(bytesOf('plan.csv', new TextEncoder().encode(text)), SETTINGS.start, findings)
const read = async (text: string, findings?: Findings) => (await table(text, findings)).edits

/** The table with a cell of a row set, as Excel would save it. */
function withCells(of: Plan, id: string, cells: Readonly<Record<string, string>>): string {
  const [head, ...rows] = splitRows(planCsv(of)).map((r) => [...r.cells])
  const names = head!.map((c) => c.replace(/^\ufeff/, ''))
  for (const row of rows)
    if (row[names.indexOf('id')] === id)
      for (const [name, value] of Object.entries(cells)) row[names.indexOf(name)] = value
  const quoted = (c: string) => (/[",\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)
  return [names, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')
}

test('a table that nobody touched holds no edits, also where others moved its dates', async () => {
  assert.deepEqual(await read(planCsv(plan())), NO_EDITS)
  const moved = plan(withLock(NO_EDITS, plan().tasks.tasks.find((t) => t.year === 1)!.circle, 2))
  assert.deepEqual((await read(planCsv(moved))).changed, {})
})

test('what is changed in a cell is the edit, and the next plan has it', async () => {
  const { id } = plan().actions[0]!
  const edits = await read(withCells(plan(), id, { cost: '12,345', lead: '区民政局', year: '2028', note: '=1+1', status: '进行中', measure: '流动服务' })) // biome-ignore format: one line
  const action = plan(edits).actions.find((a) => a.id === id)!
  assert.deepEqual([action.cost, action.lead!.name, action.term!.year, action.note, action.status, action.measure], [12_345, '区民政局', 2, '=1+1', 'begun', 'mobile']) // biome-ignore format: one line
  assert.deepEqual(action.conflicts, [])
  assert.match(planCsv(plan(edits)), /'=1\+1/, 'and no spreadsheet runs it')
})

test('edits come back from the table as they went in', async () => {
  const [a, b] = plan().actions
  let edits = withFields(NO_EDITS, a!, { cost: 5, note: 'x, "y"\nz' })
  edits = withFields(edits, b!, { promised: null, term: null })
  edits = withAdded(edits, { circle: 'w1', category: 'pharmacy', measure: 'open' }, { cost: 7 })
  const back = await read(planCsv(plan(edits)))
  const told = (p: Plan) => p.actions.map((x) => [x.id, x.cost, x.promised, x.term, x.note, x.edited, x.origin])
  assert.deepEqual(told(plan(back)), told(plan(edits)))
})

test('a row that is marked is out, a row without an id is added, a row that says nothing is named', async () => {
  const first = plan()
  const { id } = first.actions[0]!
  const head = splitRows(planCsv(first))[0]!.cells.map((c) => c.replace(/^\ufeff/, ''))
  const row = (cells: Readonly<Record<string, string>>) => head.map((name) => cells[name] ?? '').join(',')
  const findings = new Findings()
  const text = [withCells(first, id, { removed: '已有' }), row({ circle: 'e1', category: 'pharmacy', measure: '新设', cost: '80000' }), row({ circle: 'e1' })].join('\r\n') // biome-ignore format: one line
  const next = plan(await read(text, findings))
  assert.ok(!next.actions.some((a) => a.id === id))
  assert.deepEqual((await read(planCsv(next))).removed, { [id]: '已有' }, 'and out it stays')
  assert.equal(next.actions.find((a) => a.id === 'hand/e1/pharmacy/1')!.cost, 80_000)
  assert.deepEqual(findings.list().map((f) => [f.code, f.count]), [['plan-edit-stray', 1]]) // biome-ignore format: one line
})

test('an added row may call circle and category by name, a sum of money is read, a blank row says nothing', async () => {
  const first = plan()
  const { circle, category } = first.actions[0]!
  const called = first.circles.find((c) => c.id === circle)!.name
  const kind = first.categories.find((c) => c.id === category)!.name.zh
  const head = splitRows(planCsv(first))[0]!.cells.map((c) => c.replace(/^\ufeff/, ''))
  const row = (cells: Readonly<Record<string, string>>) => head.map((name) => cells[name] ?? '').join(',')
  const added = row({ circle: called, category: kind, measure: '新设', cost: '￥80000元' })
  const spoilt = row({ circle: '9.9E+11', circle_name: called, category, measure: '新设' })
  const findings = new Findings()
  const { edits } = await table([planCsv(first).trimEnd(), row({}), added, spoilt].join('\r\n'), findings)
  assert.deepEqual(edits.added.map((a) => [a.circle, a.category]), [[circle, category], [circle, category]]) // biome-ignore format: one line
  assert.equal(Object.values(edits.changed)[0]!.fields.cost, 80_000)
  assert.deepEqual(findings.list(), [])
})

test('a cell that is no number is noted and left as it was', async () => {
  const { id } = plan().actions[0]!
  const findings = new Findings()
  const edits = await read(withCells(plan(), id, { cost: '约十万', year: '1850' }), findings)
  assert.deepEqual(edits.changed, {})
  assert.deepEqual(findings.list().map((f) => [f.code, f.count]), [['bad-number', 2]]) // biome-ignore format: one line
})

test('calendar years are not read without the first of them', async () => {
  const years = new TextEncoder().encode(planCsv(plan()))
  const read = readTableEdits(bytesOf('plan.csv', years), null, new Findings())
  await assert.rejects(read, (f) => f instanceof Fault && f.code === 'needs' && /--start/.test(f.message))
})

test('a table of something else is refused with what it lacks', async () => {
  await assert.rejects(read('a,b\n1,2\n'), (f) => f instanceof Fault && f.code === 'no-columns')
  await assert.rejects(read('\n'), (f) => f instanceof Fault && f.code === 'no-columns')
})

test('over an earlier plan, the table has the last word on the actions it lists; locks and others stay', async () => {
  const [a, b] = plan().actions
  const circle = plan().tasks.tasks.find((t) => t.year === 1)!.circle
  const earlier = withLock(withFields(withFields(NO_EDITS, a!, { cost: 5 }), b!, { cost: 6 }), circle, 2)
  const shown = plan(earlier)
  const back = shown.actions.find((x) => x.id === a!.id)!
  const text = withCells(shown, a!.id, { cost: String(back.computed!.cost ?? '') })
  const { edits, listed } = await table(text)
  const merged = editsOver(earlier, edits, listed)
  assert.deepEqual(Object.keys(merged.changed), [b!.id], 'the edit that was taken back is gone')
  assert.deepEqual(merged.locks, { [circle]: 2 })
})
