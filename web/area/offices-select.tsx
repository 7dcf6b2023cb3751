// Some of the offices below another.
import { Select } from 'antd'
import { useBelow } from './tree.ts'

interface Props {
  readonly id: string
  readonly label: string
  readonly under: string | null
  /** Not to be chosen: the office itself. */
  readonly but: string
  readonly value: readonly string[]
  readonly onChange: (codes: readonly string[]) => void
}

/** The choice, several at once. */
export function OfficesSelect({ id, label, under, but, value, onChange }: Props) {
  const { data } = useBelow(under)
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        value={[...value]}
        onChange={onChange}
        options={(data?.items ?? [])
          .filter((o) => o.code !== but)
          .map((o) => ({ value: o.code, label: `${o.name} ${o.code}` }))}
      />
    </>
  )
}
