import type { Schemas } from '../../api/client.js'
import { count } from '../../components/in-words.js'

type Job = Schemas['JobAnswer']

/** A problem that a replay has left open. */
export interface LeftOpen {
  readonly id: string
  readonly code: string
  readonly resource: string | null
  readonly key: string | null
  readonly column: string | null
  readonly why: string
}

/** What a replay is about: its filter, as it was ordered. */
export function orderInWords({ ordered }: Pick<Job, 'ordered'>): string {
  const parts = ['code', 'resource', 'connection'].flatMap((name) => {
    const value = ordered[name]
    return typeof value === 'string' ? [value] : []
  })
  return parts.length === 0 ? 'all open problems' : parts.join(' · ')
}

/** How a replay stands, in a sentence. */
export function replayInWords({ state, done, total, isCancelOrdered, result }: Job): string {
  const far = `${count(done)} of ${count(total)}`
  const came = resultInWords(result)
  switch (state) {
    case 'under way':
      return isCancelOrdered ? `Ends after what it is at: ${far}` : `${far} read again`
    case 'done':
      return came
    case 'cancelled':
      return `Cancelled after ${far}: ${came}`
    case 'failed':
      return `Failed after ${far}. The log of the console says why; what was read stays, and it may be ordered again.`
    case 'lost':
      return `The console was restarted after ${far}. What was read stays, and it may be ordered again.`
  }
}

/** Problems that stay open after it, as far as they are named. */
export function leftOpenOf({ result }: Pick<Job, 'result'>): readonly LeftOpen[] {
  const named: unknown = result?.['named']
  return Array.isArray(named) ? (named as LeftOpen[]) : []
}

function resultInWords(result: Job['result']): string {
  const figure = (name: string): number => (typeof result?.[name] === 'number' ? result[name] : 0)
  const erased = figure('erased')
  return [
    `${count(figure('resolved') + erased)} resolved`,
    ...(erased > 0 ? [`${count(erased)} of them because the raw event was erased`] : []),
    `${count(figure('leftOpen'))} still open`,
  ].join(', ')
}
