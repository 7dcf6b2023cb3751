// The 一老一小 clock: who walks, when, and what is open and in reach then. Hours nobody knows stay unknown: the truth lies between two numbers.
import { personas } from '@yike/core/circle/persona.ts'
import { Segmented, Select, Slider } from 'antd'
import { useEffect, useState } from 'react'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import { people, share } from '../ui/number.ts'
import type { Changed, ClockView } from './circles-messages.ts'
import { ClockWho } from './clock-who.tsx'
import type { SectionProps } from './sheet-parts.ts'

const LATER_MS = 200
const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** A persona, a day, an hour; categories with the least of the share that is sure to be served. */
export function ClockSection({ stand, circle, city, ask }: SectionProps & Pick<StageProps, 'ask'>) {
  const { t, lang, say } = useWords()
  const [id, setId] = useState(personas[0]!.id)
  const persona = personas.find((p) => p.id === id)!
  const [changed, setChanged] = useState<Changed>({})
  const [moment, setMoment] = useState(persona.moment)
  const [where, setWhere] = useState<'circle' | 'city'>('circle')
  const [view, setView] = useState<ClockView | null>(null)
  useEffect(() => {
    let wanted = true
    const later = setTimeout(async () => {
      const answer = await ask('circleClock', { key: stand.key, circle, persona: id, changed, moment }).catch(
        () => null,
      )
      if (wanted) setView(answer)
    }, LATER_MS)
    return () => {
      wanted = false
      clearTimeout(later)
    }
  }, [ask, stand.key, circle, id, changed, moment])
  const shares = view && (where === 'circle' ? (view.circle ?? view.city) : view.city)
  const rows = shares
    ?.map((its, k) => ({ its, category: city.categories[k]! }))
    .filter(({ its }) => its.people > 0)
    .sort((a, b) => (a.its.most ?? 2) - (b.its.most ?? 2))
  const untold = shares ? shares.length - (rows?.length ?? 0) : 0
  return (
    <div data-testid="clock">
      <Select
        size="small"
        className="clock-persona"
        aria-label={t('clock.who')}
        value={id}
        onChange={(to) => {
          setId(to)
          setChanged({})
          setMoment(personas.find((p) => p.id === to)!.moment)
        }}
        options={personas.map((p) => ({ value: p.id, label: say(p.name) }))}
      />
      <ClockWho persona={persona} changed={changed} onChange={setChanged} />
      <div className="clock-when">
        <Select
          size="small"
          aria-label={t('clock.day')}
          value={moment.day}
          onChange={(day) => setMoment({ ...moment, day })}
          options={[0, 1, 2, 3, 4, 5, 6].map((day) => ({ value: day, label: t(`clock.day.${day}`) }))}
        />
        <Slider
          min={0}
          max={1425}
          step={15}
          value={moment.minute}
          onChange={(minute) => setMoment({ ...moment, minute })}
          tooltip={{ formatter: (n) => clockTime(n ?? 0) }}
          ariaLabelForHandle={t('clock.time')}
        />
        <b className="number" data-testid="clock-time">
          {clockTime(moment.minute)}
        </b>
      </div>
      <Segmented
        size="small"
        aria-label={t('clock.where')}
        value={where}
        onChange={setWhere}
        options={[
          { value: 'circle', label: t('clock.circle') },
          { value: 'city', label: t('clock.city') },
        ]}
      />
      {!rows ? (
        <p className="quiet" role="status">
          {t('sheet.working')}…
        </p>
      ) : (
        <>
          <table className="nearest clock">
            <thead>
              <tr>
                <th scope="col">{t('category')}</th>
                <th scope="col">{t('clock.share')}</th>
                <th scope="col" className="number">
                  {t('clock.shut')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ its, category }) => (
                <tr key={category.id}>
                  <th scope="row">{say(category.name)}</th>
                  <td>
                    <span className="clock-bar" aria-hidden="true">
                      <span className="clock-open" style={{ width: `${(its.least ?? 0) * 100}%` }} />
                      <span
                        className="clock-unsure"
                        style={{ width: `${((its.most ?? 0) - (its.least ?? 0)) * 100}%` }}
                      />
                    </span>
                    <span className="number small">
                      {its.unsure >= 0.5
                        ? `${share(its.least, lang)} – ${share(its.most, lang)}`
                        : share(its.least, lang)}
                    </span>
                  </td>
                  <td className="number">{people(its.closed + its.beyond, lang)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="quiet small">
            {t('clock.what', {
              kmh: view!.walker.kmh.value.toFixed(1),
              steps:
                view!.walker.steps.value === null
                  ? t('clock.steps.none')
                  : t('clock.steps.n', { n: view!.walker.steps.value }),
              crossing: t('clock.seconds', { n: view!.walker.crossingSeconds.value }),
              minutes: view!.minutes,
              band: t(`band.${view!.band ?? 'all'}`),
              floor:
                view!.floorSeconds === null
                  ? t('circles.unmeasured')
                  : t('clock.seconds', { n: Math.round(view!.floorSeconds) }),
            })}
            {untold > 0 && ` ${t('clock.untold', { n: untold })}`}
          </p>
        </>
      )}
    </div>
  )
}
