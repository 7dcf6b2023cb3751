// Promised and delivered: a plan that was loaded, held against the city as it is measured now.
import { Fault } from '@yike/core/base/fault.ts'
import type { DeliveredSum, Outcome } from '@yike/core/plan/deliver.ts'
import { Alert, Button } from 'antd'
import type { Engine } from '../access/engine.ts'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import { save } from '../ui/save.ts'
import type { Older as Loaded, PlanStore } from './plan-store.ts'

const OUTCOMES: readonly Outcome[] = ['all', 'less', 'none', 'unmeasured']

/** What came of the plan that was loaded. */
export function OlderPlan({ older, store, ask }: { older: Loaded; store: PlanStore; ask: Engine['ask'] }) {
  const { t, lang, say } = useWords()
  const { file, read, delivery, why } = older
  const quiet = delivery && delivery.moved.length + delivery.opened.length + delivery.closed.length === 0
  const name = (id: string) => {
    const found = read.view.categories.find((c) => c.id === id)
    return found ? say(found.name) : id
  }
  const circle = (id: string) => read.view.circles.find((c) => c.id === id)?.name ?? id
  const rows = (delivery?.actions ?? []).filter((a) => a.promised !== null)
  const shown = [...rows].sort((a, b) => (b.promised ?? 0) - (a.promised ?? 0)).slice(0, 40)
  return (
    <section className="older" data-testid="older">
      <div className="older-head">
        <h3>{t('plan.older', { file })}</h3>
        <span>
          {delivery && (
            <Button size="small" onClick={() => void paper()}>
              {t('plan.older.paper')}
            </Button>
          )}{' '}
          <Button size="small" onClick={() => store.adopt()}>
            {t('plan.older.adopt')}
          </Button>{' '}
          <Button size="small" onClick={() => store.closeOlder()}>
            {t('plan.older.close')}
          </Button>
        </span>
      </div>
      {why && (
        <Alert
          type="warning"
          showIcon
          title={t('plan.older.cannot')}
          description={why instanceof Fault ? why.say(lang) : why.message}
        />
      )}
      {delivery && (
        <>
          <p className={quiet ? 'quiet' : ''}>{quiet ? t('plan.older.same') : sumLine(delivery.total)}</p>
          {!quiet && shown.length > 0 && (
            <table className="nearest">
              <thead>
                <tr>
                  <th scope="col">{t('plan.col.problem')}</th>
                  <th scope="col" className="number">
                    {t('plan.promised')}
                  </th>
                  <th scope="col" className="number">
                    {t('plan.delivered')}
                  </th>
                  <th scope="col">{t('plan.outcome')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((a) => (
                  <tr key={a.id}>
                    <th scope="row">
                      {circle(a.circle)} · {name(a.category)}
                    </th>
                    <td className="number">{people(a.promised!, lang)}</td>
                    <td className="number">
                      {a.delivered === null ? t('plan.unmeasured') : people(a.delivered, lang)}
                    </td>
                    <td className={`outcome-${a.outcome}`}>{t(`plan.outcome.${a.outcome}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {rows.length > shown.length && (
            <p className="quiet small">{t('plan.older.more', { n: rows.length - shown.length })}</p>
          )}
          {!quiet && (
            <p className="quiet small">
              {t('plan.older.outlets', { opened: delivery.opened.length, closed: delivery.closed.length })}
            </p>
          )}
        </>
      )}
    </section>
  )

  async function paper(): Promise<void> {
    try {
      save('delivered.html', await ask('planFile', { kind: 'delivered', lang }), 'text/html')
    } catch (failure) {
      store.fail(failure as Error)
    }
  }

  function sumLine(sum: DeliveredSum): string {
    const parts = OUTCOMES.filter((o) => sum.outcomes[o] > 0).map((o) =>
      t('plan.outcome.n', { what: t(`plan.outcome.${o}`), n: sum.outcomes[o] }),
    )
    return t('plan.older.sum', {
      n: sum.actions,
      promised: people(sum.promised, lang),
      delivered: people(sum.delivered, lang),
      parts: parts.join(lang === 'zh' ? '、' : ', '),
    })
  }
}
