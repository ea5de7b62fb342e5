import { createRouter } from '@tanstack/react-router'
import { accountsRoute } from './screens/accounts/accounts.route.js'
import { alertsRoute } from './screens/alerts/alerts.route.js'
import { auditTrailRoute } from './screens/audit-trail/audit-trail.route.js'
import { completenessRoute } from './screens/completeness/completeness.route.js'
import { deliveriesRoute } from './screens/deliveries/deliveries.route.js'
import { handOverRoute } from './screens/hand-over/hand-over.route.js'
import { connectRoute } from './screens/integrations/connect.route.js'
import { connectionRoute } from './screens/integrations/connection.route.js'
import { integrationsRoute } from './screens/integrations/integrations.route.js'
import { overviewRoute } from './screens/overview/overview.route.js'
import { privacyRoute } from './screens/privacy/privacy.route.js'
import { problemsRoute } from './screens/problems/problems.route.js'
import { rebuildRoute } from './screens/rebuild/rebuild.route.js'
import { servicesRoute } from './screens/services/services.route.js'
import { syncRoute } from './screens/sync/sync.route.js'
import { webhooksRoute } from './screens/webhooks/webhooks.route.js'
import { whyRoute } from './screens/why/why.route.js'
import { firstAdminRoute, rootRoute, shellRoute, signInRoute } from './shell/routes.js'

/** Every screen, in the order of the navigation. */
const screens = [
  overviewRoute,
  syncRoute,
  deliveriesRoute,
  problemsRoute,
  completenessRoute,
  rebuildRoute,
  whyRoute,
  alertsRoute,
  servicesRoute,
  integrationsRoute,
  connectRoute,
  connectionRoute,
  webhooksRoute,
  privacyRoute,
  accountsRoute,
  auditTrailRoute,
] as const

/** All places of the console. A screen's code is loaded when it is opened, or pointed at. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([signInRoute, firstAdminRoute, handOverRoute, shellRoute.addChildren([...screens])]),
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
