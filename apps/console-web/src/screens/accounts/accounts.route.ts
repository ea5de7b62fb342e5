import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { UsersRound } from 'lucide-react'
import { shellRoute } from '../../shell/routes.js'

export const accountsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/accounts',
  staticData: { screen: { label: 'People and roles', icon: UsersRound, group: 'admin', role: 'admin' } },
  component: lazyRouteComponent(() => import('./accounts.js'), 'Accounts'),
})
