// Small parts of every page: a heading with what can be done there, a sentence for nothing, a sentence for what went wrong.
import { Alert, Button, Spin } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { Problem, sentence } from '../api/problem.ts'
import { useWords } from '../i18n/index.ts'

/** A page: its heading, what it is about in a sentence, what can be done, and the rest. */
export function PageHead({ title, about, acts }: { title: ReactNode; about?: ReactNode; acts?: ReactNode }) {
  return (
    <div className="page-head">
      <div>
        <h2>{title}</h2>
        {about && <p className="quiet">{about}</p>}
      </div>
      {acts && <div className="acts">{acts}</div>}
    </div>
  )
}

/** A part of a page under a heading of its own. */
export function Section(props: { title: ReactNode; aside?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className="section" data-testid={props.id}>
      <div className="section-head">
        <h3>{props.title}</h3>
        {props.aside && <span className="small">{props.aside}</span>}
      </div>
      {props.children}
    </section>
  )
}

/** There is nothing, why, and what to do about it. */
export const Empty = ({ children, act }: { children: ReactNode; act?: ReactNode }) => (
  <div className="empty">
    <p>{children}</p>
    {act}
  </div>
)

/** What went wrong, in a sentence, with a way to try again. */
export function Trouble({ error, onAgain }: { error: unknown; onAgain?: () => void }) {
  const { t, lang } = useWords()
  if (!error) return null
  const number = error instanceof Problem && error.status >= 500 ? error.request : null
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="trouble"
      title={sentence(error, lang)}
      description={number ? t('office.request', { number }) : undefined}
      action={
        onAgain && (
          <Button size="small" onClick={onAgain}>
            {t('office.again')}
          </Button>
        )
      }
    />
  )
}

/** Something is being fetched; said only once it has taken a while. */
export function Waiting({ what }: { what?: string }) {
  const { t } = useWords()
  const [long, setLong] = useState(false)
  useEffect(() => {
    const later = setTimeout(() => setLong(true), 700)
    return () => clearTimeout(later)
  }, [])
  return (
    <p className="waiting quiet" role="status">
      {long && (
        <>
          <Spin size="small" /> {what ?? t('office.waiting')}
        </>
      )}
    </p>
  )
}

interface AskedLike<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** Shows what was asked for once it is there; before that, that it is awaited; or why it is not to be had. */
export function Asked<T>({ asked, children }: { asked: AskedLike<T>; children: (data: T) => ReactNode }) {
  if (asked.data !== undefined) return children(asked.data)
  return asked.error ? <Trouble error={asked.error} onAgain={() => void asked.refetch()} /> : <Waiting />
}
