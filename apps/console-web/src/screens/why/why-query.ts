import { queryOptions } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client.js'

export type Explanation = Schemas['ExplanationAnswer']
export type Cell = Schemas['ExplainedCellAnswer']

/** What is asked. */
export interface Question {
  readonly resource: string
  readonly key: string
  readonly column?: string
  readonly connection?: string
}

/** Why a row, or one cell of it, is as it is; asked once, as reading the log costs. */
export function whyQuery(question: Question) {
  return queryOptions({
    queryKey: ['why', question],
    queryFn: ({ signal }) => answer(api.GET('/api/explanations', { signal, params: { query: question } })),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
    // Cells hold personal data.
    gcTime: 0,
  })
}
