import { GiveUp, until } from '@trellis/local'
import type { Pool } from '@trellis/runtime'

/** What is counted while it grows: a query that gives `n`, and how often it may be asked. */
export interface Progress {
  readonly query: string
  readonly everyMs: number
  /** Throws GiveUp where nothing more will come. */
  readonly check?: () => Promise<void>
}

const LIMIT_MS = 600_000

/** So much per second between the first commit that was seen and the last, which makes `total`: what starting takes is not counted. */
export async function rateOf(pool: Pool, { query, everyMs, check }: Progress, total: number): Promise<number> {
  let first: { readonly at: number; readonly done: number } | undefined
  const isDone = async (): Promise<boolean> => {
    await check?.()
    const { rows } = await pool.query<{ n: string }>(query).catch(() => ({ rows: [{ n: '0' }] }))
    const done = Number(rows[0]?.n ?? 0)
    if (done > total) throw new GiveUp(`${done} are there of ${total}`)
    if (done > 0) first ??= { at: performance.now(), done }
    return done === total
  }
  await until(isDone, { what: `${total} in the table`, limitMs: LIMIT_MS, everyMs })
  if (!first || first.done === total) throw new Error('the load is too small to be measured')
  return ((total - first.done) * 1_000) / (performance.now() - first.at)
}
