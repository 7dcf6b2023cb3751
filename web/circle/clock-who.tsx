// Somebody of one's own for the clock: what is different about a preset. All that is not touched stays the preset's.
import type { Persona } from '@yike/core/circle/persona.ts'
import { InputNumber, Select, Switch } from 'antd'
import { useWords } from '../i18n/index.ts'
import type { Changed } from './circles-messages.ts'

interface Props {
  readonly persona: Persona
  readonly changed: Changed
  readonly onChange: (to: Changed) => void
}

/** Steps are avoided, or take so many times as long as the level. */
const STEPS = [1, 2, 3, 5] as const

/** The parameters of a persona. */
export function ClockWho({ persona, changed, onChange }: Props) {
  const { t } = useWords()
  const { walker, home } = persona
  const number = (
    key: 'kmh' | 'crossing' | 'floor' | 'minutes',
    own: number,
    least: number,
    most: number,
    by: number,
  ) => (
    <label htmlFor={`who-${key}`}>
      <span className="quiet small">{t(`clock.who.${key}`)}</span>
      <InputNumber<number>
        id={`who-${key}`}
        size="small"
        controls={false}
        min={least}
        max={most}
        step={by}
        precision={by < 1 ? 1 : 0}
        value={changed[key] ?? own}
        onChange={(to) => onChange({ ...changed, [key]: to ?? undefined })}
      />
    </label>
  )
  const steps = changed.steps === undefined ? walker.steps.value : changed.steps
  const factors = [...new Set([...STEPS, ...(steps === null ? [] : [steps])])].sort((a, b) => a - b)
  return (
    <details className="clock-who" data-testid="clock-who">
      <summary className="small">
        {t('clock.who.change')}
        {Object.values(changed).some((v) => v !== undefined) && <b> {t('circles.own')}</b>}
      </summary>
      <fieldset>
        {number('kmh', walker.kmh.value, 0.5, 20, 0.1)}
        {number('minutes', persona.minutes, 1, 60, 1)}
        {number('crossing', walker.crossingSeconds.value, 0, 600, 1)}
        <label htmlFor="who-steps">
          <span className="quiet small">{t('clock.who.steps')}</span>
          <Select
            id="who-steps"
            size="small"
            value={steps ?? 0}
            onChange={(to) => onChange({ ...changed, steps: to === 0 ? null : to })}
            options={[
              { value: 0, label: t('clock.steps.none') },
              ...factors.map((n) => ({ value: n, label: t('clock.steps.n', { n }) })),
            ]}
          />
        </label>
        {number('floor', home.floor, 1, 100, 1)}
        <label htmlFor="who-lift">
          <span className="quiet small">{t('clock.who.lift')}</span>
          <Switch
            id="who-lift"
            size="small"
            checked={changed.lift ?? home.lift}
            onChange={(lift) => onChange({ ...changed, lift })}
          />
        </label>
      </fieldset>
      <p className="quiet small">{t('clock.who.what')}</p>
    </details>
  )
}
