import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Gauge } from 'lucide-react'
import { shellRoute } from '../../shell/routes.js'

export const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  staticData: { screen: { label: 'Overview', icon: Gauge, group: 'operate' } },
  component: lazyRouteComponent(() => import('./overview.js'), 'Overview'),
})
