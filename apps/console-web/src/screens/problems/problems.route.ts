import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { FileWarning } from 'lucide-react'
import { searchTexts } from '../../search-texts.js'
import { shellRoute } from '../../shell/routes.js'

/** Which problems are shown, and which one of them in full. */
export interface ProblemsSearch {
  readonly connection?: string
  readonly code?: string
  readonly resource?: string
  readonly selected?: string
  readonly which?: 'all'
}

export const problemsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/problems',
  validateSearch: (search): ProblemsSearch => ({
    ...searchTexts(search, ['connection', 'code', 'resource', 'selected']),
    ...(search['which'] === 'all' && { which: 'all' }),
  }),
  staticData: { screen: { label: 'Problems', icon: FileWarning, group: 'operate' } },
  component: lazyRouteComponent(() => import('./problems.js'), 'Problems'),
})
