// One circle: its people, type, gaps, capacity, what hangs on one outlet, what it shares, its indicators, its clock.
import { Button } from 'antd'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import { CIRCLE_TINTS } from '../ui/colours.ts'
import { people } from '../ui/number.ts'
import type { Stand } from './circles-messages.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'

interface Props extends StageProps {
  readonly store: CirclesStore
  readonly view: CirclesView
  readonly stand: Stand
  readonly tints: readonly number[]
}

/** The sheet of the circle that is picked. */
export function CircleSheetView({ store, view, stand, tints }: Props) {
  const { t, lang } = useWords()
  const i = stand.draft.circles.findIndex((c) => c.id === view.picked)
  const circle = stand.draft.circles[i]
  if (!circle) return <p className="quiet">{t('circles.pick.none')}</p>
  return (
    <article className="sheet" data-testid="sheet">
      <h2>
        <span className="swatch" style={{ background: CIRCLE_TINTS[tints[i] ?? 0] }} />
        {circle.name}
      </h2>
      <Button size="small" onClick={() => store.pick(null)}>
        {t('circles.back')}
      </Button>
      <p>{people(stand.rows[i]!.people, lang)}</p>
    </article>
  )
}
