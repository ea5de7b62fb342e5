import { cleanText, decodeProblem, type Position } from '@trellis/pipeline'
import { transactAt, type AtPosition, type LogBatch, type LogRecord, type Pool } from '@trellis/runtime'

/** The name under which positions on the problems' topic are kept; no generation has to do with them. */
export const PROBLEMS_READER = 'warehouse-writer/problems'

/** How many problems of a batch were new, and how many messages were none. */
export interface KeptProblems {
  readonly added: number
  readonly undecodable: number
}

/** Keeps a batch of problems in `ops.problem`, each once, resolved by now or not; the position moves in the same transaction. Throws like `transactAt`. */
export function keepProblems(pool: Pool, batch: LogBatch): Promise<AtPosition<KeptProblems>> {
  return transactAt(pool, PROBLEMS_READER, batch, async (client, records) => {
    const problems = records.flatMap((record) => storedOf(record) ?? [])
    const { rowCount } = await client.query(
      `insert into ops.problem (${NAMES.join(', ')})
       select * from unnest(${TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) order by 1
       on conflict (id) do nothing`,
      NAMES.map((name) => problems.map((stored) => stored[name])),
    )
    return { added: rowCount ?? 0, undecodable: records.length - problems.length }
  })
}

const TEXTS = ['id', 'connection_id', 'code', 'resource', 'key', 'column_name', 'raw_id', 'kind', 'action', 'raw_topic'] as const
const NAMES = [...TEXTS, 'raw_partition', 'raw_offset', 'seen_at'] as const
const TYPES = [...TEXTS.map(() => 'text'), 'int', 'bigint', 'timestamptz']
type Stored = Readonly<Record<(typeof NAMES)[number], string | number | null>>

/** More than an index takes is none of ours. */
const LONGEST_ID = 500

/** Undefined where the message is no problem of ours. */
function storedOf({ message, appendedAtMs }: LogRecord): Stored | undefined {
  const problem = decodeProblem(message)
  const said = message.headers['ce_id']
  if (!problem || said === undefined) return undefined
  const { connection, code, cause, resource, key, column } = problem
  // Two connections may have been given the same body.
  const id = `${connection}/${said}`
  if (id.length > LONGEST_ID || cause.rawId.length > LONGEST_ID) return undefined
  const at = isOnALog(cause.position) ? cause.position : undefined
  return {
    ...{ id: cleanText(id), connection_id: cleanText(connection), code },
    ...{ resource: textOf(resource), key: textOf(key), column_name: textOf(column) },
    ...{ raw_id: cleanText(cause.rawId), kind: cause.kind, action: textOf(cause.action) },
    ...{ raw_topic: textOf(at?.topic), raw_partition: at?.partition ?? null, raw_offset: at?.offset ?? null },
    seen_at: new Date(appendedAtMs).toISOString(),
  }
}

function textOf(text: string | undefined): string | null {
  return text === undefined ? null : cleanText(text)
}

/** Anybody may append a position that no log has. */
function isOnALog(position: Position | undefined): position is Position {
  return position !== undefined && position.partition < 2 ** 31 && BigInt(position.offset) < 2n ** 63n
}
