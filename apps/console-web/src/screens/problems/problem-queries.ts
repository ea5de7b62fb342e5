import { infiniteQueryOptions, queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING, queryClient } from '../../api/query-client.js'

export type Problem = Schemas['StoredProblemAnswer']
export type ProblemGroup = Schemas['ProblemGroupAnswer']

/** What narrows problems. */
export interface ProblemFilter {
  readonly connection?: string
  readonly code?: string
  readonly resource?: string
}

/** Problems, the newest first, page by page; each page has the groups as well. */
export function problemsQuery(filter: ProblemFilter, which: 'open' | 'all') {
  return infiniteQueryOptions({
    queryKey: ['problems', filter, which],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.GET('/api/problems', {
          signal,
          params: { query: { ...filter, which, ...(pageParam !== '' && { before: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: (query) => (MOVING.refetchInterval(query) === false ? false : 5_000),
    retry: false,
  })
}

/** One problem and its raw event. */
export function problemQuery(id: string) {
  return queryOptions({
    queryKey: ['problem', id],
    queryFn: ({ signal }) => answer(api.GET('/api/problems/{id}', { signal, params: { path: { id } } })),
  })
}

/** Takes the body of a raw event out: an act that is recorded, so only ever by a person's word. */
export function useRawBody(id: string): UseMutationResult<Schemas['RawBodyAnswer'], Error, void> {
  return useMutation({
    mutationFn: () => answer(api.POST('/api/problems/{id}/body', { params: { path: { id } } })),
    // Not kept longer than it is shown.
    gcTime: 0,
  })
}

/** What a replay with this filter would read. */
export function replayPlanQuery(filter: ProblemFilter) {
  return queryOptions({
    queryKey: ['replay-plan', filter],
    queryFn: ({ signal }) => answer(api.GET('/api/problem-replays/plan', { signal, params: { query: filter } })),
    // A plan stays what it was until a person asks for another.
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** Begins the replay of a plan. */
export function useReplay(): UseMutationResult<Schemas['BegunJobAnswer'], Error, Schemas['ReplayBody']> {
  return useMutation({
    mutationFn: (body: Schemas['ReplayBody']) => answer(api.POST('/api/problem-replays', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: replaysQuery.queryKey }),
  })
}

/** The newest replays. */
export const replaysQuery = queryOptions({
  queryKey: ['jobs', 'problem-replay'],
  queryFn: ({ signal }) => answer(api.GET('/api/jobs', { signal, params: { query: { kind: 'problem-replay' } } })),
  ...MOVING,
})

/** Orders that a job ends. */
export function useCancelJob(id: string): UseMutationResult<unknown, Error, void> {
  return useMutation({
    mutationFn: () => answer(api.POST('/api/jobs/{id}/cancel', { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  })
}
