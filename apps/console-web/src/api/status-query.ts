import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schemas } from './client.js'
import { MOVING } from './query-client.js'

export type Status = Schemas['StatusAnswer']
export type ConnectionStatus = Status['connections'][number]
export type ResourceStatus = ConnectionStatus['resources'][number]

/** How everything stands, as `trellis status` shows it. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => answer(api.GET('/api/status', { signal })),
  ...MOVING,
})
