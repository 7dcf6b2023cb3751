// The what-if beside the map: the switch, the share beside the measured one, what was done step by step, and where it shows most.
// Every number here says that it is a scenario's.
import { type LngLat, metersBetween } from '@yike/core/geo/meters.ts'
import { scenarioJson } from '@yike/core/plan/scenario.ts'
import { wholeShare } from '@yike/core/report/numbers.ts'
import type { Category } from '@yike/core/standard/define.ts'
import { Button, Segmented, Switch, Tag } from 'antd'
import type { City } from '../access/messages.ts'
import type { Step } from '../access/steps.ts'
import { useWhatIf, useWhatIfStore } from '../access/use-what-if.ts'
import { scenarioOf } from '../access/what-if-scenario.ts'
import type { Tool } from '../access/what-if-store.ts'
import { useWords } from '../i18n/index.ts'
import { people, meters as sayMeters, share } from '../ui/number.ts'
import { save } from '../ui/save.ts'
import { Figure, Legend } from './figure.tsx'
import { shareOf, tallyFrom, wholeChange } from './tally.ts'

/** Says that what stands beside it was not measured. */
export function Unmeasured() {
  const { t } = useWords()
  return (
    <Tag className="unmeasured" color="geekblue">
      {t('whatif.unmeasured')}
    </Tag>
  )
}

/** Into the what-if and out of it. */
export function WhatIfSwitch({ on, onSwitch }: { on: boolean; onSwitch: (on: boolean) => void }) {
  const { t } = useWords()
  return (
    <p className={on ? 'what-if-switch on' : 'what-if-switch'}>
      <Switch id="what-if" checked={on} onChange={onSwitch} aria-label={t('whatif.switch')} />
      <label htmlFor="what-if">
        <b>{t('whatif')}</b> <span className="quiet small">{t('whatif.what')}</span>
      </label>
    </p>
  )
}

const signed = (n: number, said: string) => (n > 0 ? `+${said}` : n < 0 ? `−${said}` : said)

/** The share of the scenario, beside the one measured, and who is gained and lost. */
export function WhatIfFigure({ category, all, minutes }: { category: Category; all: number; minutes: number }) {
  const { t, lang } = useWords()
  const sums = useWhatIf((view) => view.sums)
  const dragged = useWhatIf((view) => view.dragged)
  if (!sums) return null
  const [before, after] = [tallyFrom(sums.before), tallyFrom(sums.after)]
  const [was, is] = [shareOf(before), shareOf(after)]
  const { gained, lost } = wholeChange(before, after, sums.gained, sums.lost)
  const points = was === null || is === null ? null : Math.round(is * 1000) / 10 - Math.round(was * 1000) / 10
  return (
    <div className="what-if-figure" data-testid="what-if-figure">
      <Figure category={category} tally={after} all={all} minutes={minutes} quiet={dragged !== null}>
        <Unmeasured />
      </Figure>
      <p className="number what-if-change">
        <span data-testid="measured">{t('whatif.measured', { share: share(was, lang) })}</span>
        {points !== null && points !== 0 && (
          <span>{t('whatif.points', { n: signed(points, Math.abs(points).toFixed(1)) })}</span>
        )}
        {gained === 0 && lost === 0 && <span className="quiet">{t('whatif.same')}</span>}
        {gained > 0 && <span className="gained">▲ {t('whatif.gained', { n: people(gained, lang) })}</span>}
        {lost > 0 && <span className="lost">▼ {t('whatif.lost', { n: people(lost, lang) })}</span>}
      </p>
    </div>
  )
}

/** The legend, counting by the scenario. */
export function WhatIfLegend() {
  const sums = useWhatIf((view) => view.sums)
  return sums && <Legend tally={tallyFrom(sums.after)} reach={null} scenario />
}

/** On the map: that this is a scenario, its share, and what a click does. */
export function WhatIfBanner({ limitMeters }: { limitMeters: number }) {
  const { t, lang } = useWords()
  const sums = useWhatIf((view) => view.sums)
  const tool = useWhatIf((view) => view.tool)
  const refused = useWhatIf((view) => view.refused)
  const from = useWhatIf((view) => view.pathFrom)
  if (!sums || !tool) return null
  const [was, is] = [shareOf(tallyFrom(sums.before)), shareOf(tallyFrom(sums.after))]
  return (
    <div className="hint banner" data-testid="banner">
      <b>{t('whatif.unmeasured')}</b>{' '}
      <span className="number">
        {share(was, lang)} → <b>{share(is, lang)}</b>
      </span>
      <span className={refused ? 'said refused' : 'said quiet'} role="status">
        {refused
          ? t('whatif.hint.refused', { limit: limitMeters })
          : t(tool === 'path' && from ? 'whatif.hint.path.to' : `whatif.hint.${tool}`)}
      </span>
    </div>
  )
}

/** A gate as the map draws it. */
const GateSign = ({ who }: { who: number }) => <span className={`gate-sign gate-sign-${who}`} aria-hidden="true" />

