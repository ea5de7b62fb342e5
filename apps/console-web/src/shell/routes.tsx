import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { sessionNow } from '../api/session.js'
import { BrokenPage } from './broken-page.js'
import { Shell } from './shell.js'
import { UnknownPage } from './unknown-page.js'
import { returnPath } from './return-path.js'

export const rootRoute = createRootRoute({ component: Outlet, errorComponent: BrokenPage, notFoundComponent: UnknownPage })

/** What every screen stands in: only signed-in people get there, others to sign-in and back. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const { person, needsFirstAdmin } = await sessionNow()
    if (needsFirstAdmin) redirect({ to: '/first-admin', throw: true })
    if (!person) redirect({ to: '/sign-in', search: { to: location.href }, throw: true })
  },
  component: Shell,
  errorComponent: BrokenPage,
  notFoundComponent: UnknownPage,
})

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { readonly to?: string } => {
    const to = returnPath(search['to'])
    return to === '/' ? {} : { to }
  },
  beforeLoad: async ({ search }) => {
    const { person, needsFirstAdmin } = await sessionNow()
    if (person) redirect({ href: search.to ?? '/', throw: true })
    if (needsFirstAdmin) redirect({ to: '/first-admin', throw: true })
  },
  component: lazyRouteComponent(() => import('./sign-in.js'), 'SignIn'),
})

export const firstAdminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first-admin',
  beforeLoad: async () => {
    const { needsFirstAdmin } = await sessionNow()
    if (!needsFirstAdmin) redirect({ to: '/', throw: true })
  },
  component: lazyRouteComponent(() => import('./first-admin.js'), 'FirstAdmin'),
})
