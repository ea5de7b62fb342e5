import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Layers } from 'lucide-react'
import { searchTexts } from '../../search-texts.js'
import { shellRoute } from '../../shell/routes.js'

const VERBS = ['run', 'switch', 'rollback', 'drop'] as const

/** Which plan is looked at, if one is. */
export interface RebuildSearch {
  readonly plan?: (typeof VERBS)[number]
  readonly generation?: number
}

export const rebuildRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rebuild',
  validateSearch: (search): RebuildSearch => {
    const given = searchTexts(search, ['plan', 'generation'])
    const plan = VERBS.find((verb) => verb === given.plan)
    const generation = /^[1-9]\d{0,8}$/.test(given.generation ?? '') ? Number(given.generation) : undefined
    return { ...(plan && { plan }), ...(plan && generation !== undefined && { generation }) }
  },
  staticData: { screen: { label: 'Rebuild', icon: Layers, group: 'operate' } },
  component: lazyRouteComponent(() => import('./rebuild.js'), 'Rebuild'),
})
