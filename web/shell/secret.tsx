// Something secret that is shown once: to be copied now, for nobody can show it again.
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../i18n/index.ts'

/** The secret, with a button that copies it. */
export function Secret({
  title,
  about,
  text,
  onClose,
}: {
  title: string
  about: string
  text: string
  onClose: () => void
}) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  return (
    <Alert
      type="success"
      showIcon
      className="secret"
      closable={{ onClose }}
      title={title}
      description={
        <>
          <p>{about}</p>
          <p className="secret-line">
            <code data-testid="secret">{text}</code>
            <Button
              size="small"
              onClick={() =>
                void navigator.clipboard?.writeText(text).then(
                  () => setCopied(true),
                  () => setCopied(false),
                )
              }
            >
              {t(copied ? 'office.copied' : 'office.copy')}
            </Button>
          </p>
        </>
      }
    />
  )
}
