import type { Instant, Resource } from '@trellis/pipeline'
import type { PoolClient } from '@trellis/runtime'
import { askLater } from '../rereads/due-reads.js'
import { raiseListed } from '../known-entities/listed-register.js'
import type { JudgedPage } from './judge-page.js'
import type { ReadingPorts } from '../connection-context.js'
import type { Task } from '../schedule/task.js'

/**
 * Writes what became of a page's records, after the append: raises the register, and makes due again whatever does not know yet what we know (rules E7,
 * L3, L8). What a listing shows as it was before a webhook is due already: only a re-read has asked because of that word.
 */
export async function noteJudged(
  client: PoolClient,
  { connection, lag }: ReadingPorts,
  { type, listing: { of } }: Pick<Task, 'type' | 'listing'>,
  judged: JudgedPage,
  requestedAt: Instant,
): Promise<void> {
  await raiseListed(client, connection, of, { ...judged, at: requestedAt })
  const { stale, gone } = judged
  const unseen = type === 'reread' ? judged.unseen : []
  await askLater(client, connection, of.name, { stale, gone, unseen }, requestedAt, lag)
}

/** Whom an answer showed without settling what is due of them: it does not know yet what we know. */
export function unsettled({ stale, gone, unseen }: JudgedPage): readonly string[] {
  return [...stale, ...gone.map(({ key }) => key), ...unseen]
}

/** Counts what became of a page's records, of which the log refused some. */
export function countJudged({ metrics }: ReadingPorts, of: Resource, judged: JudgedPage, refused: number): void {
  metrics.listed(of.name, 'appended', judged.append.length - refused)
  metrics.listed(of.name, 'unchanged', judged.unchanged)
  metrics.listed(of.name, 'stale', unsettled(judged).length)
}