/** What may be done, what was done, and where it shows. */
export function WhatIfPanel({ city, onShow }: { city: City; onShow: (at: LngLat) => void }) {
  const { t, lang } = useWords()
  const store = useWhatIfStore()
  const steps = useWhatIf((view) => view.steps)
  const tool = useWhatIf((view) => view.tool)
  const gates = useWhatIf((view) => view.gates)
  const standing = useWhatIf((view) => view.standing)
  const dragged = useWhatIf((view) => view.dragged)
  if (!steps || !tool) return null
  const download = () => {
    const category = city.categories[store.view()!.category]!
    const name = `${t('whatif')} · ${t('whatif.steps')} ${steps.length} · ${lang === 'zh' ? category.name.zh : category.name.en}`
    const called = (n: number) => t('whatif.new', { n })
    const scenario = scenarioOf(name, steps, standing ?? new Map(), gates ?? [], city.outlets, category.id, called)
    save('scenario.json', scenarioJson(scenario), 'application/json')
  }
  const placeOf = (step: Step): LngLat | undefined => {
    if (step.kind === 'gate') return gates?.find((g) => g.edge === step.edge)?.at
    return step.kind === 'path' ? step.from : standing?.get(step.outlet)?.at
  }
  const nameOf = (outlet: number) =>
    outlet < city.outlets.length
      ? city.outlets[outlet]!.name || t('nameless')
      : t('whatif.new', { n: outlet - city.outlets.length + 1 })
  const say = (step: Step): string => {
    if (step.kind === 'gate') {
      const n = (gates?.findIndex((g) => g.edge === step.edge) ?? 0) + 1
      return t('whatif.step.gate', { n, who: t(`whatif.gate.${step.who}`) })
    }
    if (step.kind === 'path')
      return t('whatif.step.path', { meters: sayMeters(metersBetween(...step.from, ...step.to), lang) })
    return t(`whatif.step.${step.kind}`, { name: nameOf(step.outlet) })
  }
  return (
    <section className="what-if" data-testid="what-if">
      <h3 id="what-if-tool">{t('whatif.tool')}</h3>
      <Segmented<Tool>
        block
        size="small"
        aria-labelledby="what-if-tool"
        value={tool}
        onChange={(to) => store.setTool(to)}
        options={(['turn', 'add', 'path'] as const).map((value) => ({ value, label: t(`whatif.tool.${value}`) }))}
      />
      {!!gates?.length && (
        <p className="small gate-signs">
          {t('whatif.gates')}
          {[0, 1, 2].map((who) => (
            <span key={who}>
              <GateSign who={who} />
              {t(`whatif.gate.${who}`)}
            </span>
          ))}
          <span className="quiet">{t('whatif.gates.zoom')}</span>
        </p>
      )}
      <div className="tools steps-head">
        <h3>
          {t('whatif.steps')} <Unmeasured />
        </h3>
        <span>
          <Button size="small" disabled={steps.length === 0} onClick={download} title={t('whatif.scenario.what')}>
            {t('whatif.scenario')}
          </Button>{' '}
          <Button size="small" disabled={steps.length === 0} onClick={() => store.undo()}>
            {t('whatif.undo')}
          </Button>{' '}
          <Button size="small" disabled={steps.length === 0} onClick={() => store.reset()}>
            {t('whatif.reset')}
          </Button>
        </span>
      </div>
      {steps.length === 0 && dragged === null && <p className="quiet small">{t('whatif.steps.none')}</p>}
      {steps.length > 0 && (
        <ol className="steps" data-testid="steps">
          {steps.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a stack; a step never changes its place
            <li key={i}>
              <button type="button" className="link" onClick={() => onShow(placeOf(step)!)}>
                {say(step)}
              </button>
            </li>
          ))}
        </ol>
      )}
      {dragged !== null && <p className="quiet small">{t('whatif.moving', { name: nameOf(dragged) })} …</p>}
      <AreaChanges city={city} />
      <p className="quiet small keys">{t('whatif.hint.keys')}</p>
    </section>
  )
}

/** The areas that the scenario changes most. */
function AreaChanges({ city }: { city: City }) {
  const { t, lang } = useWords()
  const sums = useWhatIf((view) => view.sums)
  if (!sums || city.areas.length === 0) return null
  const rows = sums.areas.map(({ area, before, after }) => {
    const [was, is] = [wholeShare(before).within, wholeShare(after).within]
    return { area: city.areas[area]!, before, after, more: is - was }
  })
  return (
    <>
      <h3>
        {t('whatif.areas')} <Unmeasured />
      </h3>
      {rows.length === 0 ? (
        <p className="quiet small">{t('whatif.areas.none')}</p>
      ) : (
        <table className="nearest" data-testid="area-changes">
          <thead>
            <tr>
              <th scope="col">{t('coverage.area')}</th>
              <th scope="col" className="number">
                {t('whatif.area.before')}
              </th>
              <th scope="col" className="number">
                {t('whatif.area.after')}
              </th>
              <th scope="col" className="number">
                {t('whatif.area.change')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ area, before, after, more }) => (
              <tr key={area.id}>
                <th scope="row">{area.name}</th>
                <td className="number quiet">{share(before.share, lang)}</td>
                <td className="number">{share(after.share, lang)}</td>
                <td className={`number ${more > 0 ? 'gained' : more < 0 ? 'lost' : ''}`}>
                  {more > 0 ? '▲ ' : more < 0 ? '▼ ' : ''}
                  {signed(more, people(Math.abs(more), lang))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
