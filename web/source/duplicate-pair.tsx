// Two outlets that may be one, side by side: where each stands, in what they differ, and what is decided.
import { Button, Radio } from 'antd'
import { useMemo, useState } from 'react'
import { call } from '../api/call.ts'
import { forget } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { useDeed } from '../shell/undo.tsx'
import type { Outlet, Pair } from './office-lists.ts'
import { differing, OUTLET_FIELDS, type OutletField, sayField, valuesOf } from './outlet-fields.ts'
import { outletPath, writeOutlet } from './outlet-write.ts'
import { PlaceMap } from './place-map.tsx'

/** Fields that say nothing of which of the two it is. */
const OWN: readonly OutletField[] = ['entrances', 'confirmed', 'confirmedBy']

/** The pair. */
export function DuplicatePair({ pair, may }: { pair: Pair; may: boolean }) {
  const { t } = useWords()
  const deed = useDeed()
  const [keep, setKeep] = useState(pair.kept.id)
  const [taken, setTaken] = useState<readonly OutletField[]>([])
  const [busy, setBusy] = useState(false)
  const [kept, other] = keep === pair.kept.id ? [pair.kept, pair.other] : [pair.other, pair.kept]
  const apart = new Set(differing(kept, other))
  const points = useMemo(
    () => [
      { id: pair.kept.id, at: [pair.kept.lng, pair.kept.lat] as const, name: `A ${pair.kept.name}`, look: 'first' as const }, // biome-ignore format: one line
      { id: pair.other.id, at: [pair.other.lng, pair.other.lat] as const, name: `B ${pair.other.name}`, look: 'second' as const }, // biome-ignore format: one line
    ],
    [pair],
  )
  const then = async (what?: Promise<unknown>) => {
    await what
    await forget('/api/offices/', '/api/outlets/')
  }
  const decide = (what: 'merge' | 'apart' | 'undo', body?: object) =>
    call('POST', `/api/duplicates/${pair.id}/${what}`, body ? { body } : {})
  const doing = async (work: Promise<unknown>) => {
    setBusy(true)
    await work
    setBusy(false)
  }
  const merge = () => {
    // what the kept one did not know it gets from the other by itself; what it knew otherwise is changed after
    let written: { readonly before: Outlet; readonly after: Outlet } | null = null
    return deed({
      done: t('duplicate.merged', { name: kept.name || kept.label }),
      work: async () => {
        await decide('merge', { keep })
        if (taken.length > 0) {
          const before = await call<Outlet>('GET', outletPath(keep))
          written = { before, after: await writeOutlet(before, valuesOf(other, taken)) }
        }
        await then()
      },
      undo: async () => {
        if (written) await writeOutlet(written.after, valuesOf(written.before, taken))
        await then(decide('undo'))
      },
    })
  }
  const letter = (outlet: Outlet) => (outlet.id === pair.kept.id ? 'A' : 'B')
  return (
    <article
      className="pair"
      data-testid="pair"
      data-id={pair.id}
      aria-label={t('duplicate.pair', { a: pair.kept.name, b: pair.other.name })}
    >
      {' '}
      <header className="section-head">
        <h3>
          {t(`duplicate.reason.${pair.reason}`)} · {t('duplicate.meters', { n: Math.round(pair.meters) })}
        </h3>
      </header>
      {may && pair.state === 'open' && (
        <Radio.Group
          className="line"
          aria-label={t('duplicate.keep.which')}
          value={keep}
          onChange={({ target }) => {
            setKeep(target.value as string)
            setTaken([])
          }}
        >
          {[pair.kept, pair.other].map((outlet) => (
            <Radio key={outlet.id} value={outlet.id}>
              {t('duplicate.keep', { letter: letter(outlet) })}
            </Radio>
          ))}
        </Radio.Group>
      )}
      <div className="beside-map">
        <table className="rows two" aria-label={t('duplicate.pair', { a: pair.kept.name, b: pair.other.name })}>
          <thead>
            <tr>
              <th scope="col">{t('outlet.field')}</th>
              {[pair.kept, pair.other].map((outlet) => (
                <th scope="col" key={outlet.id}>
                  {letter(outlet)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {OUTLET_FIELDS.filter((f) => sayField(pair.kept, f, t) !== '—' || sayField(pair.other, f, t) !== '—').map(
              (field) => (
                <tr key={field} data-row={field} className={apart.has(field) ? 'differs' : undefined}>
                  <th scope="row">
                    {t(`outlet.${field}`)}
                    {apart.has(field) && <span className="hidden"> {t('duplicate.differs')}</span>}
                  </th>
                  {[pair.kept, pair.other].map((outlet) => {
                    const choosable =
                      may && pair.state === 'open' && apart.has(field) && !OWN.includes(field) && outlet.id !== keep
                    const known = sayField(outlet, field, t) !== '—'
                    return (
                      <td key={outlet.id} data-label={letter(outlet)}>
                        {sayField(outlet, field, t)}
                        {choosable && known && sayField(kept, field, t) !== '—' && (
                          <button
                            type="button"
                            className="link small take"
                            aria-pressed={taken.includes(field)}
                            onClick={() => setTaken(taken.includes(field) ? taken.filter((f) => f !== field) : [...taken, field])} // biome-ignore format: one line
                          >
                            {t(taken.includes(field) ? 'duplicate.taken' : 'duplicate.take')}
                          </button>
                        )}
                      </td>
                    )
                  })}
                </tr>
              ),
            )}
          </tbody>
        </table>
        <PlaceMap label={t('duplicate.map', { a: pair.kept.name, b: pair.other.name })} points={points} />
      </div>
      {may && (
        <p className="line">
          {pair.state === 'open' ? (
            <>
              <Button type="primary" disabled={busy} onClick={() => void doing(merge())}>
                {t('duplicate.merge', { letter: letter(kept) })}
              </Button>
              <Button
                disabled={busy}
                onClick={() =>
                  void doing(
                    deed({
                      done: t('duplicate.apart.done'),
                      work: () => then(decide('apart')),
                      undo: () => then(decide('undo')),
                    }),
                  )
                }
              >
                {t('duplicate.apart')}
              </Button>
            </>
          ) : (
            <Button
              disabled={busy}
              onClick={() => void doing(deed({ done: t('duplicate.undone'), work: () => then(decide('undo')) }))}
            >
              {t('duplicate.undo')}
            </Button>
          )}
        </p>
      )}
    </article>
  )
}
