// The term: what each year holds and costs, and how many communities are covered by the end of each, counted in three ways.
import { HALF } from '@yike/core/plan/communities.ts'
import { yearName } from '@yike/core/plan/plan.ts'
import { budgetSentence, yuan } from '@yike/core/plan/templates.ts'
import { useMemo } from 'react'
import { useWords } from '../i18n/index.ts'
import { Chart, type ChartOption } from '../ui/chart.tsx'
import { INK } from '../ui/colours.ts'
import { people, share } from '../ui/number.ts'
import type { PlanView } from './messages.ts'

const WAYS = ['border', 'centroid', 'residents', 'people'] as const
/** Told apart by stroke and by mark as well as by colour. */
const LINES: Readonly<
  Record<(typeof WAYS)[number], { colour: string; type: 'solid' | 'dashed' | 'dotted'; symbol: string }>
> = {
  border: { colour: '#1c6b66', type: 'solid', symbol: 'circle' },
  centroid: { colour: '#1b3a8a', type: 'dashed', symbol: 'triangle' },
  residents: { colour: '#c2440f', type: 'solid', symbol: 'rect' },
  people: { colour: '#5c666e', type: 'dotted', symbol: 'diamond' },
}

/** Sums of each year and the curve. */
export function Years({ plan }: { plan: PlanView }) {
  const { t, lang, say } = useWords()
  const circles = (year: number) => plan.tasks.tasks.filter((k) => k.year === year).length
  const none = plan.actions.filter((a) => a.term === null && a.status !== 'dropped').length
  const budget = budgetSentence(plan)
  return (
    <section data-testid="years">
      <h3>{t('plan.years')}</h3>
      <table className="nearest years">
        <thead>
          <tr>
            <th scope="col">{t('plan.year')}</th>
            <th scope="col" className="number">
              {t('plan.circles')}
            </th>
            <th scope="col" className="number">
              {t('plan.actions')}
            </th>
            <th scope="col" className="number">
              {t('plan.cost.known')}
            </th>
            <th scope="col" className="number">
              {t('plan.cost.unknown')}
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.sums.map((sum) => (
            <tr key={sum.year}>
              <th scope="row">{say(yearName(plan.start, sum.year))}</th>
              <td className="number">{circles(sum.year)}</td>
              <td className="number">{people(sum.actions, lang)}</td>
              <td className="number">{sum.cost === null ? '—' : say(yuan(sum.cost))}</td>
              <td className="number quiet">{t('plan.items', { n: sum.costUnknown })}</td>
            </tr>
          ))}
          {none > 0 && (
            <tr>
              <th scope="row">{t('plan.term.none')}</th>
              <td className="number">—</td>
              <td className="number">{people(none, lang)}</td>
              <td className="number">{plan.short > 0 ? say(yuan(plan.short)) : '—'}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
      <p className="quiet small">
        {budget ? say(budget) : t('plan.budget.none')} {t(`plan.balance.${plan.tasks.balance}`)}
      </p>
      <Communities plan={plan} />
    </section>
  )
}

function Communities({ plan }: { plan: PlanView }) {
  const { t, lang, say } = useWords()
  const { curve, start } = plan
  const option = useMemo((): ChartOption | null => {
    if (!curve) return null
    return {
      animation: false,
      aria: { enabled: false }, // the figures stand below as a table
      textStyle: { fontFamily: 'inherit', color: INK.quiet },
      grid: { left: 6, right: 22, top: 12, bottom: 2, containLabel: true },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (v: unknown) => `${Number(v).toFixed(1)}%` },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: curve.map((p) => (p.year === 0 ? t('plan.year.start') : say(yearName(start, p.year)))),
        axisLine: { lineStyle: { color: '#8b949a' } },
        axisTick: { show: false },
        axisLabel: { color: INK.quiet },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 100,
        interval: 25,
        splitLine: { lineStyle: { color: '#e4dfd3' } },
        axisLabel: { color: INK.quiet, formatter: '{value}%' },
      },
      series: WAYS.map((way) => ({
        type: 'line' as const,
        name: t(`plan.way.${way}`),
        data: curve.map((p) => (p[way].of > 0 ? (100 * p[way].covered) / p[way].of : null)),
        symbol: LINES[way].symbol,
        symbolSize: 8,
        lineStyle: { color: LINES[way].colour, type: LINES[way].type, width: 2 },
        itemStyle: { color: LINES[way].colour },
      })),
    }
  }, [curve, start, t, say])
  if (!curve || !option) return <p className="quiet small">{t('plan.curve.none')}</p>
  return (
    <div data-testid="communities">
      <h3>{t('plan.curve')}</h3>
      <Chart option={option} label={t('plan.curve.label')} height={170} />
      <table className="nearest years">
        <thead>
          <tr>
            <th scope="col">{t('plan.way')}</th>
            {curve.map((p) => (
              <th key={p.year} scope="col" className="number">
                {p.year === 0 ? t('plan.year.start') : say(yearName(start, p.year))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WAYS.map((way) => (
            <tr key={way}>
              <th scope="row">
                <svg className="way-key" viewBox="0 0 26 10" aria-hidden="true">
                  <title>{t(`plan.way.${way}`)}</title>
                  <line
                    x1="0"
                    x2="26"
                    y1="5"
                    y2="5"
                    stroke={LINES[way].colour}
                    strokeWidth="2"
                    strokeDasharray={
                      LINES[way].type === 'solid' ? undefined : LINES[way].type === 'dashed' ? '6 3' : '2 3'
                    }
                  />
                  <Mark way={way} />
                </svg>
                {t(`plan.way.${way}`)}
                <span className="quiet small names">{t(`plan.way.${way}.what`, { half: Math.round(HALF * 100) })}</span>
              </th>
              {curve.map((p) => (
                <td key={p.year} className="number">
                  {p[way].of > 0 ? share(p[way].covered / p[way].of, lang) : t('plan.unmeasured')}
                  <span className="quiet small names">
                    {people(p[way].covered, lang)} / {people(p[way].of, lang)}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Mark({ way }: { way: (typeof WAYS)[number] }) {
  const { colour, symbol } = LINES[way]
  if (symbol === 'circle') return <circle cx="13" cy="5" r="3.6" fill={colour} />
  if (symbol === 'rect') return <rect x="9.6" y="1.6" width="6.8" height="6.8" fill={colour} />
  const points = symbol === 'triangle' ? '13,1 17,8.6 9,8.6' : '13,0.6 17.2,5 13,9.4 8.8,5'
  return <polygon points={points} fill={colour} />
}
