// From one office to another: the tree of those one may read, and a search in it by name or code.
import { Drawer, Input, Tree } from 'antd'
import type { DataNode } from 'antd/es/tree'
import { useCallback, useDeferredValue, useEffect, useState } from 'react'
import type { OfficeName } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { type Page, useAsked } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { topsOf, useMe } from '../shell/me.ts'
import { Asked, Empty } from '../shell/parts.tsx'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
  readonly onPick: (code: string) => void
}

/** The drawer of offices. */
export function OfficePicker({ open, onClose, onPick }: Props) {
  const { t } = useWords()
  const me = useMe()
  const [wanted, setWanted] = useState('')
  const asked = useDeferredValue(wanted.trim())
  const pick = (code: string) => {
    onClose()
    setWanted('')
    onPick(code)
  }
  return (
    <Drawer title={t('office.pick')} open={open} onClose={onClose} placement="left" size={380} destroyOnHidden>
      <Input.Search
        autoFocus
        allowClear
        aria-label={t('office.pick.search')}
        placeholder={t('office.pick.search')}
        value={wanted}
        onChange={({ target }) => setWanted(target.value)}
      />
      {asked ? <Found q={asked} onPick={pick} /> : <Branches tops={topsOf(me)} onPick={pick} />}
    </Drawer>
  )
}

function Found({ q, onPick }: { q: string; onPick: (code: string) => void }) {
  const { t } = useWords()
  const found = useAsked<Page<OfficeName>>('/api/offices', { q, limit: 50 })
  return (
    <Asked asked={found}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty>{t('office.pick.none', { q })}</Empty>
        ) : (
          <ul className="plain found">
            {items.map((o) => (
              <li key={o.code}>
                <button type="button" className="link" onClick={() => onPick(o.code)}>
                  {o.name} <span className="quiet number">{o.code}</span>
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </Asked>
  )
}

const nodeOf = (o: OfficeName): DataNode => ({
  key: o.code,
  title: (
    <>
      {o.name} <span className="quiet small number">{o.code}</span>
    </>
  ),
  isLeaf: o.level === 'community',
})

/** The tree with `children` put under `code`. */
const grown = (nodes: readonly DataNode[], code: string, children: DataNode[]): DataNode[] =>
  nodes.map((n) =>
    n.key === code
      ? { ...n, children, isLeaf: children.length === 0 }
      : n.children
        ? { ...n, children: grown(n.children, code, children) }
        : n,
  )

function Branches({ tops, onPick }: { tops: readonly OfficeName[]; onPick: (code: string) => void }) {
  const { t } = useWords()
  const [nodes, setNodes] = useState(() => tops.map(nodeOf))
  const grow = useCallback(async (code: string) => {
    const { items } = await call<Page<OfficeName>>('GET', '/api/offices', { query: { under: code, limit: 500 } })
    setNodes((before) => grown(before, code, items.map(nodeOf)))
  }, [])
  // the first is open at once
  const first = tops[0]?.code
  useEffect(() => {
    if (first) void grow(first)
  }, [first, grow])
  return (
    <Tree
      blockNode
      className="branches"
      aria-label={t('office.pick')}
      treeData={nodes}
      defaultExpandedKeys={first ? [first] : []}
      loadData={({ key }) => grow(String(key))}
      onSelect={(_, { node }) => onPick(String(node.key))}
    />
  )
}
