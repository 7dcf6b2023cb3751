// By what circles are to be drawn: a ruler with its source and how sure it is, or a person's own numbers; and the button.

import type { Band } from '@yike/core/circle/ruler.ts'
import { Button, InputNumber, Select, Switch, Tag } from 'antd'
import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { people } from '../ui/number.ts'
import type { CirclesStore, CirclesView } from './circles-store.ts'
import { keeps } from './draft.ts'
import type { T } from './sheet-parts.ts'

const PARTS = ['least', 'about', 'most'] as const

const sameBand = (a: Band, b: Band) => PARTS.every((part) => a[part] === b[part])

/** Whether least ≤ about ≤ most, of those that are given. */
export function isBand(band: Band): boolean {
  const given = PARTS.map((part) => band[part]).filter((n) => n !== null)
  return given.every((n, i) => n > 0 && (i === 0 || given[i - 1]! <= n))
}

/** Choosing what circles are drawn by. */
export function SetUp({ store, view }: { store: CirclesStore; view: CirclesView }) {
  const { t, lang, say } = useWords()
  const [open, setOpen] = useState(false)
  const { rule, ground, running, stand } = view
  if (!rule || !ground) return null
  const ruler = ground.rulers.find((r) => r.id === rule.ruler) ?? ground.rulers[0]!
  const own = !sameBand(rule.band, ruler.band)
  const wrong = !isBand(rule.band)
  const kept = stand ? keeps(stand.draft) : 0
  const go = (
    <Button
      type={stand ? 'default' : 'primary'}
      disabled={running !== null || wrong}
      title={kept > 0 ? t('circles.redraw.keeps.what') : undefined}
      onClick={() => void store.delineate()}
      data-testid="delineate"
    >
      {kept > 0 ? t('circles.redraw.keeps', { n: kept }) : t(stand ? 'circles.redraw' : 'circles.draw')}
    </Button>
  )
  if (stand && !open && !wrong)
    return (
      <div className="set-up-brief" data-testid="set-up">
        <span>
          {say(ruler.name)} {own && <Tag className="check">{t('circles.own')}</Tag>}
          <span className="quiet small number set-up-numbers">
            {sayBand(rule.band, lang, t)}{' '}
            <button type="button" className="link" onClick={() => setOpen(true)} data-testid="open-rule">
              {t('circles.ruler.change')}
            </button>
          </span>
        </span>
        {go}
      </div>
    )
  return (
    <div className="set-up" data-testid="set-up">
      <label className="set-up-label" htmlFor="ruler">
        {t('circles.ruler')}
      </label>
      <Select
        id="ruler"
        value={ruler.id}
        disabled={running !== null}
        onChange={(id) => store.setRule({ ...rule, ruler: id, band: ground.rulers.find((r) => r.id === id)!.band })}
        options={ground.rulers.map((r) => ({ value: r.id, label: say(r.name) }))}
      />
      <p className="set-up-source small quiet">
        <Tag className={`certainty certainty-${ruler.status}`}>{t(`certainty.${ruler.status}`)}</Tag>
        <cite>{ruler.cites}</cite>
        {lang === 'zh' ? '。' : '. '}
        {say(ruler.note)}
        {lang === 'zh' ? '。' : '.'}
      </p>
      <span className="set-up-label" id="band-label">
        {t('circles.band')}
      </span>
      <fieldset className="set-up-band" aria-labelledby="band-label">
        {PARTS.map((part) => (
          <label key={part} htmlFor={`band-${part}`}>
            <span className="quiet small">{t(`circles.band.${part}`)}</span>
            <InputNumber<number>
              id={`band-${part}`}
              size="small"
              controls={false}
              min={1}
              precision={0}
              value={rule.band[part]}
              placeholder={t('circles.band.unset')}
              status={wrong ? 'error' : ''}
              disabled={running !== null}
              data-testid={`band-${part}`}
              onChange={(n) => store.setRule({ ...rule, band: { ...rule.band, [part]: n } })}
              formatter={(n) => (Number(n) > 0 ? people(Number(n), lang) : '')}
              parser={(text) => Number((text ?? '').replace(/\D/g, '')) || (null as unknown as number)}
            />
          </label>
        ))}
      </fieldset>
      {(own || wrong) && (
        <p className="set-up-source small">
          {wrong ? (
            <span className="lost">{t('circles.band.wrong')}</span>
          ) : (
            <Tag className="check">{t('circles.own')}</Tag>
          )}{' '}
          <button type="button" className="link" onClick={() => store.setRule({ ...rule, band: ruler.band })}>
            {t('circles.band.back')}
          </button>
        </p>
      )}
      <span className="only set-up-source">
        <Switch
          size="small"
          id="propose-sites"
          checked={rule.sites ?? false}
          disabled={running !== null}
          onChange={(sites) => store.setRule({ ...rule, sites })}
        />
        <label htmlFor="propose-sites" title={t('circles.sites.what')}>
          {t('circles.sites')}
        </label>
      </span>
      <div className="set-up-go">
        {go}
        {stand && (
          <button type="button" className="link" onClick={() => setOpen(false)}>
            {t('sheet.fewer')}
          </button>
        )}
      </div>
    </div>
  )
}

/** A band in a line; what no document sets is said to be unset. */
function sayBand({ least, about, most }: Band, lang: 'zh' | 'en', t: T): string {
  const part = (key: 'least' | 'about' | 'most', n: number | null) =>
    `${t(`circles.band.${key}`)} ${n === null ? t('circles.band.unset') : people(n, lang)}`
  return about === null
    ? `${part('least', least)} · ${part('most', most)}`
    : `${part('about', about)} · ${t('circles.band.limits')} ${
        least === null && most === null ? t('circles.band.unset') : `${part('least', least)} · ${part('most', most)}`
      }`
}
