import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { RefreshCw } from 'lucide-react'
import { shellRoute } from '../../shell/routes.js'

export const syncRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sync',
  staticData: { screen: { label: 'Sync', icon: RefreshCw, group: 'operate' } },
  component: lazyRouteComponent(() => import('./sync.js'), 'Sync'),
})
