import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { CircleHelp } from 'lucide-react'
import { searchTexts } from '../../search-texts.js'
import { shellRoute } from '../../shell/routes.js'

/** What is to be explained. */
export interface WhySearch {
  readonly resource?: string
  readonly key?: string
  readonly column?: string
  readonly connection?: string
}

export const whyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/why',
  validateSearch: (search): WhySearch => searchTexts(search, ['resource', 'key', 'column', 'connection']),
  staticData: { screen: { label: 'Why is this so', icon: CircleHelp, group: 'operate' } },
  component: lazyRouteComponent(() => import('./why.js'), 'Why'),
})
