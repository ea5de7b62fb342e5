import { cleanText, LONGEST_NAME } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import type { LogRecord } from '../kafka/consumer/log-batch.js'

/** Why a record was passed over: `refused` for its content, or `skipped` by a person's word. */
export type PassedOver = 'refused' | 'skipped'

/** Keeps in `ops.problem` that a record of any topic was passed over, once: where it stands, and the raw event behind it as far as it says. */
export async function notePassedOver(client: Pool | PoolClient, record: LogRecord, why: PassedOver): Promise<void> {
  const { headers } = record.message
  const { topic, partition, offset } = record.position
  const connection = name(headers['ce_connection']) ?? 'unknown'
  const raw = rawPlaceOf(headers['ce_causeposition'])
  await client.query(
    `insert into ops.problem (id, connection_id, code, resource, key, raw_id, kind, action, raw_topic, raw_partition, raw_offset, seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do nothing`,
    [
      ...[`${connection.slice(0, 200)}/${why}-${topic}-${partition}-${offset}`, connection, why],
      ...[name(headers['ce_resource']) ?? null, name(headers['ce_subject']) ?? null],
      ...[name(headers['ce_cause'] ?? headers['ce_id']) ?? 'unknown', kindOf(headers), name(headers['ce_action']) ?? null],
      ...(raw ?? [topic, partition, offset]),
      new Date(record.appendedAtMs).toISOString(),
    ],
  )
}

function name(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : cleanText(text.slice(0, LONGEST_NAME))
}

/** A canonical event names its cause's; a raw event's stands behind the last point of its type. */
function kindOf(headers: Readonly<Record<string, string>>): string {
  return name(headers['ce_causekind'] ?? headers['ce_type']?.split('.').at(-1)) ?? 'unknown'
}

function rawPlaceOf(text: string | undefined): readonly [string, number, string] | undefined {
  const [, topic, partition, offset] = /^(greenhouse\.raw)\/(\d{1,9})\/(\d{1,18})$/.exec(text ?? '') ?? []
  return topic && partition && offset ? [topic, Number(partition), offset] : undefined
}
