// What of the ledger is looked at, and in which order: kept in the address.
import { AutoComplete, Input, Select, Switch } from 'antd'
import { useWords } from '../i18n/index.ts'
import { today } from '../ui/when.ts'
import type { Choice } from './choice.ts'

/** Months without a confirmation that one may ask for. */
const MONTHS = [3, 6, 12, 24] as const
const SORTS = ['came', 'name', 'trade', 'confirmed', 'changed'] as const

/** The day so many months ago, YYYY-MM-DD. */
export function monthsAgo(months: number, from = new Date()): string {
  const day = new Date(from.getFullYear(), from.getMonth() - months, 1)
  const last = new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate()
  day.setDate(Math.min(from.getDate(), last))
  return day.toLocaleDateString('sv-SE')
}

/** The end of a day here, as a moment. */
export const endOf = (day: string): string => new Date(`${day}T23:59:59.999`).toISOString()

/** The choice as the server is asked; `box` limits it to a view of the map. */
export const askedOf = ({ q, trade, state, old, sort, on }: Choice, box: string | null) => ({
  q,
  label: trade,
  state,
  sort: sort === 'came' ? undefined : sort,
  confirmedBefore: old === 'never' ? '0001-01-02' : old ? monthsAgo(Number(old)) : undefined,
  at: on ? endOf(on) : undefined,
  bbox: box,
})

/** Whether anything is left out by the choice. */
export const isFiltered = ({ q, trade, state, old }: Choice): boolean => Boolean(q || trade || state || old)

interface Props {
  readonly choice: Choice
  readonly onChoose: (to: Choice) => void
  /** Trades that are seen in the list. */
  readonly trades: readonly string[]
  /** Whether only what the map shows is listed. */
  readonly here: boolean
  readonly onHere: (here: boolean) => void
}

/** The line of filters. */
export function LedgerFilters({ choice, onChoose, trades, here, onHere }: Props) {
  const { t } = useWords()
  return (
    <search className="line filters">
      <Input.Search
        allowClear
        aria-label={t('ledger.q')}
        placeholder={t('ledger.q')}
        defaultValue={choice.q ?? ''}
        onChange={({ target }) => onChoose({ q: target.value.trim() || undefined })}
      />
      <AutoComplete
        aria-label={t('outlet.label')}
        placeholder={t('ledger.trade.all')}
        allowClear
        value={choice.trade ?? null}
        options={trades.map((value) => ({ value }))}
        onChange={(trade?: string | null) => onChoose({ trade: trade || undefined })}
      />
      <Select
        aria-label={t('outlet.state')}
        value={choice.state ?? ''}
        onChange={(state) => onChoose({ state: state || undefined })}
        options={['', 'open', 'closed', 'moved'].map((s) => ({
          value: s,
          label: s ? t(`outlet.state.${s}`) : t('ledger.state.all'),
        }))}
      />
      <Select
        aria-label={t('ledger.old')}
        value={choice.old ?? ''}
        onChange={(old) => onChoose({ old: old || undefined })}
        options={[
          { value: '', label: t('ledger.old.any') },
          ...MONTHS.map((n) => ({ value: String(n), label: t('ledger.old.months', { n }) })),
          { value: 'never', label: t('ledger.old.never') },
        ]}
      />
      <Select
        aria-label={t('ledger.sort')}
        value={choice.sort ?? 'came'}
        onChange={(sort) => onChoose({ sort: sort === 'came' ? undefined : sort })}
        options={SORTS.map((s) => ({ value: s as string, label: t(`ledger.sort.${s}`) }))}
      />
      <span className="day">
        <label htmlFor="ledger-on">{t('ledger.on')}</label>
        <Input
          id="ledger-on"
          type="date"
          max={today()}
          value={choice.on ?? ''}
          onChange={({ target }) => onChoose({ on: target.value || undefined })}
        />
      </span>
      <span className="only">
        <Switch id="ledger-here" size="small" checked={here} onChange={onHere} />
        <label htmlFor="ledger-here">{t('ledger.here')}</label>
      </span>
    </search>
  )
}
