// Two officers, one outlet: what each says, side by side, and for every field whose word is to stand.
import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import type { Outlet } from './office-lists.ts'
import { differing, type OutletField, sayField, valuesOf } from './outlet-fields.ts'
import type { Clash } from './outlet-write.ts'

interface Props {
  readonly clash: Clash
  /** Writes what was decided upon theirs; an empty change leaves theirs. */
  readonly onSettle: (theirs: Outlet, change: ReturnType<typeof valuesOf>) => void
}

/** The comparison. Mine stands at first where only I changed a field; where both did, somebody has to say. */
export function OutletClash({ clash: { seen, wanted, theirs }, onSettle }: Props) {
  const { t } = useWords()
  const mine: Outlet = { ...seen, ...wanted }
  const fields = differing(mine, theirs)
  const byThem = new Set(differing(seen, theirs))
  const byMe = new Set(differing(seen, mine))
  const [chosen, setChosen] = useState<Partial<Record<OutletField, 'mine' | 'theirs'>>>({})
  const choiceOf = (field: OutletField) =>
    chosen[field] ?? (byMe.has(field) && !byThem.has(field) ? 'mine' : byMe.has(field) ? undefined : 'theirs')
  const open = fields.filter((field) => choiceOf(field) === undefined)
  return (
    <div data-testid="clash">
      <Alert type="warning" showIcon role="alert" title={t('outlet.clash')} description={t('outlet.clash.about')} />
      <table className="rows clash" aria-label={t('outlet.clash')}>
        <thead>
          <tr>
            <th scope="col">{t('outlet.field')}</th>
            <th scope="col">{t('outlet.clash.mine')}</th>
            <th scope="col">{t('outlet.clash.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field} data-row={field}>
              <th scope="row">{t(`outlet.${field}`)}</th>
              {(['mine', 'theirs'] as const).map((whose) => (
                <td key={whose} data-label={t(`outlet.clash.${whose}`)}>
                  <Radio
                    name={`clash-${field}`}
                    checked={choiceOf(field) === whose}
                    onChange={() => setChosen((before) => ({ ...before, [field]: whose }))}
                  >
                    {sayField(whose === 'mine' ? mine : theirs, field, t)}
                  </Radio>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="line">
        <Button
          type="primary"
          disabled={open.length > 0}
          onClick={() => onSettle(theirs, valuesOf(mine, fields.filter((f) => choiceOf(f) === 'mine')))} // biome-ignore format: one line
        >
          {t('outlet.clash.settle')}
        </Button>
        <Button onClick={() => onSettle(theirs, {})}>{t('outlet.clash.leave')}</Button>
        {open.length > 0 && <span className="quiet small">{t('outlet.clash.open', { n: open.length })}</span>}
      </p>
    </div>
  )
}
