import { queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING, queryClient } from '../../api/query-client.js'

export type ConnectionCompleteness = Schemas['ConnectionCompletenessAnswer']
export type Listing = Schemas['ListingCompletenessAnswer']
export type Held = Schemas['HeldRemovalAnswer']

/** Sweeps, audits and what waits, by connection. */
export const completenessQuery = queryOptions({
  queryKey: ['completeness'],
  queryFn: ({ signal }) => answer(api.GET('/api/completeness', { signal })),
  ...MOVING,
})

const refresh = () => queryClient.invalidateQueries({ queryKey: completenessQuery.queryKey })

/** Orders a sweep of everything. */
export function useSweep(connection: string): UseMutationResult<unknown, Error, void> {
  const params = { path: { connection } }
  return useMutation({
    mutationFn: () => answer(api.POST('/api/completeness/{connection}/sweeps', { params, body: { resources: [] } })),
    onSuccess: refresh,
  })
}

/** Orders an audit of everything. */
export function useAudit(connection: string): UseMutationResult<unknown, Error, void> {
  const params = { path: { connection } }
  return useMutation({
    mutationFn: () => answer(api.POST('/api/completeness/{connection}/audits', { params, body: { resources: [] } })),
    onSuccess: refresh,
  })
}

/** How many removals a confirmation would let go. */
export function removalPlanQuery(connection: string, resource: string) {
  return queryOptions({
    queryKey: ['removal-plan', connection, resource],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/completeness/{connection}/removals/{resource}', { signal, params: { path: { connection, resource } } }),
      ),
    // A plan stays what it was until a person asks for another.
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** Confirms so many removals. */
export function useConfirm(connection: string, resource: string): UseMutationResult<unknown, Error, number> {
  const params = { path: { connection, resource } }
  return useMutation({
    mutationFn: (removals: number) =>
      answer(api.POST('/api/completeness/{connection}/removals/{resource}/confirm', { params, body: { removals } })),
    onSuccess: refresh,
  })
}
