// What a person at a terminal sees of circles: a row a circle, the objective, the rules, the bound.
import { sayFinding } from '@yike/core/base/finding.ts'
import type { Lang } from '@yike/core/base/name.ts'
import type { Delineation } from '@yike/core/circle/delineation.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import type { CircleResults } from '@yike/core/circle/results.ts'
import type { Sheets } from '@yike/core/circle/sheet.ts'
import type { Typing } from '@yike/core/circle/typing.ts'
import { grouped } from '@yike/core/report/numbers.ts'
import { typeWords } from '@yike/core/report/typing.ts'
import { columnsOf, tell } from './terminal.ts'

const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
const lead = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - columnsOf(text))) + text
const minutes = (seconds: number | null): string => (seconds === null ? '—' : (seconds / 60).toFixed(1))
const number = (n: number | null): string => (n === null ? '—' : Number.isInteger(n) ? grouped(n) : n.toFixed(4))

/** Rows printed at most; the rest is in circles.csv. */
const ROWS = 60

/** What is told of each circle beside how it was drawn. */
export interface Told {
  readonly m: Measured
  readonly sheets: Sheets
  readonly types: readonly CircleResults[]
  readonly typing: Typing
}

/** Each circle's type, its largest gaps among basic categories, and what hangs on one outlet. */
function tellSheets({ circles }: Delineation, { m, sheets, types, typing }: Told, lang: Lang): void {
  const zh = lang === 'zh'
  const name = new Map(m.categories.map((c) => [c.id, c.name[lang]]))
  const basic = new Set(m.categories.filter((c) => c.tier === 'basic').map((c) => c.id))
  console.log(
    zh
      ? `\n分型与短板（${typing.name.zh}；缺口为可判断的居民中步行时限内没有的人，只列基本保障类最多的两项）`
      : `\nTypes and gaps (${typing.name.en}; gaps are residents of whom something can be said, without it within the minutes; the two largest of the basic tier)`,
  )
  sheets.circles.slice(0, ROWS).forEach((sheet, c) => {
    const gaps = sheet.gaps
      .filter((g) => basic.has(g.category))
      .slice(0, 2)
      .map(
        (g) =>
          `${name.get(g.category)} ${grouped(g.people)}${g.basis === 'osm' ? (zh ? '（待核实）' : ' (to be checked)') : ''}`,
      )
    const point = sheet.singlePoints[0]
    const hangs =
      point &&
      (zh
        ? `；单点 ${m.outlets[point.outlet]!.name || '（无名）'}（${m.categories[point.category]!.name.zh} ${grouped(point.people)} 人）`
        : `; hangs on ${m.outlets[point.outlet]!.name || 'nameless'} (${m.categories[point.category]!.name.en}, ${grouped(point.people)} people)`)
    const lacks =
      gaps.length === 0 ? (zh ? '无缺口' : 'no gap') : `${zh ? '缺' : 'lacks'} ${gaps.join(zh ? '、' : ', ')}`
    console.log(
      `  ${circles[c]!.id}  ${typeWords(types[c]!.typing, typing)[lang]}${zh ? '；' : '; '}${lacks}${hangs ?? ''}`,
    )
  })
}

