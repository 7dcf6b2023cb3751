// The curve of gain against number of sites: a click, or a button of the table, asks for that number.
import { useMemo } from 'react'
import { useWords } from '../i18n/index.ts'
import { Chart, type ChartOption } from '../ui/chart.tsx'
import { INK, SITE_COLOURS } from '../ui/colours.ts'
import type { SitingView } from './messages.ts'
import { bareValue, sayValue } from './say.ts'

interface Props {
  readonly view: SitingView
  /** Asks for another number of sites. */
  readonly onChoose: (sites: number) => void
  readonly busy: boolean
}

/** The curve as a chart, and as a table. */
export function Curve({ view, onChoose, busy }: Props) {
  const { t, lang } = useWords()
  const { curve, unit, sense } = view
  const at = view.sites.length
  const option = useMemo((): ChartOption => {
    const scale = unit === 'seconds' ? 60 : 1
    const values = curve.map((c) => c.value / scale)
    const bounds = curve.map((c) => (c.bound === null ? null : c.bound / scale))
    const name = t(`siting.curve.${unit}`)
    return {
      animation: false,
      aria: { enabled: false }, // the figures stand beside it as a table
      textStyle: { fontFamily: 'inherit', color: INK.quiet },
      grid: { left: 6, right: 16, top: 28, bottom: 2, containLabel: true },
      tooltip: {
        trigger: 'axis',
        confine: true,
        formatter: (points: unknown) => {
          const { dataIndex } = (points as { dataIndex: number }[])[0]!
          const c = curve[dataIndex]!
          const before = curve[dataIndex - 1]
          const more = before ? Math.abs(c.value - before.value) : null
          const lines = [
            `<b>${t('siting.sites.n', { n: c.sites })}</b>　${sayValue(c.value, unit, lang, t)}`,
            more === null ? '' : t(`siting.curve.more.${sense}`, { n: sayValue(more, unit, lang, t) }),
            c.bound === null ? '' : t(`siting.curve.bound.${sense}`, { n: sayValue(c.bound, unit, lang, t) }),
          ]
          return lines.filter(Boolean).join('<br>')
        },
      },
      xAxis: {
        type: 'category',
        data: curve.map((c) => String(c.sites)),
        boundaryGap: false,
        axisLine: { lineStyle: { color: '#8b949a' } },
        axisTick: { show: false },
        axisLabel: { color: INK.quiet },
      },
      yAxis: {
        type: 'value',
        name,
        nameTextStyle: { color: INK.quiet, align: 'left' },
        scale: sense === 'least',
        splitLine: { lineStyle: { color: '#e4dfd3' } },
        axisLabel: { color: INK.quiet, formatter: (n: number) => n.toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB') },
      },
      series: [
        {
          type: 'line',
          name,
          data: values,
          symbol: 'circle',
          symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) => (curve[dataIndex]?.sites === at ? 11 : 5),
          showSymbol: curve.length <= 60,
          lineStyle: { color: SITE_COLOURS.chosen, width: 2 },
          itemStyle: { color: SITE_COLOURS.chosen },
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: SITE_COLOURS.chosen, type: 'solid', width: 1, opacity: 0.5 },
            data: [{ xAxis: String(at) }],
          },
        },
        {
          type: 'line',
          name: t('siting.curve.bound'),
          data: bounds,
          connectNulls: true,
          showSymbol: false,
          lineStyle: { color: INK.quiet, width: 1.4, type: 'dashed' },
          itemStyle: { color: INK.quiet },
        },
      ],
    }
  }, [curve, unit, sense, at, t, lang])
  if (curve.length < 2) return null
  const choose = (index: number) => {
    const sites = curve[index]?.sites
    if (!busy && sites !== undefined && sites > 0 && sites !== at) onChoose(sites)
  }
  const [first, last] = [curve[0]!, curve.at(-1)!]
  const label = t('siting.curve.label', {
    from: sayValue(first.value, unit, lang, t),
    n: last.sites,
    to: sayValue(last.value, unit, lang, t),
  })
  const isAsked = view.asked.p !== null || view.asked.budget !== null
  return (
    <section data-testid="curve">
      <h3>{t(`siting.curve.${view.unit === 'seconds' ? 'walk' : 'gain'}`)}</h3>
      <Chart option={option} label={label} height={190} {...(isAsked ? { onPick: choose } : {})} />
      <p className="quiet small curve-key">
        <span className="curve-line" aria-hidden="true" /> {t('siting.curve.found')}
        {curve.some((c) => c.bound !== null) && (
          <>
            {' '}
            <span className="curve-line curve-bound" aria-hidden="true" /> {t('siting.curve.bound')}
          </>
        )}
        {isAsked && ` · ${t('siting.curve.click')}`}
      </p>
      <details className="small">
        <summary>{t('siting.curve.table')}</summary>
        <table className="nearest">
          <thead>
            <tr>
              <th scope="col">{t('siting.curve.sites')}</th>
              <th scope="col" className="number">
                {t(`siting.curve.${unit}`)}
              </th>
              <th scope="col" className="number">
                {t('siting.curve.bound')}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {curve.map((c, i) => (
              <tr key={c.sites} className={c.sites === at ? 'chosen' : ''}>
                <th scope="row">{t('siting.sites.n', { n: c.sites })}</th>
                <td className="number">{bareValue(c.value, unit, lang)}</td>
                <td className="number quiet">{c.bound === null ? '—' : bareValue(c.bound, unit, lang)}</td>
                <td className="number">
                  {isAsked && c.sites > 0 && c.sites !== at && (
                    <button type="button" className="link" disabled={busy} onClick={() => choose(i)}>
                      {t('siting.curve.choose', { n: c.sites })}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
