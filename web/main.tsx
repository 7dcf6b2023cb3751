// The first page: a measured city to look at and to ask, or, where there is a platform behind it, the office one works in.
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import type { Me } from './api/answers.ts'
import { queries } from './api/queries.ts'
import { CityPage } from './app.tsx'
import { startI18n } from './i18n/index.ts'
import { Dressed } from './shell/dressed.tsx'
import { readChoice, rememberLang } from './ui/address.ts'
import './ui/parts.css'
import './page.css'

/** Who is here, asked once: null, nobody yet; undefined where there are no accounts, and one folder is served. */
async function visitor(): Promise<Me | null | undefined> {
  try {
    const answer = await fetch('/api/me', { headers: { accept: 'application/json' } })
    if (!/json/.test(answer.headers.get('content-type') ?? '')) return undefined
    return answer.ok ? ((await answer.json()) as Me) : null
  } catch {
    return undefined
  }
}

const Platform = lazy(() => import('./routes.tsx').then((m) => ({ default: m.Platform })))

const choice = readChoice()
rememberLang(choice.lang) // pages of offices do not carry it in their address
const [who] = await Promise.all([visitor(), startI18n(choice.lang)])
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Dressed>
        {who === undefined ? (
          <CityPage choice={choice} />
        ) : (
          <Suspense fallback={null}>
            <Platform first={who} />
          </Suspense>
        )}
      </Dressed>
    </QueryClientProvider>
  </StrictMode>,
)
