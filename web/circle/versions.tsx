// Frozen versions: read-only, listed, newest first.
import { Button } from 'antd'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import type { Stand } from './circles-messages.ts'
import { sayWhen } from './circles-stage.tsx'
import type { CirclesStore, CirclesView } from './circles-store.ts'
import type { Version } from './keep.ts'

/** A version of what stands now. */
export function versionOf(stand: Stand, convention: Version['convention'], before: readonly Version[]): Version {
  const n = before.length + 1
  return { id: `v${n}`, name: `v${n}`, at: Date.now(), convention, stand: structuredClone(stand) }
}

/** The list of versions. */
export function Versions({ store, view }: { store: CirclesStore; view: CirclesView }) {
  const { t, lang } = useWords()
  const { versions, shown } = view
  if (versions.length === 0) return <p className="quiet">{t('circles.versions.none')}</p>
  return (
    <section data-testid="versions">
      <p className="quiet small">{t('circles.versions.intro')}</p>
      <ul className="versions">
        {versions.map((version) => (
          <li key={version.id} className={version.id === shown?.id ? 'chosen' : ''}>
            <span>
              <b>{version.name}</b> <span className="quiet number">{sayWhen(version.at, lang)}</span>
              <span className="quiet small version-about number">
                {t('circles.versions.about', {
                  n: version.stand.draft.circles.length,
                  people: people(version.stand.delineation.people - version.stand.delineation.inNone, lang),
                  minutes: version.convention.minutes,
                  kmh: version.convention.kmh.toFixed(1),
                })}
              </span>
            </span>
            <Button size="small" onClick={() => store.show(version.id === shown?.id ? null : version)}>
              {t(version.id === shown?.id ? 'circles.versions.leave' : 'circles.versions.look')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
