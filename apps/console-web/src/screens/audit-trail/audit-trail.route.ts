import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { shellRoute } from '../../shell/routes.js'

export const auditTrailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit-trail',
  staticData: { screen: { label: 'Audit trail', icon: ScrollText, group: 'admin', role: 'admin' } },
  component: lazyRouteComponent(() => import('./audit-trail.js'), 'AuditTrail'),
})
