// What was measured, from four sides: gaps, coverage, one place, and what is not known.
import type { Gap } from '@yike/core/circle/measured.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { AreaRow } from '@yike/core/source/rows.ts'
import { Tabs } from 'antd'
import { HereView } from '../access/here.tsx'
import type { City, Figures, Here, Way } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { CoverageView } from './coverage.tsx'
import { Gaps } from './gaps.tsx'
import type { Tally } from './tally.ts'
import { Unknown } from './unknown.tsx'

/** One of the sides. */
export type Side = 'gaps' | 'coverage' | 'here' | 'unknown'

interface Props {
  readonly side: Side
  readonly onSide: (to: Side) => void
  readonly city: City
  readonly figures: Figures
  /** Id of the category at hand. */
  readonly category: string
  readonly tally: Tally
  readonly minutes: number
  readonly here: Here | null
  readonly asking: boolean
  readonly way: Way | null
  readonly onGap: (gap: Gap) => void
  readonly onArea: (area: AreaRow) => void
  readonly onPlace: (at: LngLat) => void
  readonly onWay: (category: string, outlet: number) => void
  readonly onLeave: () => void
  readonly onFindings: () => void
}

/** The tabs under the figure. */
export function Results(props: Props) {
  const { t } = useWords()
  const { side, onSide, city, figures, category, tally, minutes } = props
  return (
    <Tabs
      activeKey={side}
      tabBarGutter={22}
      onChange={(key) => onSide(key as Side)}
      tabBarExtraContent={
        <button type="button" className="link small" onClick={props.onFindings}>
          {t('findings.n', { n: city.findings.length })}
        </button>
      }
      items={[
        {
          key: 'gaps',
          label: t('tab.gaps'),
          children: <Gaps city={city} figures={figures} category={category} onShow={props.onGap} />,
        },
        {
          key: 'coverage',
          label: t('tab.coverage'),
          children: <CoverageView city={city} figures={figures} category={category} onArea={props.onArea} />,
        },
        {
          key: 'here',
          label: t('tab.here'),
          children: (
            <HereView
              city={city}
              figures={figures}
              here={props.here}
              asking={props.asking}
              way={props.way}
              category={category}
              minutes={minutes}
              onWay={props.onWay}
              onClose={props.onLeave}
            />
          ),
        },
        {
          key: 'unknown',
          label: t('tab.unknown'),
          children: <Unknown city={city} figures={figures} category={category} tally={tally} onShow={props.onPlace} />,
        },
      ]}
    />
  )
}
