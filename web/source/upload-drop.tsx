// Where a file is dropped or chosen.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { FILE_KINDS } from './kind-of-file.ts'

/** The place for it; nothing is sent by choosing. */
export function UploadDrop({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useWords()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button within is for everybody
    <div
      className={over ? 'drop over' : 'drop'}
      data-testid="drop"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <p>{t('upload.drop')}</p>
      <Button type="primary" onClick={() => input.current?.click()}>
        {t('upload.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('upload.choose')}
        accept={[...new Set(Object.values(FILE_KINDS).flat())].join(',')}
        onChange={({ target }) => {
          take(target.files)
          target.value = '' // the same file may be chosen again once it was put right
        }}
      />
      <p className="quiet small">{t('upload.drop.kinds')}</p>
    </div>
  )
}
