import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/routes.js'

export const connectionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integrations/greenhouse/$id',
  component: lazyRouteComponent(() => import('./connection.js'), 'Connection'),
})
