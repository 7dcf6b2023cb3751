// What one looks for, and who walks how far: the choices that colour the map.
import type { Walker } from '@yike/core/access/convention.ts'
import type { Category } from '@yike/core/standard/define.ts'
import { Segmented, Select, Slider } from 'antd'
import { useEffect, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { LEAST_MINUTES, MOST_MINUTES } from '../ui/address.ts'
import { Bar } from '../ui/bar.tsx'
import { share } from '../ui/number.ts'

const GROUPS = ['一店', '一早', '一菜', '一修', '一老', '一小', '一收', '一洗'] // the order of the notices: 2023's six, 2025's two

interface CategoryProps {
  readonly categories: readonly Category[]
  /** City-wide share of each category; null: no statement. */
  readonly shares: readonly (number | null)[]
  /** Whether ledgers know the category in part of the city only. */
  readonly partly: readonly boolean[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
}

/** The six groups and the two as chips: one press shows a group; where it holds several categories, each has its own share. */
export function Groups({ categories, shares, partly, chosen, onChoose }: CategoryProps) {
  const { t, lang, say } = useWords()
  const of = (group: string) =>
    categories.map((c, i) => ({ c, share: shares[i]!, part: partly[i]! })).filter(({ c }) => c.group === group)
  const open = categories.find((c) => c.id === chosen)?.group ?? null
  const groups = GROUPS.filter((g) => of(g).length > 0)
  if (groups.length === 0) return null
  const several = open === null ? [] : of(open)
  return (
    <fieldset className="groups">
      <legend className="hidden">{t('groups')}</legend>
      <div className="chips">
        {groups.map((group) => {
          const members = of(group)
          const covered = members.length === 1 ? members[0]!.share : least(members.map((m) => m.share))
          return (
            <button
              key={group}
              type="button"
              className="chip"
              lang="zh"
              aria-pressed={group === open}
              title={members.map(({ c }) => say(c.name)).join(lang === 'zh' ? '、' : ', ')}
              onClick={() => onChoose(members[0]!.c.id)}
            >
              <b>{group}</b>
              <Bar share={covered} />
              <span className="hidden">{share(covered, lang)}</span>
            </button>
          )
        })}
      </div>
      {several.length > 1 && (
        <div className="members">
          {several.map(({ c, share: covered, part }) => (
            <button key={c.id} type="button" aria-pressed={c.id === chosen} onClick={() => onChoose(c.id)}>
              {say(c.name)}{' '}
              <span className="number">
                {part && `${t('partly')} `}
                {share(covered, lang)}
              </span>
            </button>
          ))}
        </div>
      )}
    </fieldset>
  )
}

/** The worst of several shares, for that is what a group is short of; null where none is known. */
function least(shares: readonly (number | null)[]): number | null {
  const known = shares.filter((s): s is number => s !== null)
  return known.length > 0 ? Math.min(...known) : null
}

/** Every category of the standard, by tier, with its share. */
export function CategorySelect({ categories, shares, partly, chosen, onChoose }: CategoryProps) {
  const { t, lang, say } = useWords()
  const options = (['basic', 'quality', 'carrier'] as const)
    .map((tier) => ({
      label: t(`tier.${tier}`),
      title: tier,
      options: categories.flatMap((c, i) =>
        c.tier === tier
          ? [
              {
                value: c.id,
                label: say(c.name),
                words: `${c.name.zh} ${c.name.en} ${c.code ?? ''}`,
                covered: `${partly[i] && shares[i] !== null ? `${t('partly')} ` : ''}${share(shares[i] ?? null, lang)}`,
              },
            ]
          : [],
      ),
    }))
    .filter((group) => group.options.length > 0)
  return (
    <Select
      className="category"
      aria-label={t('category')}
      showSearch={{
        filterOption: (typed, option) =>
          !!option && 'words' in option && String(option.words).toLowerCase().includes(typed.toLowerCase()),
      }}
      value={chosen}
      onChange={onChoose}
      options={options}
      optionRender={({ data, label }) => (
        <span className="option">
          <span>{label}</span>
          <span className="number quiet">{(data as { covered?: string }).covered}</span>
        </span>
      )}
    />
  )
}

interface WalkProps {
  readonly walkers: readonly Walker[]
  readonly walker: string
  readonly minutes: number
  readonly onWalker: (id: string) => void
  readonly onMinutes: (minutes: number) => void
}

const FIRST = ['adult', 'elder', 'child']

/** Who walks, and for how long. */
export function Walk({ walkers, walker, minutes, onWalker, onMinutes }: WalkProps) {
  const { t, say } = useWords()
  const [all, setAll] = useState(!FIRST.includes(walker))
  const [moving, setMoving] = useState(minutes)
  useEffect(() => setMoving(minutes), [minutes])
  const offered = walkers.filter((w) => all || FIRST.includes(w.id) || w.id === walker)
  const rest = walkers.length > offered.length
  return (
    <>
      <div className="walkers">
        <Segmented
          block
          size="small"
          aria-label={t('walker')}
          value={walker}
          onChange={(value) => (value === '…' ? setAll(true) : onWalker(value))}
          options={[
            ...offered.map((w) => ({
              value: w.id,
              label: (
                <span className="walker" title={w.kmh.source}>
                  {say(w.name)} <small>{w.kmh.value.toFixed(1)}</small>
                </span>
              ),
            })),
            ...(rest ? [{ value: '…', label: t('walker.more') }] : []),
          ]}
        />
      </div>
      <div className="minutes">
        <output>
          <b className="number" data-testid="minutes">
            {moving}
          </b>{' '}
          {t('minutes')}
        </output>
        <Slider
          min={LEAST_MINUTES}
          max={Math.max(MOST_MINUTES, minutes)}
          value={moving}
          marks={{ 5: '5', 10: '10', 15: '15', 20: '20', 30: '30' }}
          ariaLabelForHandle={t('minutes.label')}
          tooltip={{ open: false }}
          onChange={(value) => {
            setMoving(value)
            onMinutes(value)
          }}
        />
      </div>
    </>
  )
}
