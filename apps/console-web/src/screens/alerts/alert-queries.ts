import { infiniteQueryOptions, queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING, queryClient } from '../../api/query-client.js'

export type Alert = Schemas['AlertAnswer']
export type AlertRule = Schemas['AlertRuleAnswer']
export type Channel = Schemas['ChannelAnswer']

/** More are never open at once: rules find one of a kind for each connection. */
const MOST_OPEN = 500

/** What is wrong now. */
export const openAlertsQuery = queryOptions({
  queryKey: ['alerts', 'open'],
  queryFn: ({ signal }) => answer(api.GET('/api/alerts', { signal, params: { query: { which: 'open', limit: MOST_OPEN } } })),
  ...MOVING,
})

/** What was wrong, the newest first, page by page. */
export const pastAlertsQuery = infiniteQueryOptions({
  queryKey: ['alerts', 'past'],
  queryFn: ({ signal, pageParam }) =>
    answer(
      api.GET('/api/alerts', {
        signal,
        params: { query: { which: 'past', limit: 20, ...(pageParam !== '' && { before: pageParam }) } },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
  refetchInterval: (query) => (MOVING.refetchInterval(query) === false ? false : 15_000),
  retry: false,
})

/** What is looked at. */
export const alertRulesQuery = queryOptions({
  queryKey: ['alert-rules'],
  queryFn: ({ signal }) => answer(api.GET('/api/alerts/rules', { signal })),
  staleTime: Infinity,
})

/** Where alerts are sent. */
export const channelsQuery = queryOptions({
  queryKey: ['alert-channels'],
  queryFn: ({ signal }) => answer(api.GET('/api/alert-channels', { signal })),
  ...MOVING,
})

const refresh = () => queryClient.invalidateQueries({ queryKey: channelsQuery.queryKey })

/** Adds a channel. What was typed is not kept longer than the form is open: it may hold secrets. */
export function useAddChannel(): UseMutationResult<Channel, Error, Schemas['NewChannelBody']> {
  return useMutation({
    mutationFn: (body: Schemas['NewChannelBody']) => answer(api.POST('/api/alert-channels', { body })),
    onSettled: refresh,
    gcTime: 0,
  })
}

/** Changes a channel. */
export function useChangeChannel(id: string): UseMutationResult<Channel, Error, Schemas['ChannelChangeBody']> {
  return useMutation({
    mutationFn: (body: Schemas['ChannelChangeBody']) =>
      answer(api.PATCH('/api/alert-channels/{id}', { params: { path: { id } }, body })),
    onSettled: refresh,
    gcTime: 0,
  })
}

/** Removes a channel. */
export function useRemoveChannel(id: string): UseMutationResult<unknown, Error, void> {
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/alert-channels/{id}', { params: { path: { id } } })),
    onSettled: refresh,
  })
}

/** Sends a test to a channel. */
export function useTestChannel(): UseMutationResult<Schemas['ChannelTestAnswer'], Error, Channel> {
  return useMutation({
    mutationFn: ({ id }: Channel) => answer(api.POST('/api/alert-channels/{id}/test', { params: { path: { id } } })),
  })
}
