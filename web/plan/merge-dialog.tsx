// Somebody else saved first: mine and theirs side by side, what both changed marked, and a choice for each or for all.
import type { Fields } from '@yike/core/plan/edits.ts'
import { MEASURE_NAMES, STATUS_NAMES, yuan } from '@yike/core/plan/templates.ts'
import { Button, Modal, Radio } from 'antd'
import { useMemo, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { Rows } from '../shell/rows.tsx'
import { sayWhen } from '../ui/when.ts'
import { type Difference, differencesOf, type Laid, mergedLaid, type Side, type Unit } from './merge.ts'
import type { PlanView } from './messages.ts'
import type { Clash } from './platform-plan.ts'

interface Props {
  readonly clash: Clash
  readonly mine: Laid
  /** The plan as it stands at this desk, for the names of circles and categories. */
  readonly view: PlanView | null
  readonly onClose: () => void
  /** What was settled on, and whether it is to be saved: theirs alone is there already. */
  readonly onSettle: (laid: Laid, save: boolean) => void
}

/** The dialog. */
export function MergeDialog({ clash, mine, view, onClose, onSettle }: Props) {
  const { t, lang } = useWords()
  const { theirs } = clash
  const laid = useMemo((): Laid => ({ settings: theirs.body.settings, edits: theirs.body.edits }), [theirs])
  const differences = useMemo(() => differencesOf(clash.base, mine, laid), [clash.base, mine, laid])
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(
    () => new Map(differences.flatMap((d) => (d.by === 'both' ? [] : [[d.key, d.by] as const]))),
  )
  const open = differences.filter((d) => !chosen.has(d.key)).length
  const who = theirs.by?.name ?? t('plan.merge.somebody')
  const said = useTelling(view)
  return (
    <Modal
      open
      width={920}
      title={t('plan.merge')}
      onCancel={onClose}
      mask={{ closable: false }}
      className="merge"
      footer={
        <div className="line">
          <Button onClick={() => onSettle(laid, false)}>{t('plan.merge.theirs')}</Button>
          <Button onClick={() => onSettle(mine, true)}>{t('plan.merge.mine')}</Button>
          <Button
            type="primary"
            disabled={open > 0}
            onClick={() => onSettle(mergedLaid(laid, differences, chosen), true)}
          >
            {open > 0 ? t('plan.merge.open', { n: open }) : t('plan.merge.chosen')}
          </Button>
        </div>
      }
    >
      <p>{t('plan.merge.about', { who, when: sayWhen(theirs.changedAt, lang), version: theirs.version })}</p>
      <Rows
        label={t('plan.merge')}
        rows={differences}
        keyOf={(d) => d.key}
        columns={[
          {
            id: 'what',
            head: true,
            title: t('plan.merge.what'),
            cell: (d) => (
              <>
                {said.name(d)}
                <small className={d.by === 'both' ? 'names refused' : 'names quiet'}>
                  {t(`plan.merge.by.${d.by}`, { who })}
                </small>
              </>
            ),
          },
          { id: 'mine', title: t('plan.merge.col.mine'), cell: (d) => said.value(d, 'mine') },
          { id: 'theirs', title: t('plan.merge.col.theirs', { who }), cell: (d) => said.value(d, 'theirs') },
          {
            id: 'choice',
            title: t('plan.merge.choice'),
            cell: (d) => (
              <Radio.Group
                size="small"
                aria-label={said.name(d)}
                value={chosen.get(d.key) ?? null}
                onChange={({ target }) => setChosen(new Map(chosen).set(d.key, target.value as Side))}
                options={[
                  { value: 'mine', label: t('plan.merge.take.mine') },
                  { value: 'theirs', label: t('plan.merge.take.theirs') },
                ]}
              />
            ),
          },
        ]}
      />
      {differences.length === 0 && <p className="quiet">{t('plan.merge.same')}</p>}
    </Modal>
  )
}

/** Differences in words. */
function useTelling(view: PlanView | null) {
  const { t, lang, say } = useWords()
  const circle = (id: string) => view?.circles.find((c) => c.id === id)?.name || id
  const category = (id: string) => {
    const its = view?.categories.find((c) => c.id === id)
    return its ? say(its.name) : id
  }
  const named = ({ changed, added }: Unit) => changed?.action ?? added
  const fields = (f: Fields): string[] => [
    ...(f.measure === undefined ? [] : [`${t('plan.col.measure')} ${say(MEASURE_NAMES[f.measure])}`]),
    ...(f.lead === undefined ? [] : [`${t('plan.col.lead')} ${f.lead ?? '—'}`]),
    ...(f.cost === undefined
      ? []
      : [`${t('plan.col.cost')} ${f.cost === null ? t('plan.cost.unknown') : say(yuan(f.cost))}`]),
    ...(f.term === undefined ? [] : [`${t('plan.col.term')} ${f.term === null ? t('plan.term.none') : f.term.year}`]),
    ...(f.promised === undefined ? [] : [`${t('plan.promised')} ${f.promised ?? '—'}`]),
    ...(f.status === undefined ? [] : [`${t('plan.col.status')} ${say(STATUS_NAMES[f.status])}`]),
    ...(f.note === undefined ? [] : [t('plan.note.said', { note: f.note })]),
  ]
  const unit = ({ changed, removed, added }: Unit): string => {
    if (removed !== undefined) return removed ? t('plan.merge.removed.why', { why: removed }) : t('plan.merge.removed')
    const said = [...(added ? [t('plan.merge.added')] : []), ...(changed ? fields(changed.fields) : [])]
    return said.length ? said.join(lang === 'zh' ? '；' : '; ') : t('plan.merge.nothing')
  }
  return {
    name(d: Difference): string {
      if (d.kind === 'setting') return t(`plan.merge.setting.${d.id}`)
      if (d.kind === 'lock') return t('plan.merge.lock', { circle: circle(d.id) })
      const action = view?.actions.find((a) => a.id === d.id) ?? named(d.mine) ?? named(d.theirs)
      return action ? `${circle(action.circle)} · ${category(action.category)}` : d.id
    },
    value(d: Difference, side: Side): string {
      if (d.kind === 'action') return unit(d[side])
      const value = d[side]
      return value === undefined || value === null || value === '' ? '—' : String(value)
    },
  }
}
