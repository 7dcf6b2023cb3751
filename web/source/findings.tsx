// What was odd in the data and what was done about it, for whoever must put it right.
import { type Finding, sayFinding } from '@yike/core/base/finding.ts'
import type { Population } from '@yike/core/source/rows.ts'
import { Drawer } from 'antd'
import { useWords } from '../i18n/index.ts'
import { people, share } from '../ui/number.ts'
import type { Manifest } from './fetch.ts'

interface Props {
  readonly open: boolean
  readonly findings: readonly Finding[]
  readonly population: Population
  readonly manifest: Manifest
  readonly onClose: () => void
}

/** The drawer of findings. */
export function FindingsDrawer({ open, findings, population, manifest, onClose }: Props) {
  const { t, lang } = useWords()
  return (
    <Drawer title={t('findings')} open={open} onClose={onClose} size={480} className="findings">
      <p className="quiet">{findings.length > 0 ? t('findings.intro') : t('findings.none')}</p>
      <ul>
        {findings.map((f) => (
          <li key={`${f.code} ${f.file}`}>{sayFinding(f, lang)}</li>
        ))}
      </ul>
      {population.notes.length > 0 && (
        <>
          <h3>{t('findings.population')}</h3>
          <ul>
            {population.notes.map((note) => (
              <li key={note.code}>
                {t(`findings.note.${note.method}`, {
                  name: note.name || note.code,
                  people: people(note.people, lang),
                  share: share(note.shareInside, lang),
                  placed: people(note.placed, lang),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      {manifest.inputs && (
        <>
          <h3>{t('findings.inputs')}</h3>
          <ul className="inputs">
            {manifest.inputs.map((input) => (
              <li key={`${input.role} ${input.file}`}>
                {input.file} <code title={input.sha256}>{input.sha256.slice(0, 12)}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </Drawer>
  )
}
