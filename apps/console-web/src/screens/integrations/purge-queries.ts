import { queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING, queryClient } from '../../api/query-client.js'

type Begun = Schemas['BegunJobAnswer']

/** The newest counts, or purges, of any connection. */
export function purgeJobsQuery(kind: 'purge-plan' | 'purge') {
  return queryOptions({
    queryKey: ['jobs', kind],
    queryFn: ({ signal }) => answer(api.GET('/api/jobs', { signal, params: { query: { kind, limit: 100 } } })),
    ...MOVING,
  })
}

/** Begins to count what a purge takes. */
export function usePlanPurge(id: string): UseMutationResult<Begun, Error, void> {
  return useMutation({
    mutationFn: () => answer(api.POST('/api/connections/{id}/purge-plans', { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  })
}

/** Begins a purge by its plan. */
export function usePurge(id: string): UseMutationResult<Begun, Error, Schemas['PurgeBody']> {
  return useMutation({
    mutationFn: (body: Schemas['PurgeBody']) =>
      answer(api.POST('/api/connections/{id}/purges', { params: { path: { id } }, body })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  })
}
