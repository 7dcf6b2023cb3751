// The people of an office: who holds which role where, who was invited; to invite, appoint, end, unlock and reset.
import { Button, Drawer, Input, Tag } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { OfficeName, Role } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { forget, useList } from '../api/queries.ts'
import { officePath, useOffice } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { Asked, Empty, PageHead, Section } from '../shell/parts.tsx'
import { Rows } from '../shell/rows.tsx'
import { useDeed } from '../shell/undo.tsx'
import { sayWhen } from '../ui/when.ts'
import { Invite } from './invite.tsx'
import { Person } from './person.tsx'

/** Somebody of an office, as the list has them. */
export interface PersonRow {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly office: OfficeName
  readonly department: string | null
  readonly held: readonly {
    readonly id: string
    readonly role: Role
    readonly office: OfficeName
    readonly until: string | null
  }[]
  readonly lockedUntil: string | null
  readonly endedAt: string | null
  /** Whether they sign in with their organisation, and have no password here. */
  readonly signsInElsewhere: boolean
  readonly version: number
}

interface Invitation {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly expiresAt: string
}

/** The page. */
export function PeoplePage() {
  const { t } = useWords()
  const office = useOffice()
  const [inviting, setInviting] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const asked = useList<PersonRow>(officePath(office.code, '/people'), { q })
  const person = asked.items?.find((p) => p.id === chosen) ?? null
  return (
    <>
      <PageHead
        title={t('people.title')}
        about={t('people.about', { office: office.name })}
        acts={
          <Button type="primary" onClick={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        }
      />
      <Invitations code={office.code} />
      <Section
        title={t('people.list')}
        aside={
          <Input.Search
            allowClear
            size="small"
            aria-label={t('people.q')}
            placeholder={t('people.q')}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        }
      >
        <Asked asked={{ ...asked, data: asked.items ?? undefined }}>
          {(items) =>
            items.length === 0 ? (
              <Empty act={<Button onClick={() => setInviting(true)}>{t('people.invite')}</Button>}>
                {t('people.none', { office: office.name })}
              </Empty>
            ) : (
              <List items={items} onOpen={setChosen} />
            )
          }
        </Asked>
      </Section>
      <Drawer
        title={t('people.invite')}
        open={inviting}
        onClose={() => setInviting(false)}
        size={440}
        destroyOnHidden={false}
      >
        <Invite office={office} />
      </Drawer>
      <Drawer title={person?.name} open={person !== null} onClose={() => setChosen(null)} size={520} destroyOnHidden>
        {person && <Person person={person} office={office} />}
      </Drawer>
    </>
  )
}

function List({ items, onOpen }: { items: readonly PersonRow[]; onOpen: (id: string) => void }) {
  const { t, lang } = useWords()
  return (
    <Rows
      label={t('people.list')}
      rows={items}
      keyOf={(p) => p.id}
      columns={[
        {
          id: 'name',
          head: true,
          title: t('people.name'),
          cell: (p) => (
            <>
              <button type="button" className="link" onClick={() => onOpen(p.id)}>
                {p.name}
              </button>{' '}
              {p.endedAt && <Tag>{t('people.ended')}</Tag>}
              {p.lockedUntil && (
                <Tag color="warning">{t('people.locked', { until: sayWhen(p.lockedUntil, lang) })}</Tag>
              )}
              <small className="names quiet">{p.login}</small>
            </>
          ),
        },
        {
          id: 'office',
          title: t('people.office'),
          cell: (p) => (
            <>
              {p.office.name}
              {p.department && <small className="names quiet">{p.department}</small>}
            </>
          ),
        },
        {
          id: 'roles',
          title: t('account.roles'),
          cell: (p) =>
            p.held.length === 0 ? (
              <span className="quiet">{t('people.no-roles')}</span>
            ) : (
              p.held.map((a) => (
                <Tag key={a.id}>
                  {t(`role.${a.role}`)}
                  {a.office.code !== p.office.code && ` · ${a.office.name}`}
                </Tag>
              ))
            ),
        },
      ]}
    />
  )
}

function Invitations({ code }: { code: string }) {
  const { t, lang } = useWords()
  const deed = useDeed()
  const path = officePath(code, '/invitations')
  const { items } = useList<Invitation>(path)
  if (!items || items.length === 0) return null
  return (
    <Section title={t('people.invited')}>
      <Rows
        label={t('people.invited')}
        rows={items}
        keyOf={(i) => i.id}
        columns={[
          {
            id: 'name',
            head: true,
            title: t('people.name'),
            cell: (i) => (
              <>
                {i.name} <small className="names quiet">{i.login}</small>
              </>
            ),
          },
          {
            id: 'roles',
            title: t('account.roles'),
            cell: (i) => i.roles.map((r) => <Tag key={r}>{t(`role.${r}`)}</Tag>),
          },
          { id: 'until', title: t('account.until'), cell: (i) => sayWhen(i.expiresAt, lang) },
          {
            id: 'acts',
            title: '',
            cell: (i) => (
              <Button
                size="small"
                onClick={() =>
                  void deed({
                    done: t('people.withdrawn', { name: i.name }),
                    work: async () => {
                      await call('DELETE', `/api/invitations/${i.id}`)
                      await forget(path)
                    },
                  })
                }
              >
                {t('people.withdraw')}
              </Button>
            ),
          },
        ]}
      />
    </Section>
  )
}
