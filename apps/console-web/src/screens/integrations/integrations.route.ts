import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Plug } from 'lucide-react'
import { shellRoute } from '../../shell/routes.js'

export const integrationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integrations',
  staticData: { screen: { label: 'Integrations', icon: Plug, group: 'admin' } },
  component: lazyRouteComponent(() => import('./integrations.js'), 'Integrations'),
})
