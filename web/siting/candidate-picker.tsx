// Where something could open: nodes of the streets, a list of premises read in this browser, or places clicked on the map.
import { sayFinding } from '@yike/core/base/finding.ts'
import { DATUMS, type Datum } from '@yike/core/geo/datum.ts'
import { Button, InputNumber, Segmented, Select } from 'antd'
import { useRef, useState } from 'react'
import type { Engine } from '../access/engine.ts'
import { useWords } from '../i18n/index.ts'
import { type CandidateSource, draftWith, readPremisesFile, useDesk } from './desk.ts'

/** Chooses the candidates. */
export function CandidatePicker({ ask }: { ask: Engine['ask'] }) {
  const { t, lang, say } = useWords()
  const { draft } = useDesk()
  const [datum, setDatum] = useState<Datum>('wgs84')
  const file = useRef<HTMLInputElement>(null)
  const { premises, clicked, source } = draft
  return (
    <div className="siting-candidates">
      <Segmented<CandidateSource>
        block
        aria-labelledby="siting-candidates"
        value={source}
        onChange={(to) => draftWith({ source: to })}
        options={(['street', 'premises', 'places'] as const).map((value) => ({
          value,
          label: t(`siting.source.${value}`),
        }))}
      />
      {source === 'street' && (
        <p className="siting-line">
          <InputNumber
            size="small"
            aria-label={t('siting.wanted')}
            min={10}
            max={3000}
            step={100}
            precision={0}
            value={draft.wanted}
            onChange={(wanted) => draftWith({ wanted: wanted ?? 600 })}
          />
          <span className="quiet small">{t('siting.source.street.what')}</span>
        </p>
      )}
      {source === 'premises' && (
        <>
          <p className="siting-line">
            <input
              ref={file}
              type="file"
              className="hidden"
              tabIndex={-1}
              aria-label={t('siting.file')}
              accept=".csv,.txt,.xlsx,.geojson,.json"
              onChange={(event) => {
                const chosen = event.target.files?.[0]
                if (chosen) void readPremisesFile(ask, chosen, datum)
                event.target.value = ''
              }}
            />
            <Button size="small" onClick={() => file.current?.click()}>
              {t(premises ? 'siting.file.other' : 'siting.file')}
            </Button>
            <Select<Datum>
              size="small"
              aria-label={t('siting.datum')}
              value={datum}
              onChange={setDatum}
              popupMatchSelectWidth={false}
              options={DATUMS.map(({ id, name }) => ({ value: id, label: say(name) }))}
            />
          </p>
          {premises ? (
            <>
              <p className="small" data-testid="premises">
                {t('siting.file.read', { file: premises.file, n: premises.list.length })}
              </p>
              {premises.findings.length > 0 && (
                <ul className="small quiet siting-findings">
                  {premises.findings.map((f) => (
                    <li key={`${f.code} ${f.file}`}>{sayFinding(f, lang)}</li>
                  ))}
                </ul>
              )}
            </>
          ) : (
            <p className="quiet small">{t('siting.source.premises.what')}</p>
          )}
        </>
      )}
      {source === 'places' && (
        <p className="siting-line">
          <span className={clicked.length > 0 ? 'small' : 'quiet small'} role="status" data-testid="clicked">
            {clicked.length > 0 ? t('siting.clicked', { n: clicked.length }) : t('siting.source.places.what')}
          </span>
          {clicked.length > 0 && (
            <>
              <button type="button" className="link small" onClick={() => draftWith({ clicked: clicked.slice(0, -1) })}>
                {t('siting.clicked.back')}
              </button>
              <button type="button" className="link small" onClick={() => draftWith({ clicked: [] })}>
                {t('siting.clicked.clear')}
              </button>
            </>
          )}
        </p>
      )}
    </div>
  )
}
