import { cleanText, decodeProblem } from '@trellis/pipeline'
import {
  narrowDown,
  notePassedOver,
  transactAt,
  type AtPosition,
  type LogBatch,
  type LogRecord,
  type Pool,
} from '@trellis/runtime'

/** The name under which positions on the problems' topic are kept; no generation has to do with them. */
export const PROBLEMS_READER = 'warehouse-writer/problems'

/** How many problems of a batch were new, how many messages were none, and how many were refused and passed over. */
interface KeptProblems {
  readonly added: number
  readonly undecodable: number
  readonly refused: number
}

/** Keeps a batch of problems in `ops.problem`, each once, resolved by now or not; the position moves in the same transaction. Throws like `narrowDown`. */
export async function keepProblems(pool: Pool, batch: LogBatch): Promise<AtPosition<KeptProblems>> {
  const [kept] = await narrowDown([batch], {
    write: async (parts) => Promise.all(parts.map((part) => keepEach(pool, part))),
    passOver: (part) =>
      transactAt(pool, PROBLEMS_READER, part, async (client, records) => {
        for (const record of records) await notePassedOver(client, record, 'refused')
        return { added: 0, undecodable: 0, refused: records.length }
      }),
    join: (a, b) => ({
      added: a.added + b.added,
      undecodable: a.undecodable + b.undecodable,
      refused: a.refused + b.refused,
    }),
  })
  if (!kept) throw new Error('a batch of problems was not answered')
  return kept
}

function keepEach(pool: Pool, batch: LogBatch): Promise<AtPosition<KeptProblems>> {
  return transactAt(pool, PROBLEMS_READER, batch, async (client, records) => {
    const problems = records.flatMap((record) => storedOf(record) ?? [])
    const { rowCount } = await client.query(
      `insert into ops.problem (${NAMES.join(', ')})
       select * from unnest(${TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) order by 1
       on conflict (id) do nothing`,
      NAMES.map((name) => problems.map((stored) => stored[name])),
    )
    return { added: rowCount ?? 0, undecodable: records.length - problems.length, refused: 0 }
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
  const at = cause.position
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
