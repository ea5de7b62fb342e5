import { readRefusalExamples, readRefusals, type Pool, type RefusalCause, type RefusalExample } from '@trellis/runtime'

/** Webhooks that were refused for one cause within seven days. Instants are ISO 8601. */
export interface RefusedByCause {
  readonly cause: RefusalCause
  readonly refusals: number
  readonly firstAt: string
  readonly lastAt: string
  /** How many in each hour in which there were any, the newest first. */
  readonly hours: readonly { readonly hour: string; readonly refusals: number }[]
  /** The newest of them, at most 20. */
  readonly examples: readonly RefusedWebhook[]
}

/** One of them: nothing of its body. */
export interface RefusedWebhook {
  readonly at: string
  /** The event that the URL names; null for the common URL. */
  readonly event: string | null
  /** As announced. */
  readonly bytes: number | null
  /** The network that it came from. */
  readonly sender: string | null
}

/** What was refused of a connection, and what came to URLs that name none: a mistyped URL is found there. */
export interface RefusalsOf {
  readonly connection: string
  readonly refused: readonly RefusedByCause[]
  readonly ofNoConnection: readonly RefusedByCause[]
}

/** What the ingress refused, by cause, the newest cause first. */
export async function refusals(pool: Pool, connection: string): Promise<RefusalsOf> {
  const [refused, ofNoConnection] = await Promise.all([refusalsOf(pool, connection), refusalsOf(pool, '')])
  return { connection, refused, ofNoConnection }
}

async function refusalsOf(pool: Pool, connection: string): Promise<readonly RefusedByCause[]> {
  const [counts, examples] = await Promise.all([readRefusals(pool, connection), readRefusalExamples(pool, connection)])
  const causes = [...new Set(counts.map(({ cause }) => cause))]
  return causes
    .map((cause): RefusedByCause => {
      const alike = counts.filter((count) => count.cause === cause)
      const hours = new Map<number, number>()
      for (const { hourUs, refusals: many } of alike) hours.set(hourUs, (hours.get(hourUs) ?? 0) + many)
      return {
        cause,
        refusals: alike.reduce((sum, { refusals: many }) => sum + many, 0),
        firstAt: isoOf(Math.min(...alike.map(({ firstUs }) => firstUs))),
        lastAt: isoOf(Math.max(...alike.map(({ lastUs }) => lastUs))),
        hours: [...hours].map(([hourUs, many]) => ({ hour: isoOf(hourUs), refusals: many })),
        examples: examples.filter((each) => each.cause === cause).flatMap((each) => each.examples.map(exampleOf)),
      }
    })
    .toSorted((one, other) => (one.lastAt < other.lastAt ? 1 : -1))
}

function exampleOf({ atUs, endpoint, bytes, sender }: RefusalExample): RefusedWebhook {
  return { at: isoOf(atUs), event: endpoint === '' ? null : endpoint, bytes, sender }
}

function isoOf(us: number): string {
  return new Date(us / 1_000).toISOString()
}
