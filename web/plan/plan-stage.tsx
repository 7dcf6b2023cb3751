// A plan a circle: drafted from the gaps and the sites that were chosen, changed by officers, put into years, handed out as files.
import { Fault } from '@yike/core/base/fault.ts'
import type { Planned } from '@yike/core/plan/edits.ts'
import { MOST_GATES } from '@yike/core/plan/gates.ts'
import { ORDER } from '@yike/core/plan/order.ts'
import { MEASURE_NAMES } from '@yike/core/plan/templates.ts'
import { sharedPrefix } from '@yike/core/report/lookup.ts'
import type { AreaLevel } from '@yike/core/source/rows.ts'
import { Alert, Button, Input, InputNumber, Select, Switch } from 'antd'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { shelfFor } from '../access/shelf.ts'
import type { StageProps } from '../access/stage.ts'
import { cityKey } from '../circle/keep.ts'
import { levelsOf } from '../circle/levels.ts'
import { useCircles } from '../circle/use-circles.ts'
import { useWords } from '../i18n/index.ts'
import type { Overlay, SiteMark } from '../map/overlay.ts'
import { useDesk } from '../siting/desk.ts'
import { people } from '../ui/number.ts'
import { CirclePlan } from './circle-plan.tsx'
import { ALL, type Filter, FilterChoices, fitsIn } from './filter.tsx'
import { OlderPlan } from './older.tsx'
import { type KeptPlan, PlanStore } from './plan-store.ts'
import { PlatformTools } from './platform-tools.tsx'
import { Removed } from './removed.tsx'
import { Seek } from './seek-line.tsx'
import { mostHeld, peopleByLevel } from './stand-ins.ts'
import { TableNote, TallyFile, Tools } from './tools.tsx'
import { Years } from './years.tsx'
import './plan.css'

let made: { readonly ask: StageProps['ask']; readonly store: PlanStore } | null = null

/** The store of this visit: it outlasts the panel. */
function planOf(ask: StageProps['ask']): PlanStore {
  if (made?.ask !== ask) made = { ask, store: new PlanStore(ask) }
  return made.store
}

/** Yuan in 万元. */
const WAN = 10_000

