import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/routes.js'

export const privacyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integrations/greenhouse/$id/privacy',
  component: lazyRouteComponent(() => import('./privacy.js'), 'Privacy'),
})
