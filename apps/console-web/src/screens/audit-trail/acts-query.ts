import { infiniteQueryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client.js'

/** Acts of a page of the list. */
const PAGE = 100

/** Acts, the newest first, page by page. */
export const actsQuery = infiniteQueryOptions({
  queryKey: ['acts'],
  queryFn: ({ signal, pageParam }) =>
    answer(
      api.GET('/api/audit-log', { signal, params: { query: { limit: PAGE, ...(pageParam !== '' && { before: pageParam }) } } }),
    ),
  initialPageParam: '',
  getNextPageParam: ({ acts }) => (acts.length < PAGE ? undefined : acts.at(-1)?.id),
})
