import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ServerCog } from 'lucide-react'
import { searchTexts } from '../../search-texts.js'
import { shellRoute } from '../../shell/routes.js'

/** Of which process the configuration is shown. */
export interface ServicesSearch {
  readonly service?: string
  readonly instance?: string
}

export const servicesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/services',
  validateSearch: (search): ServicesSearch => searchTexts(search, ['service', 'instance']),
  staticData: { screen: { label: 'Services', icon: ServerCog, group: 'operate' } },
  component: lazyRouteComponent(() => import('./services.js'), 'Services'),
})
