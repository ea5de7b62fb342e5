import { queryOptions, useMutation, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { queryClient } from '../../api/query-client.js'
import { sessionQuery } from '../../api/session.js'

export type Account = Schemas['AccountAnswer']

/** Every account. */
export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => answer(api.GET('/api/accounts', { signal })),
})

/** Makes an account. */
export function useAddAccount(): UseMutationResult<Account, Error, Schemas['NewAccountBody']> {
  return useMutation({
    mutationFn: (body: Schemas['NewAccountBody']) => answer(api.POST('/api/accounts', { body })),
    onSuccess: refresh,
  })
}

/** Changes the account with this id. */
export function useChangeAccount(id: string): UseMutationResult<Account, Error, Schemas['AccountChangeBody']> {
  return useMutation({
    mutationFn: (body: Schemas['AccountChangeBody']) =>
      answer(api.PATCH('/api/accounts/{id}', { params: { path: { id } }, body })),
    onSuccess: refresh,
  })
}

async function refresh(): Promise<void> {
  // It may be one's own account that was changed.
  await Promise.all(
    [accountsQuery.queryKey, sessionQuery.queryKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  )
}
