import { cleanText, decodeProblem } from '@trellis/pipeline'
import {
  addProblems,
  narrowDown,
  noteSkipped,
  transactAt,
  type AtPosition,
  type LogBatch,
  type LogRecord,
  type Pool,
  type StoredProblem,
} from '@trellis/runtime'

/** The name under which positions on the problems' topic are kept; no generation has to do with them. */
export const PROBLEMS_READER = 'warehouse-writer/problems'

/** How many problems of a batch were new, how many messages were none, and how many were refused and skipped. */
interface KeptProblems {
  readonly added: number
  readonly undecodable: number
  readonly refused: number
}

/** Keeps a batch of problems in `ops.problem`, each once, resolved by now or not; the position moves in the same transaction. Throws like `narrowDown`. */
export async function keepProblems(pool: Pool, batch: LogBatch): Promise<AtPosition<KeptProblems>> {
  const [kept] = await narrowDown([batch], {
    write: async (parts) => Promise.all(parts.map((part) => keepEach(pool, part))),
    skip: (part) =>
      transactAt(pool, PROBLEMS_READER, part, async (client, records) => {
        for (const record of records) await noteSkipped(client, record, 'refused')
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
    const added = await addProblems(client, problems)
    return { added, undecodable: records.length - problems.length, refused: 0 }
  })
}

/** More than an index takes is none of ours. */
const LONGEST_ID = 500

/** Undefined where the message is no problem of ours. */
function storedOf({ message, appendedAtMs }: LogRecord): Omit<StoredProblem, 'resolvedAt'> | undefined {
  const problem = decodeProblem(message)
  const said = message.headers['ce_id']
  if (!problem || said === undefined) return undefined
  const { connection, code, cause, resource, key, column } = problem
  // Two connections may have been given the same body.
  const id = `${connection}/${said}`
  if (id.length > LONGEST_ID || cause.rawId.length > LONGEST_ID) return undefined
  const at = cause.position
  return {
    ...{ id: cleanText(id), connection: cleanText(connection), code },
    ...{ resource: textOf(resource), key: textOf(key), column: textOf(column) },
    ...{ rawId: cleanText(cause.rawId), kind: cause.kind, action: textOf(cause.action) },
    position: at ? { ...at, topic: cleanText(at.topic) } : null,
    seenAt: new Date(appendedAtMs).toISOString(),
  }
}

function textOf(text: string | undefined): string | null {
  return text === undefined ? null : cleanText(text)
}
