// What is odd about circles: sentences, and where to look.
import { sayFinding } from '@yike/core/base/finding.ts'
import type { StageProps } from '../access/stage.ts'
import { useWords } from '../i18n/index.ts'
import type { Stand } from './circles-messages.ts'
import type { CirclesStore } from './circles-store.ts'

interface Props {
  readonly store: CirclesStore
  readonly stand: Stand
  readonly onShow: StageProps['onShow']
}

/** The list of what was found. */
export function Checks({ store, stand, onShow }: Props) {
  const { t, lang, say } = useWords()
  const names = new Map(stand.draft.circles.map((c) => [c.id, c.name || t('circles.nameless')]))
  if (stand.odd.length + stand.findings.length === 0) return <p className="quiet">{t('circles.checks.none')}</p>
  return (
    <section data-testid="checks">
      <p className="quiet small">{t('circles.checks.intro')}</p>
      <ul className="checks">
        {stand.odd.map((odd, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that is replaced whole
          <li key={i}>
            {odd.circle && (
              <button type="button" className="link" onClick={() => store.pick(odd.circle, 'circle')}>
                {names.get(odd.circle) ?? odd.circle}
              </button>
            )}{' '}
            {say(odd.says)}{' '}
            {odd.at && (
              <button type="button" className="link small" onClick={() => onShow({ at: odd.at! })}>
                {t('circles.show')}
              </button>
            )}
          </li>
        ))}
        {stand.findings.map((f) => (
          <li key={`${f.code} ${f.file}`}>{sayFinding(f, lang)}</li>
        ))}
      </ul>
    </section>
  )
}
