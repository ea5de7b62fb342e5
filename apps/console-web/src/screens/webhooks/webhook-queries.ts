import { queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING, queryClient } from '../../api/query-client.js'

export type WebhookState = Schemas['WebhookStateAnswer']

/** The webhooks of a connection, asked for again and again: they are seen to arrive while they are set up. */
export function webhooksQuery(id: string) {
  return queryOptions({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) => answer(api.GET('/api/connections/{id}/webhooks', { signal, params: { path: { id } } })),
    ...MOVING,
  })
}

/** Makes a secret; it is in this answer alone. */
export function useMakeSecret(id: string): UseMutationResult<Schemas['MadeWebhookSecretAnswer'], Error, void> {
  return useMutation({
    mutationFn: () => answer(api.POST('/api/connections/{id}/webhook-secret', { params: { path: { id } } })),
    onSettled: () => refresh(id),
    // Not kept longer than it is shown.
    gcTime: 0,
  })
}

/** Retires the old secret. */
export function useRetireSecret(id: string): UseMutationResult<unknown, Error, void> {
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/connections/{id}/webhook-secret/old', { params: { path: { id } } })),
    onSettled: () => refresh(id),
  })
}

async function refresh(id: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['webhooks', id] }),
    queryClient.invalidateQueries({ queryKey: ['connections'] }),
  ])
}
