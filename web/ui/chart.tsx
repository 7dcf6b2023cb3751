// The one door to echarts. A chart is a picture with a name; the same figures stand beside it as a table, which is the caller's part.
import { useEffect, useRef } from 'react'

type Echarts = typeof import('./echarts.ts')['echarts']
type Instance = ReturnType<Echarts['init']>
/** What echarts takes. */
export type ChartOption = Parameters<Instance['setOption']>[0]

interface Props {
  readonly option: ChartOption
  /** What it shows, in a sentence, for those who hear it. */
  readonly label: string
  /** Pixels. */
  readonly height: number
  /** Hears where along the x axis it was clicked (index of the category). */
  readonly onPick?: (index: number) => void
}

/** A chart as wide as its parent. */
export function Chart({ option, label, height, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const made = useRef<Instance | null>(null)
  const latest = useRef(option)
  latest.current = option
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    let gone = false
    let watch: ResizeObserver | null = null
    void import('./echarts.ts').then(({ echarts }) => {
      if (gone || !box.current) return
      const chart = echarts.init(box.current, null, { renderer: 'svg' })
      made.current = chart
      chart.setOption(latest.current)
      chart.getZr().on('click', ({ offsetX, offsetY }) => {
        if (!chart.containPixel('grid', [offsetX, offsetY])) return
        const at = chart.convertFromPixel({ seriesIndex: 0 }, [offsetX, offsetY])
        if (at) pick.current?.(Math.round(at[0]!))
      })
      watch = new ResizeObserver(() => chart.resize())
      watch.observe(box.current)
    })
    return () => {
      gone = true
      watch?.disconnect()
      made.current?.dispose()
      made.current = null
    }
  }, [])
  useEffect(() => made.current?.setOption(option, { notMerge: true }), [option])
  return <div ref={box} role="img" aria-label={label} className="chart" style={{ height }} />
}
