import { queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING, queryClient } from '../../api/query-client.js'
import { leaveOutWord, type SwitchName } from './privacy-in-words.js'

export type PrivacyChange = Schemas['PrivacyChangeAnswer']

/** The switches of a connection, and how much was left out. */
export function privacyQuery(id: string) {
  return queryOptions({
    queryKey: ['privacy', id],
    queryFn: ({ signal }) => answer(api.GET('/api/connections/{id}/privacy', { signal, params: { path: { id } } })),
    ...MOVING,
  })
}

/** What tables still hold. Every table is looked through for it, so it is not asked again and again. */
export function heldQuery(id: string, isWanted: boolean) {
  return queryOptions({
    queryKey: ['privacy-held', id],
    queryFn: ({ signal }) => answer(api.GET('/api/connections/{id}/privacy/held', { signal, params: { path: { id } } })),
    enabled: isWanted,
    staleTime: 60_000,
  })
}

/** What a change would mean. */
export function privacyPlanQuery(id: string, leaveOut: readonly SwitchName[]) {
  const query = { leaveOut: leaveOutWord(leaveOut) }
  return queryOptions({
    queryKey: ['privacy-plan', id, query],
    queryFn: ({ signal }) => answer(api.GET('/api/connections/{id}/privacy/plan', { signal, params: { path: { id }, query } })),
    // A plan stays what it was until a person asks for another.
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** Sets the switches as they were planned. */
export function useChangePrivacy(id: string): UseMutationResult<PrivacyChange, Error, Schemas['PrivacyBody']> {
  return useMutation({
    mutationFn: (body: Schemas['PrivacyBody']) =>
      answer(api.PUT('/api/connections/{id}/privacy', { params: { path: { id } }, body })),
    onSettled: async () => {
      await Promise.all(
        [['privacy', id], ['privacy-held', id], ['connections']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      )
    },
  })
}
