import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { BellRing } from 'lucide-react'
import { shellRoute } from '../../shell/routes.js'

export const alertsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/alerts',
  staticData: { screen: { label: 'Alerts', icon: BellRing, group: 'operate' } },
  component: lazyRouteComponent(() => import('./alerts.js'), 'Alerts'),
})
