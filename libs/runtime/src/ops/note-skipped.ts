import { cleanText, LONGEST_NAME } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import type { LogRecord } from '../kafka/consumer/log-batch.js'
import { addProblems, type ProblemPlace } from './problem.js'

/** Why a record was skipped: `refused` for its content, or `skipped` by an operator. */
type SkipReason = 'refused' | 'skipped'

/** Keeps in `ops.problem` that a record of any topic was skipped, once: where it stands, and the raw event behind it as far as it says. */
export async function noteSkipped(client: Pool | PoolClient, record: LogRecord, why: SkipReason): Promise<void> {
  const { headers } = record.message
  const { topic, partition, offset } = record.position
  const connection = name(headers['ce_connection']) ?? 'unknown'
  await addProblems(client, [
    {
      id: `${connection.slice(0, 200)}/${why}-${topic}-${partition}-${offset}`,
      connection,
      code: why,
      resource: name(headers['ce_resource']) ?? null,
      key: name(headers['ce_subject']) ?? null,
      column: null,
      rawId: name(headers['ce_cause'] ?? headers['ce_id']) ?? 'unknown',
      kind: kindOf(headers),
      action: name(headers['ce_action']) ?? null,
      position: rawPlaceOf(headers['ce_causeposition']) ?? { topic, partition, offset },
      seenAt: new Date(record.appendedAtMs).toISOString(),
    },
  ])
}

function name(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : cleanText(text.slice(0, LONGEST_NAME))
}

/** A canonical event names its cause's; a raw event's stands behind the last point of its type. */
function kindOf(headers: Readonly<Record<string, string>>): string {
  return name(headers['ce_causekind'] ?? headers['ce_type']?.split('.').at(-1)) ?? 'unknown'
}

function rawPlaceOf(text: string | undefined): ProblemPlace | undefined {
  const [, topic, partition, offset] = /^(greenhouse\.raw)\/(\d{1,9})\/(\d{1,18})$/.exec(text ?? '') ?? []
  return topic && partition && offset ? { topic, partition: Number(partition), offset } : undefined
}
