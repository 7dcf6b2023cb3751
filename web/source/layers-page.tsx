// Layers of an office: streets, areas, residents, census tables, version by version, and which of them a measurement would use.
import { Link } from '@tanstack/react-router'
import { LAYER_KINDS, type LayerKind } from '@yike/core/source/layer-content.ts'
import { App, Button, Tag } from 'antd'
import { call } from '../api/call.ts'
import { sentence } from '../api/problem.ts'
import { forget, type Page, useAsked, useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { mayAt, useMe } from '../shell/me.ts'
import { Asked, Empty, PageHead, Section } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { people } from '../ui/number.ts'
import { sayWhen } from '../ui/when.ts'
import type { Layer } from './office-lists.ts'
import './ledger.css'

/** The page. */
export function LayersPage() {
  const { t } = useWords()
  const office = useOffice()
  return (
    <>
      <p className="back">
        <Link to="/o/$office/uploads" params={{ office: office.code }}>
          ← {t('office.nav.uploads')}
        </Link>
      </p>
      <PageHead title={t('layer.title')} about={t('layer.about')} />
      {LAYER_KINDS.map((kind) => (
        <OneKind key={kind} kind={kind} />
      ))}
    </>
  )
}

function OneKind({ kind }: { kind: LayerKind }) {
  const { t, lang } = useWords()
  const me = useMe()
  const office = useOffice()
  const { modal, message } = App.useApp()
  const asked = useList<Layer>(officePath(office.code, '/layers'), { kind, limit: 20 })
  const may = mayAt(me, 'edit', office)
  const newest = asked.items?.find((l) => l.current)
  const end = (layer: Layer) =>
    modal.confirm({
      title: t('layer.end.sure', { name: layer.name, n: layer.number }),
      content: t('layer.end.about'),
      okText: t('layer.end'),
      cancelText: t('outlet.leave'),
      onOk: async () => {
        try {
          await call('POST', `/api/layers/${layer.id}/end`)
          await forget('/api/offices/')
        } catch (error) {
          void message.error(sentence(error, lang))
        }
      },
    })
  return (
    <Section title={t(`upload.kind.${kind}`)} id={`layer-${kind}`} aside={<Used kind={kind} own={newest} />}>
      <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
        {(items) =>
          items.length === 0 ? (
            <Empty
              act={
                may && (
                  <Link to="/o/$office/uploads" params={{ office: office.code }}>
                    {t('layer.upload')}
                  </Link>
                )
              }
            >
              {t(`layer.none.${kind}`, { office: office.name })}
            </Empty>
          ) : (
            <Rows
              label={t(`upload.kind.${kind}`)}
              rows={items}
              keyOf={(l) => l.id}
              more={{ has: asked.hasNextPage, busy: asked.isFetchingNextPage, next: () => void asked.fetchNextPage() }}
              columns={[
                {
                  id: 'name',
                  head: true,
                  title: t('layer.version'),
                  cell: (l) => (
                    <>
                      {t('layer.number', { n: l.number })}{' '}
                      {l.upload ? (
                        <Link
                          to="/o/$office/uploads"
                          params={{ office: office.code }}
                          search={{ upload: l.upload } as never}
                        >
                          {' '}
                          {l.name}
                        </Link>
                      ) : (
                        l.name
                      )}{' '}
                      {l.current && <Tag>{t('layer.current')}</Tag>}
                      {l.endedAt && <Tag>{t('layer.ended', { when: sayWhen(l.endedAt, lang) })}</Tag>}
                    </>
                  ),
                },
                { id: 'at', title: t('run.made'), cell: (l) => sayWhen(l.at, lang) },
                { id: 'by', title: t('upload.by'), cell: (l) => l.by ?? '—' },
                {
                  id: 'counts',
                  title: t('layer.holds'),
                  cell: (l) =>
                    Object.entries(l.summary?.counts ?? {})
                      .filter(([, n]) => n > 0)
                      .map(([what, n]) => `${t(`layer.count.${what}`, what)} ${people(n, lang)}`)
                      .join(' · ') || '—',
                },
                {
                  id: 'found',
                  number: true,
                  title: t('found.title'),
                  cell: (l) => (l.summary ? people(l.summary.told + l.summary.untold, lang) : '—'),
                },
                {
                  id: 'acts',
                  title: '',
                  cell: (l) =>
                    may &&
                    !l.endedAt && (
                      <Button size="small" onClick={() => end(l)}>
                        {t('layer.end')}
                      </Button>
                    ),
                },
              ]}
            />
          )
        }
      </Asked>
    </Section>
  )
}

/** What a measurement of this office would use: its own newest, else the one of the nearest office above that shares. */
function Used({ kind, own }: { kind: LayerKind; own: Layer | undefined }) {
  const { t } = useWords()
  const office = useOffice()
  const above = [...office.ancestors].reverse()
  const first = useShared(own ? undefined : above[0]?.code, kind)
  const second = useShared(own || first !== null ? undefined : above[1]?.code, kind)
  const found = own ?? first ?? second
  const from = own ? office : first ? above[0] : above[1]
  if (!found) return <span className="quiet">{t('layer.used.none')}</span>
  return (
    <span className="quiet" data-testid={`used-${kind}`}>
      {t('layer.used', { office: from?.name ?? '', name: found.name, n: found.number })}
    </span>
  )
}

/** The newest that an office shares; null where it shares none, undefined where that is not known. */
function useShared(code: string | undefined, kind: LayerKind): Layer | null | undefined {
  const { data } = useAsked<Page<Layer>>(code ? officePath(code, '/layers') : null, { kind, limit: 20 })
  return data && (data.items.find((l) => l.current && l.shared) ?? null)
}
