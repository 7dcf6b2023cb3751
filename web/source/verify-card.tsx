// One thing to look at: what is claimed, where, and what one sees.
import { Button, Input } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import { sayDay } from '../ui/when.ts'
import type { SeenAnswer, Verification } from './office-lists.ts'
import { smallPhoto } from './photo-size.ts'
import { PlaceMap } from './place-map.tsx'

const THERE = ['yes', 'no', 'moved', 'unsure'] as const

/** What was seen, with a note and a photo. */
export interface Seen {
  readonly there: SeenAnswer['there']
  readonly note: string | null
  readonly photo: Blob | null
  /** Where it is now, for what moved. */
  readonly at: readonly [number, number] | null
}

interface Props {
  readonly task: Verification
  readonly meters: number | null
  readonly may: boolean
  readonly onSeen: (seen: Seen) => void
}

/** The card. */
export function VerifyCard({ task, meters, may, onSeen }: Props) {
  const { t, lang } = useWords()
  const [note, setNote] = useState('')
  const [photo, setPhoto] = useState<Blob | null>(null)
  const [bad, setBad] = useState(false)
  const [mapped, setMapped] = useState(false)
  const [moving, setMoving] = useState(false)
  const [now, setNow] = useState<readonly [number, number] | null>(null)
  const camera = useRef<HTMLInputElement>(null)
  const shown = useMemo(() => (photo ? URL.createObjectURL(photo) : null), [photo])
  useEffect(() => () => void (shown && URL.revokeObjectURL(shown)), [shown])
  const points = useMemo(
    () => [{ id: task.id, at: [task.lng, task.lat] as const, name: task.place, look: 'here' as const }],
    [task],
  )
  const answer = (there: SeenAnswer['there'], at: readonly [number, number] | null = null) =>
    onSeen({ there, note: note.trim() || null, photo, at })
  return (
    <article className="task" data-testid="task" data-id={task.id} aria-label={task.place}>
      <h4>{task.place}</h4>
      <p>
        {t(`verify.claim.${task.reason}`, {
          note: task.note ?? '',
          day: task.reason === 'oldest' && task.note ? sayDay(task.note, lang) : '',
        })}
        {task.reason === 'oldest' && !task.note ? t('verify.claim.never') : ''}
      </p>{' '}
      <p className="quiet small">
        {task.people !== null && task.peopleAre && (
          <strong>{t(`verify.people.${task.peopleAre}`, { n: people(task.people, lang) })}</strong>
        )}
        {meters !== null &&
          ` · ${t('verify.meters', { n: meters < 1000 ? `${Math.round(meters)} m` : `${(meters / 1000).toFixed(1)} km` })}`}
        {task.due && ` · ${t('verify.due.by', { day: sayDay(task.due, lang) })}`}
      </p>
      <button type="button" className="link" aria-expanded={mapped} onClick={() => setMapped(!mapped)}>
        {t(mapped ? 'verify.map.hide' : 'verify.map.show')}
      </button>
      {(mapped || moving) && (
        <PlaceMap
          label={t('verify.map', { place: task.place })}
          points={points}
          movable={moving ? (now ?? [task.lng, task.lat]) : null}
          follow={false}
          onMove={(to) => setNow([Math.round(to[0] * 1e6) / 1e6, Math.round(to[1] * 1e6) / 1e6])}
        />
      )}
      {may && (
        <>
          <div className="note-line">
            <Input.TextArea
              aria-label={t('verify.note')}
              placeholder={t('verify.note')}
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={2000}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
            <Button onClick={() => camera.current?.click()}>{t(photo ? 'verify.photo.again' : 'verify.photo')}</Button>
            <input
              ref={camera}
              type="file"
              accept="image/*"
              capture="environment"
              hidden
              aria-label={t('verify.photo')}
              onChange={async ({ target }) => {
                const file = target.files?.[0]
                target.value = ''
                if (!file) return
                const small = await smallPhoto(file)
                setBad(small === null)
                setPhoto(small)
              }}
            />
          </div>
          {bad && (
            <p role="alert" className="missing">
              {t('verify.photo.bad')}
            </p>
          )}
          {shown && (
            <p className="photo">
              <img src={shown} alt={t('verify.photo.of', { place: task.place })} />
              <Button size="small" onClick={() => setPhoto(null)}>
                {t('verify.photo.drop')}
              </Button>
            </p>
          )}
          {moving ? (
            <div className="answers">
              <p className="small">{t('verify.moved.where')}</p>
              <Button type="primary" disabled={!now} onClick={() => answer('moved', now)}>
                {t('verify.moved.here')}
              </Button>
              <Button onClick={() => answer('moved')}>{t('verify.moved.away')}</Button>
              <Button onClick={() => setMoving(false)}>{t('outlet.leave')}</Button>
            </div>
          ) : (
            <fieldset className="answers" aria-label={t('verify.seen', { place: task.place })}>
              {THERE.map((there) => (
                <Button
                  key={there}
                  size="large"
                  type={there === 'yes' ? 'primary' : 'default'}
                  onClick={() => (there === 'moved' && task.outlet ? setMoving(true) : answer(there))}
                >
                  {t(task.reason === 'gap' ? `verify.gap.${there}` : `verify.there.${there}`)}
                </Button>
              ))}
            </fieldset>
          )}
        </>
      )}
    </article>
  )
}
