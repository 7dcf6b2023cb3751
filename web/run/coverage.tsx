// Who reaches what, as a run found it: each category with its share, and what the share was divided by.
import type { Category } from '@yike/core/standard/define.ts'
import { standards } from '@yike/core/standard/standards/index.ts'
import { Switch } from 'antd'
import { useState } from 'react'
import { type Page, useAsked } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Empty, Section } from '../shell/parts.tsx'
import { type Column, Rows } from '../shell/rows.tsx'
import { Bar } from '../ui/bar.tsx'
import { people, share } from '../ui/number.ts'
import { runPath } from './follow.ts'

/** A row of a run's coverage. People; null: not measured. */
export interface CoverageRow {
  readonly area: string
  readonly areaName: string
  readonly category: string
  readonly band: string
  readonly within: number | null
  readonly beyond: number | null
  readonly lacking: number | null
  readonly unknown: number | null
  readonly share: number | null
}

/** People about whom something can be said: what the share is divided by. */
export const judged = (r: CoverageRow): number => (r.within ?? 0) + (r.beyond ?? 0) + (r.lacking ?? 0)

/** Categories of a standard by id; where it is not known which, those of all of them. */
export function categoriesOf(standard: string | null): ReadonlyMap<string, Category> {
  const known = standards.find((s) => s.id === standard)
  return new Map((known ? [known] : standards).flatMap((s) => s.categories).map((c) => [c.id, c]))
}

/** The whole city, all ages, by category. */
export const useCoverage = (run: string | null) =>
  useAsked<Page<CoverageRow>>(run === null ? null : runPath(run, '/coverage'), {
    area: 'city',
    band: 'all',
    limit: 200,
  })

interface Props {
  readonly run: string
  readonly standard: string | null
  /** Rows shown before the rest is asked for. */
  readonly most?: number
}

/** The table; what most people lack comes first, the basic before the rest. */
export function Coverage({ run, standard, most = Number.POSITIVE_INFINITY }: Props) {
  const { t, lang, say } = useWords()
  const [all, setAll] = useState(false)
  const asked = useCoverage(run)
  const categories = categoriesOf(standard)
  const isBasic = (r: CoverageRow) => categories.get(r.category)?.tier === 'basic'
  const columns: Column<CoverageRow>[] = [
    {
      id: 'category',
      head: true,
      title: t('category'),
      cell: (r) => {
        const its = categories.get(r.category)
        return (
          <>
            {its ? say(its.name) : r.category}{' '}
            {its && <span className={`tier tier-${its.tier}`}>{t(`tier.${its.tier}.short`)}</span>}
          </>
        )
      },
    },
    {
      id: 'share',
      number: true,
      title: t('run.coverage.share'),
      cell: (r) => (
        <span className="barred">
          <Bar share={r.share} />
          <span className="percent">{share(r.share, lang)}</span>
        </span>
      ),
    },
    {
      id: 'within',
      number: true,
      title: t('run.coverage.within'),
      cell: (r) =>
        judged(r) >= 0.5 ? `${people(r.within ?? 0, lang)} / ${people(judged(r), lang)}` : t('run.coverage.none'),
    },
    {
      id: 'unknown',
      number: true,
      title: t('run.coverage.unknown'),
      cell: (r) => (r.unknown === null ? t('run.coverage.none') : people(r.unknown, lang)),
    },
  ]
  return (
    <Section
      id="coverage"
      title={t('run.coverage')}
      aside={
        <span className="only">
          <Switch id="coverage-all" size="small" checked={all} onChange={setAll} />
          <label htmlFor="coverage-all">{t('run.coverage.all')}</label>
        </span>
      }
    >
      <Asked asked={asked}>
        {({ items }) => {
          if (items.length === 0) return <Empty>{t('run.coverage.empty')}</Empty>
          const sorted = [...items].sort(
            (a, b) =>
              Number(isBasic(b)) - Number(isBasic(a)) ||
              (a.share === null ? 2 : a.share) - (b.share === null ? 2 : b.share) ||
              (a.category < b.category ? -1 : 1),
          )
          const shown = all ? sorted : sorted.filter(isBasic)
          return (
            <>
              <Rows
                label={t('run.coverage')}
                rows={(shown.length > 0 ? shown : sorted).slice(0, all ? undefined : most)}
                keyOf={(r) => r.category}
                columns={columns}
              />
              <p className="quiet small">{t('run.coverage.about')}</p>
            </>
          )
        }}
      </Asked>
    </Section>
  )
}
