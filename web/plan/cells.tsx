// A cell of the plan that can be changed: words until it is pressed, then a field. What was set by hand says so, and what is computed
// stands beside it.
import { AutoComplete, Input, InputNumber, Select } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useWords } from '../i18n/index.ts'

interface CellProps {
  /** What it is of which action, for those who hear it. */
  readonly label: string
  readonly edited: boolean
  /** What is computed, in words; null: nothing is. */
  readonly computed: string | null
  readonly children: ReactNode
  /** Back to what is computed. */
  readonly onRevert: () => void
  /** The field; it calls `done` when it is left. */
  readonly field: (done: () => void) => ReactNode
}

/** Words, or the field in their place. */
export function Cell({ label, edited, computed, children, onRevert, field }: CellProps) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const done = () => {
    setOpen(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  if (open)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: Escape gives up whichever field is inside
      <div
        className="cell-field"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          done()
        }}
      >
        {field(done)}
      </div>
    )
  return (
    <>
      <button ref={button} type="button" className={edited ? 'cell edited' : 'cell'} onClick={() => setOpen(true)}>
        {children}
        <span className="hidden">{label}</span>
      </button>
      {edited && (
        <span className="by-hand small">
          {t('plan.by-hand')}
          {computed !== null && ` · ${t('plan.computed', { value: computed })}`}{' '}
          <button
            type="button"
            className="link"
            aria-label={t('plan.revert.label', { what: label })}
            onClick={onRevert}
          >
            {t('plan.revert')}
          </button>
        </span>
      )}
    </>
  )
}

interface FieldProps<T> {
  readonly label: string
  readonly value: T
  readonly onSet: (value: T) => void
  readonly done: () => void
}

/** One of some. */
export function OneOf<T extends string>({
  label,
  value,
  onSet,
  done,
  options,
}: FieldProps<T> & { readonly options: readonly { readonly value: T; readonly label: string }[] }) {
  return (
    <Select<T>
      autoFocus
      defaultOpen
      size="small"
      aria-label={label}
      value={value}
      options={[...options]}
      popupMatchSelectWidth={false}
      onChange={(to) => {
        onSet(to)
        done()
      }}
      onBlur={done}
    />
  )
}

/** A number, or nothing: unknown. `unit` is what one of it is worth. */
export function Amount({
  label,
  value,
  onSet,
  done,
  unit,
  suffix,
}: FieldProps<number | null> & { readonly unit: number; readonly suffix: string }) {
  const typed = useRef(value === null ? null : value / unit)
  const leave = () => {
    const to = typed.current === null ? null : Math.round(typed.current * unit)
    if (to !== value) onSet(to)
    done()
  }
  return (
    <InputNumber<number>
      autoFocus
      size="small"
      min={0}
      controls={false}
      aria-label={label}
      {...(typed.current === null ? {} : { defaultValue: typed.current })}
      suffix={suffix}
      onChange={(to) => {
        typed.current = to
      }}
      onPressEnter={leave}
      onBlur={leave}
    />
  )
}

/** A line of text; some are offered. */
export function Words({
  label,
  value,
  onSet,
  done,
  offered,
}: FieldProps<string> & { readonly offered: readonly string[] }) {
  const [typed, setTyped] = useState(value)
  const leave = () => {
    if (typed.trim() !== value) onSet(typed.trim())
    done()
  }
  return (
    <AutoComplete
      autoFocus
      size="small"
      aria-label={label}
      value={typed}
      onChange={setTyped}
      onBlur={leave}
      options={offered.map((o) => ({ value: o }))}
      showSearch={{ filterOption: (text, option) => String(option?.value ?? '').includes(text) }}
      popupMatchSelectWidth={false}
    >
      <Input size="small" onPressEnter={leave} />
    </AutoComplete>
  )
}
