import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { searchTexts } from '../../search-texts.js'
import { shellRoute } from '../../shell/routes.js'
import { OUTCOMES, type Outcome } from './delivery-in-words.js'

/** Which deliveries are shown, and which one of them in full. */
export interface DeliveriesSearch {
  readonly connection?: string
  readonly event?: string
  readonly outcome?: Outcome
  readonly since?: string
  readonly until?: string
  readonly selected?: string
  readonly view?: 'refused'
}

export const deliveriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deliveries',
  validateSearch: (search): DeliveriesSearch => {
    const outcome = OUTCOMES.find((each) => each === search['outcome'])
    return {
      ...searchTexts(search, ['connection', 'event', 'since', 'until', 'selected']),
      ...(outcome && { outcome }),
      ...(search['view'] === 'refused' && { view: 'refused' }),
    }
  },
  staticData: { screen: { label: 'Deliveries', icon: Inbox, group: 'operate' } },
  component: lazyRouteComponent(() => import('./deliveries.js'), 'Deliveries'),
})
