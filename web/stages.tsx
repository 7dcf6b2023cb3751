// The stages of work, each with its panel; loaded when first entered.
import { Segmented } from 'antd'
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react'
import type { StageProps } from './access/stage.ts'
import { useWords } from './i18n/index.ts'
import { STAGES, type Stage } from './ui/address.ts'

/** The panels beside the measurement. */
const PANELS: Readonly<Partial<Record<Stage, LazyExoticComponent<ComponentType<StageProps>>>>> = {
  siting: lazy(() => import('./siting/siting-stage.tsx').then((m) => ({ default: m.SitingStage }))),
  plan: lazy(() => import('./plan/plan-stage.tsx').then((m) => ({ default: m.PlanStage }))),
  circles: lazy(() => import('./circle/circles-stage.tsx')),
}

const there = STAGES.filter((stage) => stage === 'measure' || stage in PANELS)

/** The stage that the address asks for, if there is one of that name. */
export const stageOf = (asked: Stage): Stage => (there.includes(asked) ? asked : 'measure')

/** From one stage to another. */
export function StageSwitch({ stage, onStage }: { stage: Stage; onStage: (to: Stage) => void }) {
  const { t } = useWords()
  if (there.length === 1) return null
  return (
    <nav className="stages" aria-label={t('stage')}>
      <Segmented<Stage>
        block
        value={stage}
        onChange={onStage}
        options={there.map((value) => ({ value, label: t(`stage.${value}`) }))}
      />
    </nav>
  )
}

/** The panel of a stage. */
export function StagePanel({ stage, ...props }: StageProps & { stage: Stage }) {
  const Panel = PANELS[stage]
  return Panel ? (
    <Suspense fallback={null}>
      <Panel {...props} />
    </Suspense>
  ) : null
}
