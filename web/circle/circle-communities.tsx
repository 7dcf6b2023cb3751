// The communities of a circle: each can be given to another, and two can be kept apart.
import { Select } from 'antd'
import { useWords } from '../i18n/index.ts'
import type { Stand } from './circles-messages.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'
import { give, keepApart } from './draft.ts'

/** The communities of a circle: where each could go, and which may not be together. */
export function Communities({
  store,
  view,
  stand,
  circle: i,
  still,
}: {
  readonly store: CirclesStore
  readonly view: CirclesView
  readonly stand: Stand
  readonly circle: number
  readonly still: boolean
}) {
  const { t } = useWords()
  const circle = stand.draft.circles[i]!
  const names = new Map(view.ground?.units.map((u) => [u.id, u.name]) ?? [])
  const nameOf = (unit: string) => names.get(unit) || unit
  const beside = new Set(stand.neighbours[i])
  const targets = stand.draft.circles
    .map((c, j) => ({ c, j }))
    .filter(({ c }) => c !== circle && c.units.length > 0)
    .sort((a, b) => Number(beside.has(b.j)) - Number(beside.has(a.j)) || a.j - b.j)
  const own = stand.draft.apart.filter((pair) => pair.some((u) => circle.units.includes(u)))
  return (
    <details className="communities" data-testid="communities">
      <summary>
        {t(circle.units.length === 1 ? 'circles.communities.one' : 'circles.communities', { n: circle.units.length })}
      </summary>
      <ul>
        {circle.units.map((unit) => (
          <li key={unit}>
            <span>{nameOf(unit)}</span>
            <Select
              size="small"
              variant="borderless"
              disabled={still}
              value={null}
              aria-label={`${nameOf(unit)} ${t('circles.part.to')}`}
              placeholder={`${t('circles.part.to')}…`}
              popupMatchSelectWidth={false}
              options={[
                {
                  label: t('circles.part.to'),
                  options: targets.map(({ c }) => ({ value: `to ${c.id}`, label: c.name || c.id })),
                },
                {
                  label: t('circles.apart.with'),
                  options: circle.units
                    .filter((u) => u !== unit)
                    .map((u) => ({ value: `apart ${u}`, label: nameOf(u) })),
                },
              ]}
              onChange={(what: string | null) => {
                const [act, id] = (what ?? '').split(' ') as [string, string]
                void store.edit((d) => (act === 'to' ? give(d, unit, id) : keepApart(d, unit, id, true)))
              }}
            />
          </li>
        ))}
      </ul>
      {own.length > 0 && (
        <ul className="apart">
          {own.map(([a, b]) => (
            <li key={`${a} ${b}`}>
              <span>{t('circles.apart', { a: nameOf(a), b: nameOf(b) })}</span>
              <button type="button" className="link" onClick={() => void store.edit((d) => keepApart(d, a, b, false))}>
                {t('circles.apart.lift')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
