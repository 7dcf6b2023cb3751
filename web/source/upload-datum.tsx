// In which datum a file is: who says so, what the streets say, and twenty of its rows on the map to look at.
import { DATUMS, type Datum } from '@yike/core/geo/datum.ts'
import { Radio } from 'antd'
import { useMemo } from 'react'
import { useWords } from '../i18n/index.ts'
import { share } from '../ui/number.ts'
import { PlaceMap } from './place-map.tsx'
import type { LookedAt } from './upload-messages.ts'

interface Props {
  readonly datum: LookedAt['datum']
  readonly sample: LookedAt['sample']
  readonly chosen: Datum | null
  readonly onChoose: (datum: Datum | null) => void
}

/** The section. */
export function UploadDatum({ datum: { used, by, evidence }, sample, chosen, onChoose }: Props) {
  const { t, lang, say } = useWords()
  const points = useMemo(
    () => sample.map(({ name, at }, i) => ({ id: String(i), at, name, look: 'open' as const })),
    [sample],
  )
  const near = new Map(evidence?.evidence.map((e) => [e.datum, e]))
  const name = (id: Datum) => {
    const found = DATUMS.find((d) => d.id === id)
    return found ? say(found.name) : id
  }
  return (
    <div className="halves" data-testid="datum">
      <div>
        <p className={by === 'nobody' ? 'missing' : 'quiet small'}>
          {t(`upload.datum.by.${by}`, { datum: name(used) })}
        </p>
        <Radio.Group
          className="kinds"
          aria-label={t('upload.datum')}
          value={chosen ?? used}
          disabled={by === 'heading'}
          onChange={({ target }) => onChoose(target.value as Datum)}
        >
          {DATUMS.map(({ id }) => {
            const told = near.get(id)
            return (
              <Radio key={id} value={id}>
                {name(id)}
                {told && (
                  <small className="quiet">
                    {t('upload.datum.near', { share: share(told.shareNear, lang) })}
                    {told.medianMeters !== null &&
                      ` · ${t('upload.datum.median', { m: Math.round(told.medianMeters) })}`}
                  </small>
                )}
              </Radio>
            )
          })}
        </Radio.Group>
        {evidence && (
          <p className="quiet small">
            {t(evidence.decisive ? 'upload.datum.sure' : 'upload.datum.unsure', { n: evidence.points })}
          </p>
        )}
        {chosen && by !== 'heading' && (
          <button type="button" className="link small" onClick={() => onChoose(null)}>
            {t('upload.datum.ask-streets')}
          </button>
        )}
      </div>
      <div>
        <p className="quiet small">{t('upload.datum.look', { n: sample.length })}</p>
        <PlaceMap label={t('upload.datum.map')} points={points} />
      </div>
    </div>
  )
}
