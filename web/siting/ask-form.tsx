// The question of siting, as a person puts it: what is wanted, how much, where something could open, and whom it is counted by.

import { BANDS } from '@yike/core/source/rows.ts'
import type { Category } from '@yike/core/standard/define.ts'
import { Button, Collapse, InputNumber, Segmented, Select, Switch } from 'antd'
import type { Engine } from '../access/engine.ts'
import type { City, Figures } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import { CandidatePicker } from './candidate-picker.tsx'
import { type Draft, draftWith, useDesk } from './desk.ts'
import { AIMS, type Aim } from './messages.ts'

interface Props {
  readonly city: City
  readonly figures: Figures
  readonly category: Category
  readonly ask: Engine['ask']
  /** Why it cannot be asked; null: it can. */
  readonly hindrance: string | null
  readonly onSolve: () => void
}

/** Aims that are asked by a share; the others by a number of sites or a budget. */
export const isByShare = (aim: Aim): boolean => aim === 'fewest' || aim === 'capacity'
/** Aims that may be limited by money as well. */
const mayBudget = (aim: Aim): boolean => aim === 'most'

/** The form. */
export function AskForm({ city, figures, category, ask, hindrance, onSolve }: Props) {
  const { t, lang, say } = useWords()
  const { draft, doing } = useDesk()
  const bands = BANDS.filter((band) => city.population.bands[band])
  const costs = draft.premises?.list.some((c) => c.cost !== null) ?? false
  const budgeted = draft.source === 'premises' && costs && mayBudget(draft.aim)
  const by = budgeted ? draft.by : 'p'
  const unknown =
    figures.coverage.find((c) => c.area === null && c.band === null && c.category === category.id)?.share.unknown ?? 0
  return (
    <form
      className="siting-ask"
      data-testid="siting-ask"
      onSubmit={(event) => {
        event.preventDefault()
        if (!hindrance && !doing) onSolve()
      }}
    >
      <label htmlFor="siting-aim">{t('siting.aim')}</label>
      <div>
        <Select<Aim>
          id="siting-aim"
          value={draft.aim}
          onChange={(aim) => draftWith({ aim })}
          options={AIMS.map((aim) => ({ value: aim, label: t(`siting.aim.${aim}`) }))}
        />
        <p className="quiet small">{t(`siting.aim.${draft.aim}.what`)}</p>
      </div>

      {draft.aim === 'shared' && (
        <>
          <label htmlFor="siting-beside">{t('siting.beside')}</label>
          <Select
            id="siting-beside"
            mode="multiple"
            maxTagCount="responsive"
            value={[...draft.beside]}
            onChange={(beside) => draftWith({ beside })}
            placeholder={t('siting.beside.none')}
            options={city.categories.flatMap((c, i) =>
              c.id !== category.id && figures.knowledge[i]!.known ? [{ value: c.id, label: say(c.name) }] : [],
            )}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </>
      )}

      <span id="siting-amount">{t(isByShare(draft.aim) ? 'siting.share' : 'siting.amount')}</span>
      <div className="siting-amount">
        {budgeted && (
          <Segmented<Draft['by']>
            aria-labelledby="siting-amount"
            value={by}
            onChange={(to) => draftWith({ by: to })}
            options={[
              { value: 'p', label: t('siting.by.p') },
              { value: 'budget', label: t('siting.by.budget') },
            ]}
          />
        )}
        {isByShare(draft.aim) ? (
          <InputNumber
            id="siting-share"
            aria-label={t('siting.share')}
            min={1}
            max={100}
            precision={1}
            value={draft.share}
            onChange={(share) => draftWith({ share: share ?? 90 })}
            suffix="%"
          />
        ) : by === 'p' ? (
          <InputNumber
            id="siting-p"
            aria-label={t('siting.p')}
            min={1}
            max={200}
            precision={0}
            value={draft.p}
            onChange={(p) => draftWith({ p: p ?? 1 })}
            suffix={t('siting.p.unit')}
          />
        ) : (
          <InputNumber
            id="siting-budget"
            aria-label={t('siting.budget')}
            min={0}
            value={draft.budget}
            onChange={(budget) => draftWith({ budget: budget ?? 0 })}
            suffix={t('siting.budget.unit')}
          />
        )}
        {draft.aim === 'capacity' && (
          <InputNumber
            aria-label={t('siting.places')}
            min={1}
            precision={0}
            value={draft.places}
            onChange={(places) => draftWith({ places: places ?? 1 })}
            prefix={<span className="quiet">{t('siting.places')}</span>}
            suffix={t('siting.places.unit')}
          />
        )}
      </div>

      <span id="siting-candidates">{t('siting.candidates')}</span>
      <CandidatePicker ask={ask} />

      <Collapse
        className="siting-more"
        size="small"
        ghost
        items={[
          {
            key: 'more',
            label: t('siting.more'),
            children: (
              <div className="siting-ask">
                <label htmlFor="siting-band">{t('siting.band')}</label>
                <Select
                  id="siting-band"
                  value={draft.band ?? 'all'}
                  onChange={(band) => draftWith({ band: BANDS.find((b) => b === band) ?? null })}
                  options={['all', ...bands].map((band) => ({ value: band, label: t(`band.${band}`) }))}
                />
                <label htmlFor="siting-unknown">{t('siting.unknown')}</label>
                <p className="siting-switch">
                  <Switch
                    id="siting-unknown"
                    size="small"
                    checked={draft.unknownToo}
                    onChange={(unknownToo) => draftWith({ unknownToo })}
                  />
                  <span className="quiet small">{t('siting.unknown.what', { n: people(unknown, lang) })}</span>
                </p>
                <label htmlFor="siting-seconds">{t('siting.seconds')}</label>
                <div>
                  <InputNumber
                    id="siting-seconds"
                    min={1}
                    max={600}
                    precision={0}
                    value={draft.seconds}
                    onChange={(seconds) => draftWith({ seconds: seconds ?? 20 })}
                    suffix={t('siting.seconds.unit')}
                  />
                  <p className="quiet small">{t('siting.seconds.what')}</p>
                </div>
              </div>
            ),
          },
        ]}
      />

      <div className="siting-go">
        <Button type="primary" htmlType="submit" disabled={hindrance !== null || doing !== null}>
          {t('siting.solve')}
        </Button>
        <span className="quiet small" role="status">
          {hindrance ?? t('siting.locked')}
        </span>
      </div>
    </form>
  )
}
