import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'
import { MOVING } from '../../api/query-client.js'

export type ConnectionOne = Schemas['ConnectionAnswer']
export type Permissions = Schemas['PermissionsAnswer']

/** While permissions are asked, a person watches. */
const WATCHED_MS = 400

/** One connection. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: ({ signal }) => answer(api.GET('/api/connections/{id}', { params: { path: { id } }, signal })),
    ...MOVING,
  })

/** What its account grants; while that is asked, so far. */
export const permissionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'permissions'],
    queryFn: ({ signal }) => answer(api.GET('/api/connections/{id}/permissions', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data?.state === 'asking' ? WATCHED_MS : MOVING.refetchInterval(query)),
    retry: false,
  })

/** Connects an account. */
export function useConnect() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Schemas['NewConnectionBody']) => answer(api.POST('/api/connections', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connections'] }),
  })
}

/** Has every permission asked again. */
export function useCheckPermissions(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => answer(api.POST('/api/connections/{id}/permissions/check', { params: { path: { id } } })),
    onSuccess: (permissions) => client.setQueryData(['connections', id, 'permissions'], permissions),
  })
}

/** What is done with a connection. */
export type ConnectionChange =
  | { readonly type: 'pause' | 'resume'; readonly version: number }
  | { readonly type: 'remove' }
  | { readonly type: 'change'; readonly body: Schemas['ConnectionChangeBody'] }
  | { readonly type: 'credentials'; readonly body: Schemas['NewCredentialsBody'] }

/** Does it, and shows the connection as it is then. */
export function useChangeConnection(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: ConnectionChange) => sendChange(id, change),
    onSuccess: (connection) => {
      client.setQueryData(['connections', id], connection)
      return client.invalidateQueries({ queryKey: ['connections'] })
    },
    // Another admin may have changed it: as it is now is shown beside what was entered.
    onError: () => client.invalidateQueries({ queryKey: ['connections', id] }),
  })
}

function sendChange(id: string, change: ConnectionChange): Promise<ConnectionOne> {
  const params = { path: { id } }
  switch (change.type) {
    case 'pause':
      return answer(api.POST('/api/connections/{id}/pause', { params, body: { version: change.version } }))
    case 'resume':
      return answer(api.POST('/api/connections/{id}/resume', { params, body: { version: change.version } }))
    case 'remove':
      return answer(api.DELETE('/api/connections/{id}', { params }))
    case 'change':
      return answer(api.PATCH('/api/connections/{id}', { params, body: change.body }))
    case 'credentials':
      return answer(api.PUT('/api/connections/{id}/credentials', { params, body: change.body }))
    default:
      return change satisfies never
  }
}

/** Makes a link for the colleague who has the credentials. */
export function useHandOver(id: string) {
  return useMutation({
    mutationFn: () => answer(api.POST('/api/connections/{id}/hand-over', { params: { path: { id } } })),
  })
}
