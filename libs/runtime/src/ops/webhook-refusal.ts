import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.webhook_refusal`, how many webhooks were refused, and `ops.webhook_refusal_example`, the newest of them. SQL by hand: the
 * ingress adds what it counted within some seconds by one statement each, so its rows do not grow with what comes.
 */

/** Why a webhook was not taken: as it was answered, or that its URL named an event that there is none of. */
export type RefusalCause =
  'unauthorized' | 'unknown_connection' | 'unknown_event' | 'too_slow' | 'too_large' | 'limited' | 'busy' | 'unavailable'

/** Refusals of one cause within one hour. */
export interface RefusalCount {
  /** Empty where the URL named no connection of ours. */
  readonly connection: string
  /** The event that the URL names; empty for the common URL. */
  readonly endpoint: string
  readonly cause: RefusalCause
  /** Microseconds since the epoch, of the hour's beginning, and of the first and the last. */
  readonly hourUs: number
  readonly refusals: number
  readonly firstUs: number
  readonly lastUs: number
}

/** One that was refused. */
export interface RefusalExample {
  readonly atUs: number
  readonly endpoint: string
  /** As the sender announced it; null where it did not. */
  readonly bytes: number | null
  /** The network that it came from: `203.0.113.0/24`; null where it is not known. */
  readonly sender: string | null
}

/** The newest refusals of one cause. */
export interface RefusalExamples {
  readonly connection: string
  readonly cause: RefusalCause
  readonly examples: readonly RefusalExample[]
}

/** So many examples of a cause are kept for each connection. */
export const KEPT_EXAMPLES = 20
/** How long counts and examples are kept. */
const KEPT_US = 7 * 86_400_000_000
const NOW_US = '(extract(epoch from now()) * 1000000)::bigint'

/** Adds counts; rows are locked in the order of their key. */
export async function addRefusals(client: Pool | PoolClient, counts: readonly RefusalCount[]): Promise<void> {
  if (counts.length === 0) return
  await client.query(
    `insert into ops.webhook_refusal as t (connection_id, hour_us, cause, endpoint, refusals, first_us, last_us)
     select connection_id, hour_us, cause, endpoint, sum(refusals), min(first_us), max(last_us)
     from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
       as a (connection_id, hour_us, cause, endpoint, refusals, first_us, last_us)
     group by 1, 2, 3, 4 order by 1, 2, 3, 4
     on conflict (connection_id, hour_us, cause, endpoint) do update set refusals = t.refusals + excluded.refusals,
       first_us = least(t.first_us, excluded.first_us), last_us = greatest(t.last_us, excluded.last_us)`,
    [
      counts.map(({ connection }) => connection),
      counts.map(({ hourUs }) => hourUs),
      counts.map(({ cause }) => cause),
      counts.map(({ endpoint }) => endpoint),
      counts.map(({ refusals }) => refusals),
      counts.map(({ firstUs }) => firstUs),
      counts.map(({ lastUs }) => lastUs),
    ],
  )
}

/** Adds examples, one entry for each connection and cause; the newest stay. */
export async function addRefusalExamples(client: Pool | PoolClient, added: readonly RefusalExamples[]): Promise<void> {
  if (added.length === 0) return
  await client.query(
    `insert into ops.webhook_refusal_example as t (connection_id, cause, last_us, examples)
     select * from unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[]) order by 1, 2
     on conflict (connection_id, cause) do update set last_us = greatest(t.last_us, excluded.last_us), examples = (
       select jsonb_agg(e order by (e->'atUs')::bigint desc) from (
         select e from jsonb_array_elements(t.examples || excluded.examples) as e order by (e->'atUs')::bigint desc limit $5) as newest)`,
    [
      added.map(({ connection }) => connection),
      added.map(({ cause }) => cause),
      added.map(({ examples }) => Math.max(...examples.map(({ atUs }) => atUs))),
      added.map(({ examples }) => JSON.stringify(examples)),
      KEPT_EXAMPLES,
    ],
  )
}

/** Forgets what is older than seven days. What the ingress is adding to at the moment is left for the next time. */
export async function forgetRefusals(pool: Pool): Promise<void> {
  await pool.query(
    `delete from ops.webhook_refusal where ctid = any (array(
       select ctid from ops.webhook_refusal where last_us < ${NOW_US} - $1::bigint limit 10000 for update skip locked))`,
    [KEPT_US],
  )
  await pool.query(
    `delete from ops.webhook_refusal_example where ctid = any (array(
       select ctid from ops.webhook_refusal_example where last_us < ${NOW_US} - $1::bigint limit 10000 for update skip locked))`,
    [KEPT_US],
  )
}

/** What was refused of a connection, or of none, by cause and URL; the newest hours first. */
export async function readRefusals(db: Pool | PoolClient, connection: string): Promise<readonly RefusalCount[]> {
  const { rows } = await db.query<Row>(
    `select cause, endpoint, hour_us, refusals, first_us, last_us from ops.webhook_refusal
     where connection_id = $1 and hour_us >= ${NOW_US} - $2::bigint order by hour_us desc, cause, endpoint`,
    [connection, KEPT_US],
  )
  return rows.map(({ cause, endpoint, ...numbers }) => ({
    ...{ connection, endpoint, cause, hourUs: Number(numbers.hour_us), refusals: Number(numbers.refusals) },
    ...{ firstUs: Number(numbers.first_us), lastUs: Number(numbers.last_us) },
  }))
}

interface Row {
  readonly cause: RefusalCause
  readonly endpoint: string
  readonly hour_us: string
  readonly refusals: string
  readonly first_us: string
  readonly last_us: string
}

/** The newest examples of each cause. */
export async function readRefusalExamples(db: Pool | PoolClient, connection: string): Promise<readonly RefusalExamples[]> {
  const { rows } = await db.query<{ cause: RefusalCause; examples: readonly RefusalExample[] }>(
    'select cause, examples from ops.webhook_refusal_example where connection_id = $1 order by last_us desc, cause',
    [connection],
  )
  return rows.map((row) => ({ connection, ...row }))
}
