// One action of a plan as a row of its circle's table.
import type { Name } from '@yike/core/base/name.ts'
import { MEASURES, type Measure } from '@yike/core/plan/action.ts'
import { type Fields, type Planned, STATUSES, withFields, withRemoved } from '@yike/core/plan/edits.ts'
import { yearName } from '@yike/core/plan/plan.ts'
import { conflictSentence, costSentence, gainSentence, MEASURE_NAMES, measureSentence, problemSentence, STATUS_NAMES, yuan } from '@yike/core/plan/templates.ts' // biome-ignore format: one line
import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import { Amount, Cell, OneOf, Words } from './cells.tsx'
import type { PlanView } from './messages.ts'
import type { PlanStore } from './plan-store.ts'

/** Yuan in 万元. */
const WAN = 10_000

interface Props {
  readonly action: Planned
  readonly plan: PlanView
  readonly store: PlanStore
  /** Departments that the standard names, to choose from. */
  readonly leads: readonly string[]
  readonly picked: boolean
  readonly onPick: (action: Planned) => void
}

/** The row, and below it what asks for attention. */
export function ActionRow({ action, plan, store, leads, picked, onPick }: Props) {
  const { t, lang, say } = useWords()
  const [noting, setNoting] = useState(false)
  const category = plan.categories.find((c) => c.id === action.category)
  const name = category ? say(category.name) : action.category
  const set = (fields: Fields) => store.edit((edits) => withFields(edits, action, fields))
  const label = (what: string) => t('plan.cell', { what: t(`plan.col.${what}`), category: name })
  const is = (field: keyof Fields) => action.edited.includes(field)
  const { computed } = action
  const year = (term: Planned['term']) => (term === null ? t('plan.term.none') : say(yearName(plan.start, term.year)))
  const unsure = action.lead && !is('lead') && action.lead.status !== 'verified'
  const words = (sentence: Name) => say(sentence)
  return (
    <>
      <tr className={picked ? 'chosen action' : 'action'} data-action={action.id}>
        <td data-label={t('plan.col.problem')}>
          <button type="button" className="link action-name" aria-pressed={picked} onClick={() => onPick(action)}>
            {name}
          </button>{' '}
          {category && <span className={`tier tier-${category.tier}`}>{t(`tier.${category.tier}.short`)}</span>}
          {action.origin !== 'drafted' && <span className="tier">{t(`plan.origin.${action.origin}`)}</span>}
          <span className="quiet small names">{words(problemSentence(action, plan))}</span>
        </td>
        <td data-label={t('plan.col.measure')}>
          <Cell
            label={label('measure')}
            edited={is('measure')}
            computed={computed && say(MEASURE_NAMES[computed.measure])}
            onRevert={() => set({ measure: undefined })}
            field={(done) => (
              <OneOf<Measure>
                label={label('measure')}
                value={action.measure}
                options={MEASURES.map((m) => ({ value: m, label: say(MEASURE_NAMES[m]) }))}
                onSet={(measure) => set({ measure })}
                done={done}
              />
            )}
          >
            {say(MEASURE_NAMES[action.measure])}
          </Cell>
          <span className="quiet small names">{words(measureSentence(action, plan))}</span>
          {action.after && <span className="quiet small names">{t('plan.after')}</span>}
        </td>
        <td data-label={t('plan.col.lead')}>
          <Cell
            label={label('lead')}
            edited={is('lead')}
            computed={computed && (computed.lead ?? t('plan.unpublished'))}
            onRevert={() => set({ lead: undefined })}
            field={(done) => (
              <Words
                label={label('lead')}
                value={action.lead?.name ?? ''}
                offered={leads}
                onSet={(lead) => set({ lead: lead || null })}
                done={done}
              />
            )}
          >
            {action.lead?.name ?? <span className="quiet">{t('plan.unpublished')}</span>}
          </Cell>
          {unsure && <span className="quiet small names">{t(`plan.sure.${action.lead!.status}`)}</span>}
        </td>
        <td className="number" data-label={t('plan.col.cost')}>
          <Cell
            label={label('cost')}
            edited={is('cost')}
            computed={computed && (computed.cost === null ? t('plan.cost.unknown') : say(yuan(computed.cost)))}
            onRevert={() => set({ cost: undefined })}
            field={(done) => (
              <Amount
                label={label('cost')}
                value={action.cost}
                unit={lang === 'zh' ? WAN : 1}
                suffix={t('plan.cost.unit')}
                onSet={(cost) => set({ cost })}
                done={done}
              />
            )}
          >
            <span className={action.cost === null ? 'quiet' : ''}>{words(costSentence(action))}</span>
          </Cell>
        </td>
        <td data-label={t('plan.col.term')}>
          <Cell
            label={label('term')}
            edited={is('term')}
            computed={computed && year(computed.term)}
            onRevert={() => set({ term: undefined })}
            field={(done) => (
              <OneOf<string>
                label={label('term')}
                value={action.term === null ? 'none' : String(action.term.year)}
                options={[
                  ...Array.from({ length: plan.years }, (_, y) => ({
                    value: String(y + 1),
                    label: say(yearName(plan.start, y + 1)),
                  })),
                  { value: 'none', label: t('plan.term.none') },
                ]}
                onSet={(to) =>
                  set({ term: to === 'none' ? null : { year: Number(to), phase: action.term?.phase ?? 1 } })
                }
                done={done}
              />
            )}
          >
            <span className={action.term === null ? 'refused' : ''}>{year(action.term)}</span>
          </Cell>
          {action.term && <span className="quiet small names">{t('plan.phase', { n: action.term.phase })}</span>}
          <Cell
            label={label('status')}
            edited={false}
            computed={null}
            onRevert={() => {}}
            field={(done) => (
              <OneOf<Planned['status']>
                label={label('status')}
                value={action.status}
                options={STATUSES.map((s) => ({ value: s, label: say(STATUS_NAMES[s]) }))}
                onSet={(status) => set({ status })}
                done={done}
              />
            )}
          >
            <span className="small quiet">{say(STATUS_NAMES[action.status])}</span>
          </Cell>
        </td>
        <td className="number" data-label={t('plan.col.gain')}>
          <Cell
            label={label('gain')}
            edited={is('promised')}
            computed={computed && (computed.promised === null ? t('plan.gain.none') : people(computed.promised, lang))}
            onRevert={() => set({ promised: undefined })}
            field={(done) => (
              <Amount
                label={label('gain')}
                value={action.promised}
                unit={1}
                suffix={t('plan.people')}
                onSet={(promised) => set({ promised })}
                done={done}
              />
            )}
          >
            {action.promised === null ? (
              <span className="quiet">{t('plan.gain.none')}</span>
            ) : (
              people(action.promised, lang)
            )}
          </Cell>
          {action.gain && action.gain.lost > 0 && (
            <span className="quiet small names">{words(gainSentence(action))}</span>
          )}
        </td>
        <td className="row-acts">
          <button
            type="button"
            className="link small"
            aria-label={t('plan.note.label', { category: name })}
            onClick={() => setNoting(!noting)}
          >
            {t('plan.note')}
          </button>
          <button
            type="button"
            className="link small"
            aria-label={t('plan.remove.label', { category: name })}
            onClick={() => store.edit((edits) => withRemoved(edits, action.id))}
          >
            {t('plan.remove')}
          </button>
        </td>
      </tr>
      {(noting || action.note || action.conflicts.length > 0) && (
        <tr className="under">
          <td colSpan={7}>
            {action.conflicts.length > 0 && (
              <div className="conflicts" role="note">
                {action.conflicts.map((c) => (
                  <span key={c.field} className="names">
                    {words(conflictSentence(c))}
                  </span>
                ))}
                <span className="names">
                  <button type="button" className="link" onClick={() => set({})}>
                    {t('plan.conflict.mine')}
                  </button>{' '}
                  <button
                    type="button"
                    className="link"
                    onClick={() =>
                      set(
                        Object.fromEntries(
                          action.edited.filter((f) => f !== 'note' && f !== 'status').map((f) => [f, undefined]),
                        ) as Fields,
                      )
                    }
                  >
                    {t('plan.conflict.computed')}
                  </button>
                </span>
              </div>
            )}
            {noting ? (
              <Words
                label={t('plan.note.label', { category: name })}
                value={action.note}
                offered={[]}
                onSet={(note) => set({ note: note || undefined })}
                done={() => setNoting(false)}
              />
            ) : (
              action.note && <span className="said-note">{t('plan.note.said', { note: action.note })}</span>
            )}
          </td>
        </tr>
      )}
    </>
  )
}
