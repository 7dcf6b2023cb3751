// What is not known here, apart from what is missing: nothing on this page is counted as a gap.
import type { City, Figures } from '../access/messages.ts'
import { useWords } from '../i18n/index.ts'
import { meters, people } from '../ui/number.ts'
import type { Tally } from './tally.ts'

interface Props {
  readonly city: City
  readonly figures: Figures
  readonly category: string
  readonly tally: Tally
  readonly onShow: (at: readonly [number, number]) => void
}

const MOST = 8

/** Categories no ledger knows, people of whom nothing can be said, islands, labels nobody claims. */
export function Unknown({ city, figures, category, tally, onShow }: Props) {
  const { t, lang, say } = useWords()
  const names = (wanted: (k: Figures['knowledge'][number]) => boolean) =>
    city.categories.filter((_, c) => wanted(figures.knowledge[c]!)).map((c) => say(c.name))
  const comma = lang === 'zh' ? '、' : ', '
  const unknown = names((k) => !k.known)
  const partly = city.categories.flatMap((c, i) => {
    const areas = figures.knowledge[i]!.known ? figures.knowledge[i]!.unknownIn : []
    const left = figures.coverage.find((f) => f.area === null && f.band === null && f.category === c.id)?.share.unknown
    const name = t('unknown.partly.n', { name: say(c.name), n: people(left ?? 0, lang) })
    return areas.length > 0 ? [{ id: c.id, name, areas: areas.map((a) => city.areas[a]!.name) }] : []
  })
  const osm = names((k) => k.known && k.basis === 'osm')
  const chosen = city.categories.find((c) => c.id === category)
  const about = t('unknown.for', { category: chosen ? say(chosen.name) : category })
  const inhabited = figures.islands.filter((i) => i.people >= 0.5)
  return (
    <section className="unknown" data-testid="unknown">
      <p className="quiet">{t('unknown.intro')}</p>
      <h3>{t('unknown.categories')}</h3>
      <p>{unknown.length > 0 ? unknown.join(comma) : t('unknown.categories.none')}</p>
      {partly.length > 0 && (
        <>
          <h3>{t('unknown.partly')}</h3>
          <ul>
            {partly.map(({ id, name, areas }) => (
              <li key={id}>
                {name}
                <span className="names quiet small">{areas.join(comma)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {osm.length > 0 && (
        <>
          <h3>{t('unknown.osm')}</h3>
          <p>{osm.join(comma)}</p>
        </>
      )}
      <h3>
        {t('unknown.edge')}
        {about}
      </h3>
      <p className="number">{t('people.n', { n: people(tally.edge, lang) })}</p>
      <h3>
        {t('unknown.unconnected')}
        {about}
      </h3>
      <p className="number">{t('people.n', { n: people(tally.unconnected, lang) })}</p>
      {inhabited.length > 0 && (
        <>
          <h3>
            {t('unknown.islands')}：
            {t('unknown.islands.n', {
              n: inhabited.length,
              people: people(
                inhabited.reduce((sum, i) => sum + i.people, 0),
                lang,
              ),
            })}
          </h3>
          <ul>
            {inhabited.slice(0, MOST).map((i) => (
              <li key={`${i.lng} ${i.lat}`}>
                <button type="button" className="link number" onClick={() => onShow([i.lng, i.lat])}>
                  {t('unknown.island', { meters: meters(i.meters, lang), people: people(i.people, lang) })}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {city.unclassified.length > 0 && (
        <>
          <h3>{t('unknown.labels')}</h3>
          <p className="small">
            {city.unclassified
              .slice(0, 3 * MOST)
              .map(({ label, count }) => t('unknown.labels.n', { label, count }))
              .join(comma)}
            {city.unclassified.length > 3 * MOST && ` … ${city.unclassified.length}`}
          </p>
        </>
      )}
    </section>
  )
}
