import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weekText } from '../test/weeks.ts'
import { hoursReader, opensInTheMorning } from './hours.ts'
import { readOutletHours } from './outlet-hours.ts'
import { commonWeek, standingAt, weekOf } from './week.ts'

test('hours in the syntax of OpenStreetMap are read, in an ordinary week', async () => {
  const read = await hoursReader()
  const cases: readonly (readonly [string, string | null])[] = [
    ['24/7', '0:00-24:00 ×7'],
    ['Mo-Fr 08:00-18:00; PH off', '8:00-18:00 ×5 | off ×2 · PH closed'],
    ['Mo-Su,PH 09:00-21:00', '9:00-21:00 ×7 · PH open'],
    ['SH off; Mo-Fr 09:00-17:00', '9:00-17:00 ×5 | off ×2'],
    ['Tu-Su 09:00-22:00; Mo off', 'off ×1 | 9:00-22:00 ×6'],
    ['Sa 20:00-04:00', 'off ×5 | 20:00-24:00 ×1 | 0:00-4:00 ×1'],
    ['Su 20:00-04:00', '0:00-4:00 ×1 | off ×5 | 20:00-24:00 ×1'],
    ['off', 'off ×7'],
    // what nobody says when it ends, or what depends on the season, is unsure
    ['Mo-Fr 10:00-13:00,15:00+', '10:00-13:00?15:00-24:00 ×5 | off ×2'],
    ['Apr-Oct 08:00-20:00; Nov-Mar 09:00-17:00', '9:00-17:00?8:00-9:00,17:00-20:00 ×7'],
    ['week 1-53/2 Mo 10:00-12:00', '?10:00-12:00 ×1 | off ×6'],
    // what is no opening hours, or depends on the sun
    ['open', null],
    ['Call us', null],
    ['"by appointment"', null],
    ['sunrise-sunset', null],
    ['Mo-Su 周一', null],
  ]
  for (const [text, expected] of cases) assert.equal(weekText(read(text)), expected, text)
})

test('a moment is open, closed, or unknown; and unknown where hours are', () => {
  const week = weekOf([[6 * 60, 9 * 60]], [[9 * 60, 10 * 60]])
  const at = (minute: number, day = 0) => standingAt(week, { day, minute })
  assert.deepEqual([at(359), at(360), at(539), at(540), at(600)], ['closed', 'open', 'open', 'unknown', 'closed'])
  assert.equal(at(360, 1), 'closed')
  assert.equal(standingAt(null, { day: 0, minute: 0 }), 'unknown')
})

test('what holds in all weeks of a year is certain, what holds in some is unsure', () => {
  const common = commonWeek([weekOf([[0, 120]]), weekOf([[60, 180]])])
  assert.equal(weekText(common), '1:00-2:00?0:00-1:00,2:00-3:00 ×1 | off ×6')
})

test('hours that cannot be read are noted with their text, and stay unknown', async () => {
  const row = (hours: string | null) => ({
    id: 'a',
    name: '',
    at: [0, 0] as const,
    entrances: [],
    label: '',
    tags: {},
    capacity: null,
    hours,
    address: null,
    origins: [{ kind: 'official' as const, file: '台账.csv', row: 7, ref: null, confirmed: null }],
  })
  const { weeks, stated, read, findings } = await readOutletHours([row('随缘'), row(null), row(' '), row('7:00-9:00')])
  assert.deepEqual([weeks[0], weeks[1], weeks[2]], [null, null, null])
  assert.equal(weekText(weeks[3]!), '7:00-9:00 ×7')
  assert.deepEqual([stated, read], [2, 1])
  assert.deepEqual(findings, [
    { code: 'unread-hours', file: '台账.csv', count: 1, examples: [{ row: 7, what: '随缘' }] },
  ])
})

test('morning is told from hours in any writing', () => {
  for (const open of ['早6点-晚10点', '7：00—21：00', 'Mo-Fr 06:00-10:00', '24/7', '周一至周五 7:00-9:00'])
    assert.equal(opensInTheMorning(open), true, open)
  for (const shut of ['上午9点到下午5点半', 'Mo-Fr 08:00-10:00', '18:00-02:00'])
    assert.equal(opensInTheMorning(shut), false, shut)
  for (const unknown of [null, undefined, '', '随时']) assert.equal(opensInTheMorning(unknown), null)
})
