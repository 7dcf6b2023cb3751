// The offices that one is split into, each with its code, its name and those below that go with it.
import { Button, Input, Select } from 'antd'
import type { Office } from '../api/answers.ts'
import { useWords } from '../i18n/index.ts'
import { EMPTY_PART, type Part } from './change.ts'
import { useBelow } from './tree.ts'

interface Props {
  readonly office: Office
  readonly parts: readonly Part[]
  readonly onChange: (parts: readonly Part[]) => void
}

/** The fields. */
export function Parts({ office, parts, onChange }: Props) {
  const { t } = useWords()
  const below = useBelow(office.code).data?.items ?? []
  const set = (n: number, to: Partial<Part>) => onChange(parts.map((p, i) => (i === n ? { ...p, ...to } : p)))
  const taken = new Set(parts.flatMap((p) => p.children))
  return (
    <fieldset className="parts">
      <legend>{t('changes.split.into')}</legend>
      {parts.map((part, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the list until it has a code
        <div className="part" key={n}>
          <Input
            aria-label={t('changes.code')}
            placeholder={t('changes.code')}
            inputMode="numeric"
            value={part.code}
            onChange={({ target }) => set(n, { code: target.value })}
          />
          <Input
            aria-label={t('changes.name')}
            placeholder={t('changes.name')}
            value={part.name}
            onChange={({ target }) => set(n, { name: target.value })}
          />
          <Select
            aria-label={t('changes.split.takes')}
            placeholder={t('changes.split.takes')}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={[...part.children]}
            onChange={(children: string[]) => set(n, { children })}
            options={below
              .filter((o) => part.children.includes(o.code) || !taken.has(o.code))
              .map((o) => ({ value: o.code, label: o.name }))}
          />
          {parts.length > 1 && (
            <button type="button" className="link" onClick={() => onChange(parts.filter((_, i) => i !== n))}>
              {t('changes.split.less')}
            </button>
          )}
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...parts, EMPTY_PART])}>
        {t('changes.split.more')}
      </Button>
    </fieldset>
  )
}
