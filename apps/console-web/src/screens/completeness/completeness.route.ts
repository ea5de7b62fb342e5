import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { shellRoute } from '../../shell/routes.js'

export const completenessRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/completeness',
  staticData: { screen: { label: 'Completeness', icon: ClipboardCheck, group: 'operate' } },
  component: lazyRouteComponent(() => import('./completeness.js'), 'Completeness'),
})