/** The result in words, on stdout; findings on stderr. */
export function tellCircles(d: Delineation, told: Told, out: string, lang: Lang): void {
  const zh = lang === 'zh'
  for (const finding of d.findings) tell(sayFinding(finding, lang))
  const { ruler, band, share } = d.parameters
  const { walker, minutes: limit } = d.convention
  const sized = `${band.least ?? '—'} / ${band.about ?? '—'} / ${band.most ?? '—'}`
  console.log(
    zh
      ? `${d.how === 'audited' ? '核对' : '划定'}生活圈 ${d.circles.length} 个，${grouped(d.people)} 人；尺度：${ruler?.name.zh ?? '自定'}（下限 / 约 / 上限 ${sized}）；${walker.name.zh} ${walker.kmh.value} km/h，${limit} 分钟，达标比例 ${share}`
      : `${d.circles.length} circles ${d.how === 'audited' ? 'checked' : 'drawn'}, ${grouped(d.people)} people; ruler: ${ruler?.name.en ?? 'own'} (least / about / most ${sized}); ${walker.name.en} ${walker.kmh.value} km/h, ${limit} min, share ${share}`,
  )
  const heads = zh
    ? [
        '编号',
        '名称',
        d.units.kind === 'community' ? '社区' : '地块',
        '人口',
        '平均分钟',
        '最远分钟',
        '超时人数',
        '人口区间',
      ]
    : ['id', 'name', 'units', 'people', 'mean min', 'longest', 'beyond', 'band']
  const states = zh
    ? { within: '合', below: '少', above: '多' }
    : { within: 'within', below: 'short by', above: 'over by' }
  const rows = d.circles.slice(0, ROWS).map((c, i) => {
    const f = d.figures[i]!
    const state = f.band.state
    return [
      c.locked ? `${c.id}*` : c.id,
      c.name,
      c.units.length > 0 ? String(c.units.length) : '—',
      grouped(f.people),
      minutes(f.meanSeconds),
      minutes(f.longestSeconds),
      f.beyond === null ? '—' : grouped(f.beyond),
      state === null ? '—' : state === 'within' ? states.within : `${states[state]} ${grouped(f.band.by)}`,
    ]
  })
  const widths = heads.map((head, k) => Math.max(columnsOf(head), ...rows.map((row) => columnsOf(row[k]!))))
  const text = [1]
  for (const row of [heads, ...rows])
    console.log(
      `  ${row.map((cell, k) => (k <= text[0]! ? pad(cell, widths[k]!) : lead(cell, widths[k]!))).join('  ')}`,
    )
  if (d.circles.length > ROWS) console.log(zh ? `  …（其余见 circles.csv）` : '  … (the rest in circles.csv)')
  if (d.circles.some((c) => c.locked)) console.log(zh ? '  * 锁定' : '  * locked')

  tellSheets(d, told, lang)
  if (d.objective.length > 0) {
    console.log(
      zh
        ? '\n目标（前一级优先于后一级；同级按系数相加）'
        : '\nObjective (an earlier rank outweighs a later; within one, by factor)',
    )
    for (const t of d.objective)
      console.log(`  ${t.rank}  ${pad(t.name[lang], 34)} ${lead(number(round(t.value)), 12)}  × ${t.factor}`)
  }
  console.log(zh ? '\n规则（达到的值 ≤ 允许的值）' : '\nRules (value reached ≤ allowed)')
  for (const c of d.checks) {
    const isUnlimited = c.limit === null && c.reached === null // a ruler without a band, such as the commerce one
    const untold = isUnlimited ? (zh ? '不限' : 'no limit') : zh ? '未测' : 'not measurable'
    const holds = c.holds === null ? untold : c.holds ? '✔' : '✖'
    console.log(
      `  ${pad(holds, 4)} ${pad(c.name[lang], 18)} ${lead(number(c.reached), 10)} ≤ ${pad(number(c.limit), 8)} ${c.rule[lang]}`,
    )
    if (c.say) console.log(`       ${c.say[lang]}`)
  }
  const b = d.bound
  if (b)
    console.log(
      zh
        ? `\n圈数 ${b.reached}，下限 ${b.best}（任何一处、任何一圈都不比现在差的划法，至少要这么多）；守全部规则：按步行 ${b.byWalking}，按人口 ${b.byPeople ?? '—'}，合计 ${b.byBoth ?? '无解'}`
        : `\n${b.reached} circles, bound ${b.best} (no set that is nowhere worse has fewer); keeping all rules: by walking ${b.byWalking}, by people ${b.byPeople ?? '—'}, by both ${b.byBoth ?? 'impossible'}`,
    )
  if (d.evenness)
    console.log(
      zh
        ? `每圈人口 ${grouped(d.evenness.least)} 至 ${grouped(d.evenness.most)}，平均 ${grouped(d.evenness.mean)}，变异系数 ${d.evenness.variation.toFixed(3)}`
        : `people a circle ${grouped(d.evenness.least)} to ${grouped(d.evenness.most)}, mean ${grouped(d.evenness.mean)}, coefficient of variation ${d.evenness.variation.toFixed(3)}`,
    )
  console.log(zh ? `\n结果：${out}` : `\nResult: ${out}`)
}

const round = (n: number): number => (Math.abs(n - Math.round(n)) < 1e-9 ? Math.round(n) : n > 100 ? Math.round(n) : n)
