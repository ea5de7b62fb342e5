import { QueryClient } from '@tanstack/react-query'
import { problemOf } from './problem.js'

/** An answer of 4xx is the same the next time; what is away may come back. */
function isWorthAnotherTry(failures: number, error: unknown): boolean {
  const { status } = problemOf(error)
  return failures < 3 && (status === 0 || status >= 500)
}

/** Everything that was asked, with its age. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // A console on one's own machine answers without a network.
    queries: { networkMode: 'always', retry: isWorthAnotherTry, staleTime: 1_000 },
    mutations: { networkMode: 'always' },
  },
})

/** For a query whose figures move: it is asked every two seconds, but not after the session has ended. */
export const MOVING = {
  refetchInterval: (query: { readonly state: { readonly error: unknown } }): number | false =>
    query.state.error !== null && problemOf(query.state.error).status === 401 ? false : 2_000,
  // What is asked again so soon is not tried twice.
  retry: false,
} as const
