import { createRouter } from '@tanstack/react-router'
import { accountsRoute } from './screens/accounts/accounts.route.js'
import { auditTrailRoute } from './screens/audit-trail/audit-trail.route.js'
import { integrationsRoute } from './screens/integrations/integrations.route.js'
import { firstAdminRoute, homeRoute, rootRoute, shellRoute, signInRoute } from './shell/routes.js'

/** Every screen, in the order of the navigation. */
const screens = [integrationsRoute, accountsRoute, auditTrailRoute] as const

/** All places of the console. A screen's code is loaded when it is opened, or pointed at. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([signInRoute, firstAdminRoute, homeRoute, shellRoute.addChildren([...screens])]),
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
