import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client.js'

/** Every connection there is, and was. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) => answer(api.GET('/api/connections', { signal })),
})
