// What `yike plan` says on the terminal: the tasks of each year, how communities are covered, and after the fact what was delivered.
import type { Lang } from '@yike/core/base/name.ts'
import type { Delivery } from '@yike/core/plan/deliver.ts'
import { type Plan, promisedBy, yearName } from '@yike/core/plan/plan.ts'
import type { SitedGaps } from '@yike/core/plan/site-gaps.ts'
import { budgetSentence, MEASURE_NAMES, sitedSentence, yuan } from '@yike/core/plan/templates.ts'
import { grouped, percent } from '@yike/core/report/numbers.ts'

/** The plan in a dozen lines, or as JSON. */
export function tellPlan(plan: Plan, left: SitedGaps['left'], out: string, json: boolean, lang: Lang): void {
  const measures = new Map<string, number>()
  for (const a of plan.actions) measures.set(a.measure, (measures.get(a.measure) ?? 0) + 1)
  const { actions: computed, people: promised } = promisedBy(plan)
  const years = plan.sums.map((s) => {
    const tasks = plan.tasks.tasks.filter((t) => t.year === s.year)
    return { ...s, circles: tasks.length, people: tasks.reduce((n, t) => n + t.people, 0) }
  })
  const conflicts = plan.actions.filter((a) => a.conflicts.length > 0 || a.origin === 'kept').length
  const edited = plan.actions.filter((a) => a.edited.length > 0 || a.origin === 'hand').length
  if (json) {
    const { title, start, budget, short, curve, grounds } = plan
    const actions = { total: plan.actions.length, byMeasure: Object.fromEntries(measures), computed, promised, edited, conflicts } // biome-ignore format: one line
    console.log(JSON.stringify({ title, out, circles: plan.circles.length, actions, start, years, budget, short, curve, grounds }, null, 2)) // biome-ignore format: one line
    return
  }
  const zh = lang === 'zh'
  const list = [...measures].map(([m, n]) => `${MEASURE_NAMES[m as keyof typeof MEASURE_NAMES][lang]} ${n}`)
  console.log(
    zh
      ? `${plan.title}：${plan.circles.length} 个圈，${plan.actions.length} 项行动（${list.join('，')}）`
      : `${plan.title}: ${plan.circles.length} circles, ${plan.actions.length} actions (${list.join(', ')})`,
  )
  if (computed > 0)
    console.log(
      zh
        ? `测算了受益人数的 ${computed} 项，合计 ${grouped(promised)} 人次`
        : `gain computed for ${computed}: ${grouped(promised)} people, each once a category`,
    )
  for (const s of plan.grounds.sited) console.log(`  ${sitedSentence(s, plan)[lang]}`)
  for (const { category, why } of left)
    console.log(
      `  ${plan.categories.find((c) => c.id === category)?.name[lang] ?? category}${zh ? '：' : ': '}${why[lang]}`,
    )
  for (const y of years) {
    const name = yearName(plan.start, y.year)[lang]
    const unknown = y.costUnknown > 0 ? (zh ? `（另 ${y.costUnknown} 项费用未知）` : ` (${y.costUnknown} of unknown cost)`) : '' // biome-ignore format: one line
    const cost = y.cost === null ? (zh ? '费用都未知' : 'no cost known') : `${zh ? '已知费用 ' : 'known cost '}${yuan(y.cost)[lang]}${unknown}` // biome-ignore format: one line
    console.log(
      zh
        ? `  ${name}：${y.circles} 个圈，${grouped(y.people)} 位居民，${y.actions} 项，${cost}`
        : `  ${name}: ${y.circles} circles, ${grouped(y.people)} residents, ${y.actions} actions, ${cost}`,
    )
  }
  const budget = budgetSentence(plan)
  if (budget) console.log(budget[lang])
  if (plan.curve) {
    console.log(zh ? '社区覆盖（按边界、按中心、按可达居民）' : 'communities covered (by border, by centroid, by residents)') // biome-ignore format: one line
    for (const p of plan.curve) {
      const name = p.year === 0 ? (zh ? '开始时' : 'beginning') : yearName(plan.start, p.year)[lang]
      const ways = [p.border, p.centroid, p.residents].map(({ covered, of }) => `${covered}/${of}${of > 0 ? ` ${percent(covered / of)}` : ''}`) // biome-ignore format: one line
      console.log(`  ${name}${zh ? '：' : ': '}${ways.join(zh ? '，' : ', ')}`)
    }
  } else console.log(zh ? '数据里没有社区边界，不数社区' : 'no borders of communities, so none are counted')
  if (edited > 0)
    console.log(
      zh
        ? `保留人工修改 ${edited} 项，其中测算已变 ${conflicts} 项`
        : `${edited} actions keep what was set by hand; under ${conflicts} of them the computed value moved`,
    )
  console.log(zh ? `\n结果：${out}（plan.html 可打印；plan.csv 可用 Excel 改，再用 --edits 读回）` : `\nResult: ${out} (plan.html prints; edit plan.csv in Excel and bring it back with --edits)`) // biome-ignore format: one line
}

/** Promised and delivered, by circle where they differ. */
export function tellDelivery(
  plan: Plan,
  { total, circles, closed, opened, moved }: Delivery,
  out: string,
  lang: Lang,
): void {
  const zh = lang === 'zh'
  const { all, less, none, unmeasured } = total.outcomes
  console.log(
    zh
      ? `${plan.title}：许诺 ${grouped(total.promised)} 人次，兑现 ${grouped(total.delivered)} 人次；行动：兑现 ${all}，部分 ${less}，未见效 ${none}，未测算 ${unmeasured}`
      : `${plan.title}: ${grouped(total.promised)} promised, ${grouped(total.delivered)} delivered; actions: ${all} delivered, ${less} in part, ${none} nothing yet, ${unmeasured} not computed`,
  )
  for (const { name, sum } of circles)
    if (sum.promised > 0)
      console.log(
        zh
          ? `  ${name}：许诺 ${grouped(sum.promised)}，兑现 ${grouped(sum.delivered)}`
          : `  ${name}: ${grouped(sum.promised)} promised, ${grouped(sum.delivered)} delivered`,
      )
  const lost = moved.filter((m) => m.otherwise < -1)
  console.log(
    zh
      ? `其间：网点少了 ${closed.length} 处，新有 ${opened.length} 处；行动之外，${lost.length} 项（圈×业态）走得到的人少了`
      : `meanwhile: ${closed.length} outlets gone, ${opened.length} new; beside the actions fewer people reach ${lost.length} (circle × category)`,
  )
  console.log(zh ? `\n结果：${out}` : `\nResult: ${out}`)
}
