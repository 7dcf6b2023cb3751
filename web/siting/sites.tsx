// The sites one by one, what each gains and what could stand for it; and what it would be if one stood elsewhere.
import { Button } from 'antd'
import type { KeyboardEvent } from 'react'
import type { City } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { people, share } from '../ui/number.ts'
import { namesOf } from './answer.tsx'
import type { Desk } from './desk.ts'
import type { SitingView } from './messages.ts'
import { LEAST, sayFar, sayValue } from './say.ts'

interface SitesProps {
  readonly view: SitingView
  readonly city: City
  readonly picked: number | null
  /** Whether sites may be moved. */
  readonly movable: boolean
  readonly onPick: (site: number) => void
  readonly onNudge: (site: number, east: number, north: number) => void
}

/** Metres that a press of an arrow key moves a site; with Shift five times as far. */
const NUDGE = 50

/** The sites in the order in which they were counted. */
export function Sites({ view, city, picked, movable, onPick, onNudge }: SitesProps) {
  const { t, lang, say } = useWords()
  const several = view.asked.categories.length > 1
  const total = view.sites.reduce((sum, s) => sum + s.gained.reduce((a, b) => a + b, 0), 0)
  let sum = 0
  const keys = (site: number) => (event: KeyboardEvent) => {
    const step = NUDGE * (event.shiftKey ? 5 : 1)
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    if (!way || !movable) return
    event.preventDefault()
    onNudge(site, way[0]! * step, way[1]! * step)
  }
  return (
    <section data-testid="sites">
      <h3>{t('siting.sites')}</h3>
      {view.sites.length === 0 && <p className="quiet small">{t('siting.sites.none')}</p>}
      <table className="nearest sites">
        <thead>
          <tr>
            <th scope="col">{t('siting.site')}</th>
            <th scope="col" className="number">
              {t('siting.gained')}
            </th>
            <th scope="col" className="number">
              {t('siting.together')}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.sites.map(({ candidate, gained, categories }, i) => {
            const its = gained.reduce((a, b) => a + b, 0)
            sum += its
            const next = view.runnersUp.filter((r) => r.instead === i)
            return (
              <tr key={candidate.id} className={picked === i ? 'chosen' : ''}>
                <th scope="row">
                  <button
                    type="button"
                    className="site-name"
                    aria-pressed={picked === i}
                    aria-label={t(movable ? 'siting.site.label.move' : 'siting.site.label', {
                      n: i + 1,
                      name: candidate.name,
                    })}
                    onClick={() => onPick(i)}
                    onKeyDown={keys(i)}
                  >
                    <span className="site-number" aria-hidden="true">
                      {i + 1}
                    </span>
                    {candidate.name || t('nameless')}
                  </button>
                  {several && (
                    <span className="quiet small names">{namesOf(city.categories, categories, say, lang)}</span>
                  )}
                  {next.length > 0 && picked === i && (
                    <span className="quiet small names" data-testid="runners-up">
                      {t('siting.runners')}
                      {next.map((r) => (
                        <span key={r.candidate.id} className="whole">
                          {t(`siting.runner.${view.sense}`, {
                            name: r.candidate.name,
                            loss: sayFar(r.loss, view.unit, lang, t),
                          })}
                        </span>
                      ))}
                    </span>
                  )}
                </th>
                <td className="number">{people(its, lang)}</td>
                <td className="number quiet">{total > 0 ? share(sum / total, lang) : '—'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

interface TrialProps {
  readonly view: SitingView
  readonly desk: Desk
  readonly limitMeters: number
  readonly onUndo: () => void
  readonly onReset: () => void
}

/** How far below the best it would be. */
export function Trial({ view, desk, limitMeters, onUndo, onReset }: TrialProps) {
  const { t, lang } = useWords()
  const { moves, tried, refused } = desk
  const last = moves.at(-1)
  const said = () => {
    if (!tried || !last) return null
    const where = t(moves.length > 1 ? 'siting.try.moved.several' : 'siting.try.moved', { n: last.site + 1 })
    if (tried.value === null) return `${where}${t('siting.try.broken', { share: share(view.asked.share, lang) })}`
    const worse = view.sense === 'most' ? view.value - tried.value : tried.value - view.value
    const n = sayFar(Math.abs(worse), view.unit, lang, t)
    const key = Math.abs(worse) < LEAST[view.unit] ? 'same' : `${worse > 0 ? 'worse' : 'better'}.${view.sense}`
    return `${where}${t(`siting.try.${key}`, { n })}`
  }
  const gained = tried?.gained.reduce((a, b) => a + b, 0) ?? 0
  return (
    <div className={moves.length > 0 ? 'trial on' : 'trial'} data-testid="trial">
      <p role="status">
        {refused ? (
          <span className="refused">{t('siting.try.refused', { limit: limitMeters })}</span>
        ) : (
          (said() && <b>{said()}</b>) || <span className="quiet small">{t('siting.try.hint')}</span>
        )}
      </p>
      {moves.length > 0 && tried && (
        <>
          <p className="small number">
            {t('siting.try.now', {
              value: tried.value === null ? '—' : sayValue(tried.value, view.unit, lang, t),
              best: sayValue(view.value, view.unit, lang, t),
              gained: people(gained, lang),
            })}
          </p>
          <p className="siting-go">
            <Button size="small" onClick={onUndo}>
              {t('whatif.undo')}
            </Button>
            <Button size="small" onClick={onReset}>
              {t('whatif.reset')}
            </Button>
          </p>
        </>
      )}
    </div>
  )
}
