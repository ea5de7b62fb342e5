import type { Ops } from './ops.js'

/** How many connections the pool for SQL may hold, and what they are called in `pg_stat_activity`. */
export interface OpsOptions {
  /** 4 */
  readonly max?: number
  /** `trellis` */
  readonly applicationName?: string
}

/** Opens `ops`, migrated to today's shape. Throws a retryable Fault where Postgres does not answer. */
export function openOps(url: string, options?: OpsOptions): Promise<Ops>
export async function openOps(): Promise<Ops> {
  throw new Error('to come')
}
