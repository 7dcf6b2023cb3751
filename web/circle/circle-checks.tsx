// What is odd about circles: rules that do not hold, circle by circle, what would have to give, and where to look.
import { sayFinding } from '@yike/core/base/finding.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import type { Stand } from './circles-messages.ts'
import type { CirclesStore } from './circles-store.ts'

/** One thing at one circle. */
interface Oddity {
  readonly circle: string
  readonly key: string
  readonly people: number
  readonly at: LngLat | null
  /** Words by key and values. */
  readonly say: (t: ReturnType<typeof useWords>['t'], lang: 'zh' | 'en') => string
}

/** What is odd circle by circle, most people first. */
function odditiesOf({ delineation }: Stand, units: ReadonlyMap<string, string>): Oddity[] {
  const { circles, figures, convention } = delineation
  const list = circles.flatMap((c, i): Oddity[] => {
    const f = figures[i]!
    const found: Oddity[] = []
    const put = (key: string, n: number, at: LngLat | null, say: Oddity['say']) =>
      found.push({ circle: c.id, key, people: n, at, say })
    if (f.beyond !== null && f.beyond >= 0.5)
      put('beyond', f.beyond, c.heart?.at ?? null, (t, lang) =>
        t('circles.odd.beyond', { n: people(f.beyond!, lang), minutes: convention.minutes }),
      )
    if (f.beyond === null) put('heartless', 0, null, (t) => t('circles.odd.heartless'))
    if (f.band.state === 'below' || f.band.state === 'above')
      put('band', f.band.by, null, (t, lang) =>
        t(`circles.odd.${f.band.state}`, { n: people(f.people, lang), by: people(f.band.by, lang) }),
      )
    for (const part of f.parts)
      put('cut', part.people, part.at, (t, lang) => t('circles.odd.cut', { n: people(part.people, lang) }))
    if (f.split.length > 0)
      put('split', 0, null, (t, lang) =>
        t('circles.odd.split', {
          n: f.split.length,
          list: f.split.slice(0, 3).map((u) => units.get(u) || u).join(lang === 'zh' ? '、' : ', '), // biome-ignore format: one line
        }),
      )
    if (f.unconnected >= 0.5)
      put('unconnected', f.unconnected, null, (t, lang) =>
        t('circles.odd.unconnected', { n: people(f.unconnected, lang) }),
      )
    return found
  })
  return list.sort((a, b) => b.people - a.people)
}

/** How many there are: rules that do not hold, and findings. */
export const oddities = ({ delineation }: Stand): number =>
  delineation.checks.filter((c) => c.holds === false).length + delineation.findings.length

interface Props {
  readonly store: CirclesStore
  readonly stand: Stand
  readonly units: readonly { readonly id: string; readonly name: string }[]
  readonly onShow: StageProps['onShow']
}

const MOST = 60

/** The list of what was found. */
export function Checks({ store, stand, units, onShow }: Props) {
  const { t, lang, say } = useWords()
  const { delineation } = stand
  const names = new Map(stand.draft.circles.map((c) => [c.id, c.name || t('circles.nameless')]))
  const broken = delineation.checks.filter((c) => c.holds === false)
  const each = odditiesOf(stand, new Map(units.map((u) => [u.id, u.name])))
  return (
    <section data-testid="checks">
      <p className="quiet small">{t('circles.checks.intro')}</p>
      {broken.length + delineation.findings.length === 0 && each.length === 0 && <p>{t('circles.checks.none')}</p>}
      {broken.length > 0 && (
        <>
          <h3>{t('circles.checks.rules')}</h3>
          <ul className="checks">
            {broken.map((c) => (
              <li key={c.id}>{say(c.say ?? (c.rule as Name))}</li>
            ))}
          </ul>
        </>
      )}
      {each.length > 0 && (
        <>
          <h3>{t('circles.checks.each')}</h3>
          <ul className="checks">
            {each.slice(0, MOST).map((odd) => (
              <li key={`${odd.circle} ${odd.key} ${odd.at} ${odd.people}`}>
                <button type="button" className="link" onClick={() => store.pick(odd.circle, 'circle')}>
                  {names.get(odd.circle) ?? odd.circle}
                </button>{' '}
                {odd.say(t, lang)}{' '}
                {odd.at && (
                  <button type="button" className="link small" onClick={() => onShow({ at: odd.at! })}>
                    {t('circles.show')}
                  </button>
                )}
              </li>
            ))}
          </ul>
          {each.length > MOST && <p className="quiet small">{t('circles.checks.more', { n: each.length - MOST })}</p>}
        </>
      )}
      {delineation.findings.length > 0 && (
        <>
          <h3>{t('circles.checks.data')}</h3>
          <ul className="checks">
            {delineation.findings.map((f) => (
              <li key={`${f.code} ${f.file}`}>{sayFinding(f, lang)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
