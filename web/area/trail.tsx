// Where one is in the tree: state › province › city › district › street › community, each a door, and the door to all others.
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Office } from '../api/answers.ts'
import { useWords } from '../i18n/index.ts'
import { OfficePicker } from './picker.tsx'

/** The way to an office. */
export function Trail({ office }: { office: Office | null }) {
  const { t } = useWords()
  const go = useNavigate()
  const [open, setOpen] = useState(false)
  return (
    <nav className="trail" aria-label={t('office.trail')}>
      {office?.ancestors.map((above) => (
        <span key={above.code} className="above">
          <Link to="/o/$office" params={{ office: above.code }}>
            {above.name}
          </Link>
          <i aria-hidden="true">›</i>
        </span>
      ))}
      <button type="button" className="here" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {office?.name ?? t('office.pick')} <span aria-hidden="true">▾</span>
        <span className="hidden">{t('office.pick')}</span>
      </button>
      <OfficePicker
        open={open}
        onClose={() => setOpen(false)}
        onPick={(code) => void go({ to: '/o/$office', params: { office: code } })}
      />
    </nav>
  )
}
