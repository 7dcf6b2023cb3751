// From what a run would be made today: the newest layer of each kind that holds for the office, and its ledger. What is missing is
// said in a sentence, with the way to where it is brought.
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Office, RunListed } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { type Page, useAsked } from '../api/queries.ts'
import { officePath } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { sayDay } from '../ui/when.ts'
import type { Wanted } from './asking.ts'

interface Layer {
  readonly id: string
  readonly kind: 'streets' | 'areas' | 'population' | 'census'
  readonly number: number
  readonly name: string
  /** Code of the office that brought it. */
  readonly office: string
  readonly at: string
  readonly current: boolean
}

/** What there is, and whether it is enough. */
export interface Inputs {
  readonly layers: readonly Layer[]
  /** Whether the ledger has a row at all; null: not known yet. */
  readonly ledger: boolean | null
  /** Measurements that later kinds start from, newest first. */
  readonly measures: readonly RunListed[]
  readonly missing: readonly string[]
  readonly ready: boolean
  readonly known: boolean
}

const KINDS = ['streets', 'areas', 'population', 'census'] as const

/** Reads what there is for an office. */
export function useInputs(office: Office, kind: Wanted['kind'], open: boolean): Inputs {
  const of = (more: string) => (open ? officePath(office.code, more) : null)
  // its own first, then those of the offices above, the nearest first: as server/run/layers.ts takes them
  const places = [office, ...[...office.ancestors].reverse()]
  const layers = useQueries({
    queries: places.map(({ code }) => ({
      queryKey: [officePath(code, '/layers'), { limit: 200 }],
      queryFn: () => call<Page<Layer>>('GET', officePath(code, '/layers'), { query: { limit: 200 } }),
      enabled: open,
    })),
  })
  const outlets = useAsked<Page<unknown>>(of('/outlets'), { limit: 1 })
  const runs = useAsked<Page<RunListed>>(of('/runs'), { kind: 'measure', state: 'done', limit: 20 })
  const current = layers.flatMap(({ data }) => (data?.items ?? []).filter((l) => l.current))
  const newest = KINDS.flatMap((k) => current.find((l) => l.kind === k) ?? [])
  const has = (k: Layer['kind']) => newest.some((l) => l.kind === k)
  const measures = runs.data?.items ?? []
  const ledger = outlets.data ? outlets.data.items.length > 0 : null
  const missing: string[] = []
  if (kind === 'measure') {
    if (!has('streets')) missing.push('streets')
    if (!has('population') && !has('census')) missing.push('people')
    if (has('census') && !has('population') && !has('areas')) missing.push('areas')
    if (ledger === false) missing.push('ledger')
  } else if (kind !== 'remeasure' && measures.length === 0) missing.push('measure')
  const known =
    kind === 'remeasure' ||
    (kind === 'measure' ? layers.every((l) => l.isFetched) && outlets.isFetched : runs.isFetched)
  return {
    layers: newest,
    ledger,
    measures,
    missing,
    known,
    // the ledger may be empty: then nothing is known of any category, and the answer says so
    ready: known && missing.every((m) => m === 'ledger'),
  }
}

/** The list. */
export function InputsHere({ office, kind, inputs }: { office: Office; kind: Wanted['kind']; inputs: Inputs }) {
  const { t, lang } = useWords()
  if (kind === 'remeasure') return <p className="quiet small">{t('run.inputs.remeasure')}</p>
  const nameOf = (l: Layer) => [office, ...office.ancestors].find((o) => o.code === l.office)?.name ?? l.office
  return (
    <section className="inputs-here" data-testid="inputs-here">
      <h3>{t('run.inputs.will')}</h3>
      {kind === 'measure' && (
        <ul className="plain small">
          {inputs.layers.map((l) => (
            <li key={l.id}>
              {t(`run.role.${l.kind}`)}
              {lang === 'zh' ? '：' : ': '}
              {l.name}
              <span className="quiet">
                {' '}
                {t('run.inputs.version', { n: l.number, day: sayDay(l.at, lang), office: nameOf(l) })}
              </span>
            </li>
          ))}
          {inputs.ledger && <li>{t('run.inputs.ledger')}</li>}
        </ul>
      )}
      {kind !== 'measure' && inputs.measures[0] && (
        <p className="small">
          {t('run.inputs.measure', { title: inputs.measures[0].title, day: sayDay(inputs.measures[0].madeAt, lang) })}
        </p>
      )}
      {inputs.known &&
        inputs.missing.map((what) => (
          <p key={what} className="missing small" role="status">
            {t(`run.missing.${what}`)}{' '}
            {what !== 'measure' && (
              <Link to="/o/$office/uploads" params={{ office: office.code }}>
                {t('run.missing.bring')}
              </Link>
            )}
          </p>
        ))}
    </section>
  )
}
