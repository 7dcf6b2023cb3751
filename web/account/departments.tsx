// Departments are those of a document: eleven in the notice of 2024, other numbers in others.
import type { Name } from '@yike/core/base/name.ts'
import { Select } from 'antd'
import { useAsked } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'

/** Documents of the state with the departments each names (core/programme/document.ts). */
interface Documents {
  readonly items: readonly {
    readonly id: string
    readonly number: string | null
    readonly title: string
    readonly departments: readonly { readonly id: string; readonly name: Name }[] | null
  }[]
}

interface Props {
  readonly id: string
  readonly value: string | null
  readonly onChange: (department: string | null) => void
}

/** Chooses a department, by the document that names it. */
export function DepartmentSelect({ id, value, onChange }: Props) {
  const { t, say } = useWords()
  const { data } = useAsked<Documents>('/api/departments')
  return (
    <Select<string | null>
      id={id}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('people.department.none')}
      value={value}
      onChange={(to) => onChange(to ?? null)}
      options={(data?.items ?? []).map((document) => ({
        label: document.number ?? document.title,
        title: document.title,
        options: (document.departments ?? []).map((d) => ({ value: d.id, label: say(d.name) })),
      }))}
    />
  )
}
