import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/routes.js'

export const connectRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integrations/greenhouse/new',
  component: lazyRouteComponent(() => import('./connect.js'), 'Connect'),
})
