import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../shell/routes.js'

/** Outside of the shell: who opens a link has no account. */
export const handOverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hand-over',
  component: lazyRouteComponent(() => import('./hand-over.js'), 'HandOver'),
})
