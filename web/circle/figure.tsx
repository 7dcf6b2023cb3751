// The one number of the view, what it is a share of, and everybody it leaves out and why.

import type { Convention } from '@yike/core/access/convention.ts'
import { STATES } from '@yike/core/circle/measured.ts'
import { DISPLAY_ONLY } from '@yike/core/report/isochrones.ts'
import { STATE_NAMES } from '@yike/core/report/lookup.ts'
import { wholeShare } from '@yike/core/report/numbers.ts'
import type { Category, Standard } from '@yike/core/standard/define.ts'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'
import { GAINED_COLOUR, STATE_COLOURS } from '../ui/colours.ts'
import { Dots } from '../ui/dots.tsx'
import { people, share } from '../ui/number.ts'
import { shareOf, stated, type Tally } from './tally.ts'

/** The convention of every number on the page, in one line. */
export function ConventionLine({ convention, standard }: { convention: Convention; standard: Standard }) {
  const { t, say } = useWords()
  const { walker, minutes, legs, snapLimitMeters } = convention
  const steps =
    walker.steps.value === null ? t('convention.nosteps') : t('convention.steps', { factor: walker.steps.value })
  const said = t('convention', {
    kmh: walker.kmh.value.toFixed(1),
    walker: say(walker.name),
    minutes,
    legs: t(legs ? 'convention.legs' : 'convention.nolegs'),
    snap: snapLimitMeters,
  })
  const phrases = [
    ...said.split('·').map((phrase) => phrase.trim()),
    steps,
    t('standard', { name: say(standard.name) }),
  ]
  return (
    <p className="convention" data-testid="convention">
      <Dots phrases={phrases} />
    </p>
  )
}

/** A swatch as the map draws it. */
export const Swatch = ({ state }: { state: (typeof STATES)[number] }) => (
  <span
    className={`swatch swatch-${state}`}
    style={state === 'unknown' ? undefined : { background: STATE_COLOURS[state] }}
    aria-hidden="true"
  />
)

interface Props {
  readonly category: Category
  readonly tally: Tally
  readonly all: number
  readonly minutes: number
  /** Not to be read out as it changes. */
  readonly quiet?: boolean
  /** Stands before the number. */
  readonly children?: ReactNode
}

/** Coverage of the chosen category in the whole city. */
export function Figure({ category, tally, all, minutes, quiet = false, children }: Props) {
  const { t, lang, say } = useWords()
  const covered = shareOf(tally)
  const counted = stated(tally)
  const whole = wholeShare({ people: counted, within: tally.within })
  return (
    <section className="figure" aria-live={quiet ? 'off' : 'polite'}>
      {children}
      {covered === null ? (
        <p className="figure-none">
          {tally.unknown > 0 ? t('reach.unknown', { category: say(category.name) }) : t('reach.none')}
        </p>
      ) : (
        <p className="figure-line">
          <strong data-testid="share">{share(covered, lang)}</strong>
          <span>
            {t('reach', { minutes })} <b className="whole">{say(category.name)}</b>
            <span className="quiet" data-testid="within">
              {t('reach.of', { within: people(whole.within, lang), people: people(whole.people, lang) })}
            </span>
            {tally.unknown >= 0.5 && (
              <span className="beside" data-testid="beside">
                {t('unknown.beside', { n: people(tally.unknown, lang) })}
              </span>
            )}
          </span>
        </p>
      )}
      <div className="stack" aria-hidden="true">
        {STATES.map((state) => (
          <span
            key={state}
            className={`swatch-${state}`}
            style={{
              flexGrow: tally[state],
              background: state === 'unknown' ? undefined : STATE_COLOURS[state],
            }}
          />
        ))}
      </div>
      {covered !== null && (
        <p className="quiet small">
          {t('reach.denominator', { people: people(counted, lang), all: people(all, lang) })}
        </p>
      )}
    </section>
  )
}

interface LegendProps {
  readonly tally: Tally
  readonly reach: number | null
  readonly scenario?: boolean
  /** People who would come within the limit by sites that are not there yet; missing: none are shown. */
  readonly gained?: number
}

/** What the colours mean and how many people live under each; states that nobody is in stay quiet. `reach`: minutes of the area drawn, null where none is. `scenario`: they were not measured. */
export function Legend({ tally, reach, scenario = false, gained }: LegendProps) {
  const { t, lang, say } = useWords()
  return (
    <dl className="legend" aria-label={t('legend')} data-testid="legend">
      {scenario && <p className="legend-scenario">{t('whatif.unmeasured')}</p>}
      {gained !== undefined && (
        <div data-testid="legend-gained">
          <dt>
            <span className="swatch" style={{ background: GAINED_COLOUR }} aria-hidden="true" />
            <span>{t('siting.legend.gained')}</span>
          </dt>
          <dd>{people(gained, lang)}</dd>
        </div>
      )}
      {STATES.map((state) => (
        <div key={state} className={tally[state] > 0 ? '' : 'nobody'} title={t(`state.${state}.what`)}>
          <dt>
            <Swatch state={state} />
            <span>{say(STATE_NAMES[state])}</span>
          </dt>
          <dd>{people(tally[state], lang)}</dd>
        </div>
      ))}
      {reach !== null && (
        <div className="reach" data-testid="reach">
          <dt>
            <span className="swatch swatch-reach" aria-hidden="true" />
            <span>{t('legend.reach', { minutes: reach })}</span>
          </dt>
          <dd className="quiet">{say(DISPLAY_ONLY)}</dd>
        </div>
      )}
    </dl>
  )
}
