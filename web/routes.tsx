// The addresses of the page where there is a platform behind it.
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Navigate,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { useState } from 'react'
import { SignInAgain } from './account/again.tsx'
import { InvitationPage } from './account/invitation.tsx'
import { MustChangePage } from './account/must-change.tsx'
import { placeIn, SignInPage } from './account/sign-in.tsx'
import type { Me } from './api/answers.ts'
import { call } from './api/call.ts'
import { queries } from './api/queries.ts'
import { OfficeFrame } from './area/office-frame.tsx'
import { Trail } from './area/trail.tsx'
import { useWords } from './i18n/index.ts'
import { Frame } from './shell/frame.tsx'
import { MeProvider, useMe } from './shell/me.ts'
import { Empty, Trouble } from './shell/parts.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotThere, errorComponent: Wrong })

function NotThere() {
  const { t } = useWords()
  return <Empty act={<a href="/">{t('office.home')}</a>}>{t('office.no-page')}</Empty>
}

function Wrong({ error }: ErrorComponentProps) {
  return (
    <main className="wrong">
      <Trouble error={error} onAgain={() => location.reload()} />
    </main>
  )
}

/** Pages for those who are signed in. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Outlet })

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: function Home() {
    const me = useMe()
    return <Navigate to="/o/$office" params={{ office: me.office.code }} replace />
  },
})

const office = createRoute({
  getParentRoute: () => inside,
  path: '/o/$office',
  component: function OfficePages() {
    return (
      <OfficeFrame code={office.useParams().office}>
        <Outlet />
      </OfficeFrame>
    )
  },
})
const under = () => office
const officePages = [
  createRoute({
    getParentRoute: under,
    path: '/',
    component: lazyRouteComponent(() => import('./office/office-page.tsx'), 'OfficePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'runs',
    component: lazyRouteComponent(() => import('./run/runs-page.tsx'), 'RunsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'ledger',
    component: lazyRouteComponent(() => import('./source/ledger-page.tsx'), 'LedgerPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'uploads',
    component: lazyRouteComponent(() => import('./source/uploads-page.tsx'), 'UploadsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'ledger/duplicates',
    component: lazyRouteComponent(() => import('./source/duplicates-page.tsx'), 'DuplicatesPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'uploads/layers',
    component: lazyRouteComponent(() => import('./source/layers-page.tsx'), 'LayersPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'verify',
    component: lazyRouteComponent(() => import('./source/verify-page.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'people',
    component: lazyRouteComponent(() => import('./account/people.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'audit',
    component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: 'changes',
    component: lazyRouteComponent(() => import('./area/changes-page.tsx'), 'ChangesPage'),
  }),
] as const

const RunPage = lazyRouteComponent(() => import('./run/run-page.tsx'), 'RunPage')
const run = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$id',
  component: function OneRun() {
    const { id } = run.useParams()
    return <RunPage key={id} id={id} />
  },
})

const CityOfRun = lazyRouteComponent(() => import('./city-of-run.tsx'), 'CityOfRun')
const city = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$id/city',
  component: function CityOfOneRun() {
    const { id } = city.useParams()
    return <CityOfRun key={id} id={id} />
  },
})

const MePage = lazyRouteComponent(() => import('./account/me.tsx'), 'MePage')
const me = createRoute({
  getParentRoute: () => inside,
  path: '/me',
  component: function Mine() {
    return (
      <Frame trail={<Trail office={null} />}>
        <MePage />
      </Frame>
    )
  },
})

const tree = root.addChildren([inside.addChildren([home, office.addChildren(officePages), run, city, me])])
const router = createRouter({ routeTree: tree, scrollRestoration: true, defaultPreload: 'intent' })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/** The page of a platform, for whoever is here; null: nobody yet. */
export function Platform({ first }: { first: Me | null }) {
  const [who, setWho] = useState(first)
  const enter = (now: Me | null) => {
    queries.clear()
    setWho(now)
    const to = location.pathname === '/sign-in' ? placeIn(location.search) : location.pathname + location.search
    // at once, before this is drawn again
    history.replaceState(null, '', now && location.pathname !== '/invitation' ? to : '/')
  }
  if (location.pathname === '/invitation')
    // after the #, which no server on the way is told
    return <InvitationPage secret={new URLSearchParams(location.hash.slice(1)).get('secret') ?? ''} onIn={enter} />
  if (!who || location.pathname === '/sign-in') return <SignInPage onIn={enter} />
  if (who.mustChange) return <MustChangePage me={who} onChanged={() => void call<Me>('GET', '/api/me').then(setWho)} />
  return (
    <MeProvider value={who}>
      <RouterProvider router={router} />
      <SignInAgain me={who} onIn={setWho} />
    </MeProvider>
  )
}
