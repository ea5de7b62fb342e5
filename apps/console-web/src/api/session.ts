import { queryOptions, useMutation, useQuery, type UseMutationResult } from '@tanstack/react-query'
import { answer, api, connectSession, type Schemas } from './client.js'
import { queryClient } from './query-client.js'

export type Session = Schemas['SessionAnswer']
export type Person = Schemas['PersonAnswer']

/** Who is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => answer(api.GET('/api/session', { signal })),
  staleTime: Infinity,
})

connectSession({
  csrfToken: () => known()?.csrfToken,
  ended: () => queryClient.setQueryData(sessionQuery.queryKey, (now) => now && { ...now, person: null }),
})

/** The session; undefined until it is known. */
export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data
}

/** The person who is signed in. Screens are for signed-in people alone. */
export function usePerson(): Person | null {
  return useSession()?.person ?? null
}

/** The session, asked for where it is not known yet. Throws a ProblemError. */
export async function sessionNow(): Promise<Session> {
  return queryClient.query({ ...sessionQuery, staleTime: 'static' })
}

/** Signs in. */
export function useSignIn(): UseMutationResult<Session, Error, Schemas['SignInBody']> {
  return useMutation({
    mutationFn: async (body: Schemas['SignInBody']) => {
      await renewToken()
      return answer(api.POST('/api/session', { body }))
    },
    onSuccess: keep,
  })
}

/** Makes the first admin, and signs in. */
export function useMakeFirstAdmin(): UseMutationResult<Session, Error, Schemas['FirstAdminBody']> {
  return useMutation({
    mutationFn: async (body: Schemas['FirstAdminBody']) => {
      await renewToken()
      return answer(api.POST('/api/first-admin', { body }))
    },
    onSuccess: keep,
  })
}

/** Signs out, and forgets everything that was asked: the page is loaded again. */
export async function signOut(): Promise<void> {
  await answer(api.DELETE('/api/session'))
  window.location.assign('/sign-in')
}

/** A page of sign-in may have stood open for longer than its token is good. */
async function renewToken(): Promise<void> {
  await queryClient.query({ ...sessionQuery, staleTime: 0 })
}

function known(): Session | undefined {
  return queryClient.getQueryData(sessionQuery.queryKey)
}

function keep(session: Session): void {
  queryClient.setQueryData(sessionQuery.queryKey, session)
}
