// Which city this is, and in which language it is told.
import { useWords } from '../i18n/index.ts'
import type { Manifest } from './fetch.ts'

/** Name of the product, of the city where it has one, and the other language. */
export function Header({ manifest }: { manifest: Manifest }) {
  const { t, other } = useWords()
  return (
    <header>
      <h1>
        <span className="mark" aria-hidden="true" />
        {t('brand')}
        {manifest.title && <small title={manifest.title}>{manifest.title}</small>}
      </h1>
      <button type="button" className="link" aria-label={t('language.label')} onClick={other}>
        {t('language')}
      </button>
      <p className="quiet small">{t('subtitle')}</p>
    </header>
  )
}
