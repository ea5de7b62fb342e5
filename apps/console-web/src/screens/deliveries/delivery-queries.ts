import { infiniteQueryOptions, queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING } from '../../api/query-client.js'
import type { Outcome } from './delivery-in-words.js'

export type Delivery = Schemas['DeliveryAnswer']
export type RefusedByCause = Schemas['RefusedByCauseAnswer']

/** What narrows deliveries. */
export interface DeliveryFilter {
  readonly event?: string
  readonly outcome?: Outcome
  readonly since?: string
  readonly until?: string
}

/** Deliveries, the newest first, page by page. */
export function deliveriesQuery(id: string, filter: DeliveryFilter) {
  return infiniteQueryOptions({
    queryKey: ['deliveries', id, filter],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.GET('/api/connections/{id}/deliveries', {
          signal,
          params: { path: { id }, query: { ...filter, ...(pageParam !== '' && { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: (query) => (MOVING.refetchInterval(query) === false ? false : 5_000),
    retry: false,
  })
}

/** One delivery and what it made. */
export function deliveryQuery(id: string, delivery: string) {
  return queryOptions({
    queryKey: ['delivery', id, delivery],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/connections/{id}/deliveries/{delivery}', { signal, params: { path: { id, delivery } } })),
  })
}

/** Takes the body out: an act that is recorded, so only ever by a person's word. */
export function useDeliveryBody(id: string, delivery: string): UseMutationResult<Schemas['DeliveryBodyAnswer'], Error, void> {
  return useMutation({
    mutationFn: () =>
      answer(api.POST('/api/connections/{id}/deliveries/{delivery}/body', { params: { path: { id, delivery } } })),
    // Not kept longer than it is shown.
    gcTime: 0,
  })
}

/** What the ingress refused. */
export function refusalsQuery(id: string) {
  return queryOptions({
    queryKey: ['refusals', id],
    queryFn: ({ signal }) => answer(api.GET('/api/connections/{id}/refusals', { signal, params: { path: { id } } })),
    ...MOVING,
  })
}
