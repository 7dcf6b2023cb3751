// One person, to whoever administers their office: roles given and taken, a locked account opened, a password set anew, an end.
import { Link } from '@tanstack/react-router'
import { Button, Popconfirm, Select, Tag } from 'antd'
import { useState } from 'react'
import { type Office, ROLES, type Role } from '../api/answers.ts'
import { call } from '../api/call.ts'
import { forget } from '../api/queries.ts'
import { officePath } from '../area/tree.ts'
import { useWords } from '../i18n/index.ts'
import { useMe } from '../shell/me.ts'
import { Empty, Section } from '../shell/parts.tsx'
import { Secret } from '../shell/secret.tsx'
import { useDeed } from '../shell/undo.tsx'
import { sayWhen } from '../ui/when.ts'
import type { PersonRow } from './people.tsx'

/** What is done with one person. */
export function Person({ person, office }: { person: PersonRow; office: Office }) {
  const { t, lang } = useWords()
  const deed = useDeed()
  const [secret, setSecret] = useState<string | null>(null)
  const [role, setRole] = useState<Role | null>(null)
  const me = useMe()
  const path = `/api/accounts/${person.id}`
  const anew = () => forget(officePath(office.code, '/people'))
  const then = async (work: Promise<unknown>) => {
    await work
    await anew()
  }
  const appoint = (its: Role, code: string) =>
    call<{ id: string }>('POST', `${path}/appointments`, { body: { role: its, office: code } })
  if (person.id === me.account)
    return <Empty act={<Link to="/me">{t('office.me')}</Link>}>{t('people.yourself')}</Empty>
  const free = ROLES.filter((r) => !person.held.some((a) => a.role === r && a.office.code === office.code))
  return (
    <>
      <p className="quiet">
        {person.login} · {person.office.name}
      </p>
      {secret && (
        <Secret
          title={t('people.reset.done')}
          about={t('people.reset.once', { name: person.name })}
          text={secret}
          onClose={() => setSecret(null)}
        />
      )}
      <Section title={t('account.roles')}>
        <ul className="plain">
          {person.held.map((a) => (
            <li key={a.id} className="appointment">
              <span>
                <Tag>{t(`role.${a.role}`)}</Tag> {a.office.name}
              </span>
              <Button
                size="small"
                onClick={() =>
                  void deed({
                    done: t('people.took', { name: person.name, role: t(`role.${a.role}`) }),
                    work: () => then(call('DELETE', `${path}/appointments/${a.id}`)),
                    undo: () => then(appoint(a.role, a.office.code)),
                  })
                }
              >
                {t('people.take')}
              </Button>
            </li>
          ))}
        </ul>
        <div className="line">
          <Select<Role>
            aria-label={t('people.appoint')}
            placeholder={t('people.appoint', { office: office.name })}
            value={role}
            onChange={setRole}
            options={free.map((r) => ({ value: r, label: t(`role.${r}`) }))}
          />
          <Button
            disabled={!role}
            onClick={() => {
              let made: { id: string } | null = null
              void deed({
                done: t('people.gave', { name: person.name, role: t(`role.${role}`), office: office.name }),
                work: async () => {
                  made = await appoint(role!, office.code)
                  setRole(null)
                  await anew()
                },
                undo: () => then(call('DELETE', `${path}/appointments/${made!.id}`)),
              })
            }}
          >
            {t('people.give')}
          </Button>
        </div>
      </Section>
      <Section title={t('people.account')}>
        {person.lockedUntil && (
          <p>
            {t('people.locked', { until: sayWhen(person.lockedUntil, lang) })}{' '}
            <Button
              size="small"
              onClick={() =>
                void deed({
                  done: t('people.unlocked', { name: person.name }),
                  work: () => then(call('POST', `${path}/unlock`)),
                })
              }
            >
              {t('people.unlock')}
            </Button>
          </p>
        )}
        <div className="line">
          <Popconfirm
            disabled={person.signsInElsewhere}
            title={t('people.reset.sure', { name: person.name })}
            okText={t('people.reset')}
            onConfirm={() =>
              void deed({
                done: t('people.reset.done'),
                work: async () => setSecret((await call<{ password: string }>('POST', `${path}/reset`)).password),
              })
            }
          >
            <Button disabled={person.signsInElsewhere || person.endedAt !== null}>{t('people.reset')}</Button>
          </Popconfirm>
          <Popconfirm
            title={t('people.end.sure', { name: person.name })}
            description={t('people.end.about')}
            okText={t('people.end')}
            onConfirm={() =>
              void deed({
                done: t('people.end.done', { name: person.name }),
                work: () => then(call('PATCH', path, { seen: person.version, body: { ended: true } })),
              })
            }
          >
            <Button danger disabled={person.endedAt !== null}>
              {t('people.end')}
            </Button>
          </Popconfirm>
        </div>
      </Section>
    </>
  )
}
