// Frozen versions: read-only, listed, newest first; each with what it rests on and the checksum that tells whether it was changed.
import { isIntact } from '@yike/core/circle/version.ts'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import { sayWhen } from '../ui/when.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'
import type { Version } from './keep.ts'
import { standOfVersion } from './versions.ts'

interface Props {
  readonly store: CirclesStore
  readonly view: CirclesView
}

/** The list of versions. */
export function VersionList({ store, view }: Props) {
  const { t } = useWords()
  if (view.versions.length === 0) return <p className="quiet">{t('circles.versions.none')}</p>
  return (
    <section data-testid="versions">
      <p className="quiet small">{t('circles.versions.intro')}</p>
      <ul className="versions">
        {view.versions.map((version) => (
          <Row key={version.version.id} store={store} view={view} its={version} />
        ))}
      </ul>
    </section>
  )
}

/** What the list calls a version; its id where it is not in the list. */
const sourceOf = (id: string, versions: readonly Version[]) => versions.find((v) => v.version.id === id)?.name ?? id

function Row({ store, view, its }: Props & { readonly its: Version }) {
  const { t, lang, say } = useWords()
  const { id, from, when, delineation, evidence, checksum } = its.version
  const { convention, parameters } = delineation
  const isShown = view.shown?.version.version.id === id
  const intact = useMemo(() => isIntact(its.version), [its])
  return (
    <li className={isShown ? 'chosen' : ''} data-testid="version">
      <span>
        <b>{its.name}</b> <span className="quiet number">{when ? sayWhen(Date.parse(when), lang) : ''}</span>
        <span className="quiet small version-about number">
          {t('circles.versions.about', {
            n: delineation.circles.length,
            people: people(delineation.people - delineation.inNone, lang),
            minutes: convention.minutes,
            kmh: convention.walker.kmh.value.toFixed(1),
          })}
          {parameters.ruler && ` · ${say(parameters.ruler.name)}`}
          {from && ` · ${t('circles.versions.from', { from: sourceOf(from, view.versions) })}`}
        </span>
        <span className="quiet small version-about">
          {t(intact ? 'circles.versions.intact' : 'circles.versions.broken', {
            sum: checksum?.slice(0, 12) ?? '',
            n: evidence.length,
          })}
        </span>
      </span>
      <span className="version-acts">
        <Button size="small" onClick={() => store.show(isShown ? null : its)}>
          {t(isShown ? 'circles.versions.leave' : 'circles.versions.look')}
        </Button>
        <Button
          size="small"
          type="text"
          disabled={view.running !== null}
          onClick={() => void store.load(standOfVersion(its).draft)}
        >
          {t('circles.versions.draft')}
        </Button>
      </span>
    </li>
  )
}