/** The stage of plans. */
export function PlanStage(props: StageProps) {
  const { city, figures, ask, minutes, onOverlay, onShow, onCategory } = props
  const { t, lang, say } = useWords()
  const store = planOf(ask)
  const state = useSyncExternalStore(store.subscribe, store.state)
  const { plan, laid, circles } = state
  const { view: drawn } = useCircles(props)
  const desk = useDesk()
  const stand = drawn.shown?.stand ?? drawn.stand
  const levels = levelsOf(city.areas).filter((l): l is AreaLevel => l !== 'city')
  const [choice, setChoice] = useState<'drawn' | AreaLevel | null>(null)
  const held = useMemo(() => peopleByLevel(city, figures), [city, figures])
  const source = choice ?? (stand ? 'drawn' : mostHeld(levels, held, city.people))
  const [gates, setGates] = useState(false)
  const [tally, setTally] = useState<{ readonly text: string; readonly file: string } | null>(null)
  const [filter, setFilter] = useState<Filter>(ALL)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [picked, setPicked] = useState<string | null>(null)
  const { walker } = figures.convention

  const sitings = desk.answers.filter((a) => desk.sent.includes(a.id)).map((a) => a.id)
  const key = JSON.stringify([
    source === 'drawn' ? `drawn ${stand?.key}` : source,
    sitings,
    state.sought,
    gates,
    tally?.text ?? null,
    walker.id,
    walker.kmh.value,
    minutes,
  ])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that a draft depends on
  useEffect(() => {
    if (source === null) return
    const its = source === 'drawn' && stand ? { kind: 'drawn' as const, circles: stand.draft.circles } : null
    void store.enter(
      shelfFor<KeptPlan>('yike.plan', cityKey(city)),
      {
        circles: its ?? { kind: 'areas', level: source === 'drawn' ? (levels.at(-1) ?? 'other') : source },
        sitings,
        sought: state.sought,
        gates: gates ? MOST_GATES : 0,
        tally,
      },
      key,
    )
  }, [key, store, city])

  // as core/plan/site-gaps.ts: basic, and known by more than OpenStreetMap
  const sited = [...city.categories.keys()].filter((c) => {
    const { known, basis } = figures.knowledge[c]!
    return city.categories[c]!.tier === 'basic' && known && basis !== 'osm'
  })
  const soughtSites = plan?.grounds.sited.reduce((sum, s) => sum + s.sites, 0) ?? 0
  const fits = (a: Planned) => fitsIn(a, filter)
  const byCircle = useMemo(() => {
    const lists = new Map<string, Planned[]>(plan?.circles.map((c) => [c.id, []]))
    for (const action of plan?.actions ?? []) {
      const list = lists.get(action.circle)
      if (list) list.push(action)
      else lists.set(action.circle, [action])
    }
    return lists
  }, [plan])
  // those first that are taken up first: by year, then by need, as core/plan/tasks.ts gives years
  const inOrder = useMemo(() => {
    const tasks = new Map(plan?.tasks.tasks.map((k) => [k.circle, k]))
    const year = (id: string) => tasks.get(id)?.year || Number.POSITIVE_INFINITY
    return [...(plan?.circles ?? [])].sort(
      (a, b) =>
        (year(a.id) === year(b.id) ? 0 : year(a.id) - year(b.id)) ||
        (tasks.get(b.id)?.need ?? 0) - (tasks.get(a.id)?.need ?? 0) ||
        b.people - a.people ||
        (a.id < b.id ? -1 : 1),
    )
  }, [plan])
  const leads = useMemo(
    () => [...new Set(city.categories.flatMap((c) => (c.lead ? [c.lead.name] : [])))].sort(),
    [city],
  )

  const pick = (action: Planned) => {
    setPicked(action.id)
    onCategory(action.category)
    const at = action.sites[0]?.at ?? action.problem?.at
    if (at) onShow({ at })
  }
  const toggle = (id: string, isOpen: boolean) => {
    const next = new Set(open)
    if (isOpen) next.add(id)
    else next.delete(id)
    setOpen(next)
  }

  // circles on the map, and the sites of those that are open
  const tints = useMemo(() => new Map(stand?.draft.circles.map((c, i) => [c.id, i])), [stand])
  const overlay = useMemo((): Overlay => {
    const sites = (plan?.actions ?? [])
      .filter((a) => open.has(a.circle) && fitsIn(a, filter))
      .flatMap((a): SiteMark[] =>
        a.sites.map((s, k) => ({
          id: `${a.id}#${k}`,
          at: s.at,
          role: s.kind === 'outlet' ? 'existing' : a.measure === 'mobile' ? 'mobile' : 'chosen',
          label: '',
        })),
      )
    const prefix = sharedPrefix(circles.map((c) => c.name))
    return {
      circles: circles.map(({ id, name, polygon, heart, locked }, i) => ({
        id,
        name: name.startsWith(prefix) ? name.slice(prefix.length) : name,
        polygon,
        tint: (tints.get(id) ?? i) % 6,
        locked,
        heart: heart?.at ?? null,
      })),
      sites,
      picked: [...open, ...(picked ? sites.filter((s) => s.id.startsWith(`${picked}#`)).map((s) => s.id) : [])],
      cells: true,
      plain: true,
      onPick: (what) => {
        const id = what?.kind === 'circle' ? what.id : what ? what.id.split('/')[0]! : null
        if (id === null) return
        setOpen((before) => new Set(before).add(id))
        document.getElementById(`plan-${id}`)?.scrollIntoView({ block: 'nearest' })
      },
      onMoved: null,
    }
  }, [plan, circles, tints, open, picked, filter])
  useEffect(() => onOverlay(overlay), [overlay, onOverlay])
  useEffect(() => () => onOverlay(null), [onOverlay])

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey)) return
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
      const letter = event.key.toLowerCase()
      if (letter !== 'z' && letter !== 'y') return
      event.preventDefault()
      if (letter === 'y' || event.shiftKey) store.redo()
      else store.undo()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [store])

  if (source === null) return <Alert type="info" showIcon title={t('plan.none.circles')} />
  const counted = plan ? countsOf(plan.actions) : null
  const filtered = filter.year !== null || filter.lead !== null || filter.measure !== null
  return (
    <section className="plan" data-testid="plan">
      <div className="plan-ask">
        <label htmlFor="plan-circles">{t('plan.for')}</label>
        <Select<'drawn' | AreaLevel>
          id="plan-circles"
          value={source}
          onChange={setChoice}
          options={[
            ...(stand
              ? [{ value: 'drawn' as const, label: t('plan.for.drawn', { n: stand.draft.circles.length }) }]
              : []),
            ...levels.map((l) => ({
              value: l,
              label: t('plan.for.areas', { level: t(`level.${l}`), n: people(held.get(l) ?? 0, lang) }),
            })),
          ]}
        />
        <label htmlFor="plan-title">{t('plan.title')}</label>
        <Input
          id="plan-title"
          value={laid.settings.title}
          placeholder={t('plan.title.none')}
          onChange={({ target }) => store.setSettings({ title: target.value })}
        />
        <span id="plan-term">{t('plan.term')}</span>
        <div className="plan-line">
          <InputNumber
            aria-label={t('plan.start')}
            min={2000}
            max={2100}
            precision={0}
            controls={false}
            value={laid.settings.start}
            placeholder={t('plan.start')}
            onChange={(start) => (start === null || start >= 2000) && store.setSettings({ start })}
          />
          <InputNumber
            aria-label={t('plan.years.n')}
            min={1}
            max={10}
            precision={0}
            value={laid.settings.years}
            suffix={t('plan.years.unit')}
            onChange={(years) => store.setSettings({ years: years ?? 2 })}
          />
          <InputNumber
            aria-label={t('plan.budget')}
            min={0}
            value={laid.settings.budget === null ? null : laid.settings.budget / WAN}
            placeholder={t('plan.budget')}
            suffix={t('siting.budget.unit')}
            onChange={(n) => store.setSettings({ budget: n === null ? null : Math.round(n * WAN) })}
          />
        </div>
        <span>{t('plan.grounds')}</span>
        <div className="small">
          {(sitings.length > 0 || state.sought.length === 0) && (
            <p className={sitings.length > 0 ? '' : 'quiet'} data-testid="plan-sitings">
              {sitings.length > 0
                ? t('plan.sitings', { n: sitings.length, sites: state.proposals - soughtSites })
                : t('plan.sitings.none')}
            </p>
          )}
          <Seek
            store={store}
            seeking={state.seeking}
            sought={plan?.grounds.sited ?? []}
            city={city}
            categories={sited}
            minutes={minutes}
            premises={desk.draft.source === 'premises' ? (desk.draft.premises?.list ?? null) : null}
          />
          <p className="siting-switch">
            <Switch id="plan-gates" size="small" checked={gates} onChange={setGates} />
            <label htmlFor="plan-gates">{t('plan.gates', { n: MOST_GATES })}</label>
          </p>
          <TallyFile tally={tally} onTally={setTally} onFailure={(f) => store.fail(f)} />
        </div>
      </div>

      {state.failure && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('plan.failed')}
          description={state.failure instanceof Fault ? state.failure.say(lang) : state.failure.message}
        />
      )}
      {state.restored !== null && (
        <Alert
          type="info"
          showIcon
          closable={{ onClose: () => store.seen() }}
          title={t('plan.restored', {
            when: new Date(state.restored).toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB'),
          })}
          action={
            <Button size="small" onClick={() => store.reset()}>
              {t('plan.restored.reset')}
            </Button>
          }
        />
      )}
      {state.outside >= 0.5 && plan && (
        <Alert
          type="warning"
          showIcon
          title={t('plan.outside', { n: people(state.outside, lang), all: people(city.people, lang) })}
        />
      )}
      {state.drafting && !plan && (
        <p className="quiet" role="status">
          {t('plan.drafting')}
        </p>
      )}

      {plan && counted && (
        <>
          <p className="plan-sum" data-testid="plan-sum">
            <strong className="number">{t('plan.actions.n', { n: plan.actions.length })}</strong>
            <span>
              {t('plan.sum.circles', { n: plan.circles.length })}
              <span className="quiet small names">
                {counted.map(([measure, n]) => `${say(MEASURE_NAMES[measure])} ${n}`).join(' · ')}
              </span>
            </span>
          </p>
          <Tools store={store} state={state} ask={ask} />
          <PlatformTools store={store} state={state} ask={ask} />
          {state.table && <TableNote table={state.table} store={store} />}
          {state.older && <OlderPlan older={state.older} store={store} ask={ask} />}
          <Years plan={plan} />
          <details className="small plan-order">
            <summary>{t('plan.order')}</summary>
            <ol>
              {ORDER.map((rule) => (
                <li key={rule.cites + rule.name.zh}>
                  {say(rule.name)}{' '}
                  <span className="quiet">{rule.cites === 'OWN' ? t('plan.order.own') : rule.cites}</span>
                </li>
              ))}
            </ol>
            <p className="quiet">{t('plan.order.what')}</p>
          </details>

          <h3>{t('plan.by-circle')}</h3>
          <div className="plan-filter">
            <Select
              size="small"
              aria-label={t('plan.filter.circle')}
              placeholder={t('plan.filter.circle')}
              value={null}
              showSearch={{ optionFilterProp: 'label' }}
              options={inOrder.map((c) => ({ value: c.id, label: c.name || c.id }))}
              onChange={(id: string | null) => {
                if (id === null) return
                setOpen(new Set([id]))
                const its = circles.find((c) => c.id === id)
                if (its) onShow({ area: its })
                requestAnimationFrame(() => document.getElementById(`plan-${id}`)?.scrollIntoView({ block: 'nearest' }))
              }}
            />
            <FilterChoices plan={plan} filter={filter} onFilter={setFilter} />
            <Button
              size="small"
              type="text"
              onClick={() => setOpen(open.size > 0 ? new Set() : new Set(plan.circles.map((c) => c.id)))}
            >
              {t(open.size > 0 ? 'plan.close.all' : 'plan.open.all')}
            </Button>
          </div>
          {inOrder.map((circle) => {
            const its = byCircle.get(circle.id) ?? []
            const shown = its.filter(fits)
            if (filtered && shown.length === 0) return null
            return (
              <CirclePlan
                key={circle.id}
                circle={circle}
                actions={shown}
                all={its.length}
                plan={plan}
                store={store}
                leads={leads}
                open={open.has(circle.id)}
                picked={picked}
                onOpen={(isOpen) => toggle(circle.id, isOpen)}
                onPick={pick}
              />
            )
          })}
          <Removed plan={plan} edits={laid.edits} store={store} />
        </>
      )}
    </section>
  )
}

function countsOf(actions: readonly Planned[]): (readonly [Planned['measure'], number])[] {
  const counts = new Map<Planned['measure'], number>()
  for (const { measure } of actions) counts.set(measure, (counts.get(measure) ?? 0) + 1)
  return [...counts]
}
