import { queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING, queryClient } from '../../api/query-client.js'

export type Generation = Schemas['GenerationAnswer']
export type Order = Schemas['RebuildOrderAnswer']
export type Plan = Schemas['RebuildPlanAnswer']
export type Parity = Schemas['TableParityAnswer']

/** What a plan is asked for. */
export interface Asked {
  readonly verb: Schemas['RebuildVerb']
  readonly generation?: number
  readonly resource?: string
}

/** Generations, and what was ordered of late. */
export const rebuildsQuery = queryOptions({
  queryKey: ['rebuilds'],
  queryFn: ({ signal }) => answer(api.GET('/api/rebuilds', { signal })),
  ...MOVING,
})

/** What would be done. */
export function rebuildPlanQuery(asked: Asked) {
  return queryOptions({
    queryKey: ['rebuild-plan', asked],
    queryFn: ({ signal }) => answer(api.GET('/api/rebuilds/plan', { signal, params: { query: asked } })),
    // A plan stays what it was until a person asks for another.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
}

const refresh = () => queryClient.invalidateQueries({ queryKey: rebuildsQuery.queryKey })

/** Orders what was planned. */
export function useOrder(): UseMutationResult<unknown, Error, Schemas['RebuildOrderBody']> {
  return useMutation({
    mutationFn: (body: Schemas['RebuildOrderBody']) => answer(api.POST('/api/rebuilds', { body })),
    onSuccess: refresh,
  })
}

/** Orders that one ends. */
export function useCancel(id: string): UseMutationResult<unknown, Error, void> {
  return useMutation({
    mutationFn: () => answer(api.POST('/api/rebuilds/{id}/cancel', { params: { path: { id } } })),
    onSettled: refresh,
  })
}
