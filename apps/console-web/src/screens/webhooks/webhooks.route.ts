import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/routes.js'

export const webhooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integrations/greenhouse/$id/webhooks',
  component: lazyRouteComponent(() => import('./webhooks.js'), 'Webhooks'),
})
