import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.alert`. SQL by hand: one round of the rules changes all that stands there as a set, under a lock, in the transaction that
 * makes what is to be sent of it.
 */

/** Counts, names and instants that a rule found; no personal data. */
export type AlertFactValues = Readonly<Record<string, string | number | readonly string[]>>

/** What a rule has found, as it is now. */
export interface FoundAlert {
  readonly rule: string
  readonly code: string
  /** Empty where it is about the whole installation. */
  readonly connection: string
  /** Milliseconds since the epoch; null where only its first sight says since when. */
  readonly sinceMs: number | null
  /** It is no alert before it was seen for so long. */
  readonly holdSeconds: number
  readonly facts: AlertFactValues
}

/** What a round has changed. */
export interface AlertChanges {
  readonly opened: number
  readonly recovered: number
}

/** Names the lock under which one process at a time records a round; any constant will do. */
const ALERT_LOCK = 7_355_609
const KEPT = '90 days'

/** Makes what stands in `ops.alert` what was found: opens, goes on, and ends what is found no more. Holds the lock until the transaction ends. */
export async function recordAlerts(client: PoolClient, found: readonly FoundAlert[]): Promise<AlertChanges> {
  await client.query('select pg_advisory_xact_lock($1)', [ALERT_LOCK])
  const codes = found.map(({ code }) => code)
  const connections = found.map(({ connection }) => connection)
  const gone =
    'not exists (select 1 from unnest($1::text[], $2::text[]) as f (code, connection) where f.code = a.code and f.connection = a.connection_id)'
  await client.query(`delete from ops.alert as a where state = 'pending' and ${gone}`, [codes, connections])
  const recovered = await client.query(
    `update ops.alert as a set state = 'recovered', recovered_at = clock_timestamp() where state = 'open' and ${gone}`,
    [codes, connections],
  )
  await client.query(
    `insert into ops.alert as a (rule, code, connection_id, state, facts, since)
     select rule, code, connection, 'pending', facts, coalesce(to_timestamp(since_ms / 1000.0), clock_timestamp())
     from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::float8[]) as f (rule, code, connection, facts, since_ms)
     order by code, connection
     on conflict (code, connection_id) where state <> 'recovered' do update set facts = excluded.facts
     where a.facts is distinct from excluded.facts`,
    [
      found.map(({ rule }) => rule),
      codes,
      connections,
      found.map(({ facts }) => JSON.stringify(facts)),
      found.map(({ sinceMs }) => sinceMs),
    ],
  )
  const opened = await client.query(
    `update ops.alert as a set state = 'open', opened_at = clock_timestamp()
     from unnest($1::text[], $2::text[], $3::float8[]) as f (code, connection, hold)
     where a.state = 'pending' and a.code = f.code and a.connection_id = f.connection
       and a.seen_at <= clock_timestamp() - f.hold * interval '1 second'`,
    [codes, connections, found.map(({ holdSeconds }) => holdSeconds)],
  )
  await client.query(`delete from ops.alert where state = 'recovered' and recovered_at < now() - interval '${KEPT}'`)
  return { opened: opened.rowCount ?? 0, recovered: recovered.rowCount ?? 0 }
}

/** An alert as it is kept; instants in ISO 8601. */
export interface StoredAlert {
  readonly id: string
  readonly rule: string
  readonly code: string
  /** Null where it is about the whole installation. */
  readonly connection: string | null
  /** The connection's name, where it is still known. */
  readonly connectionName: string | null
  readonly state: 'open' | 'recovered'
  readonly facts: AlertFactValues
  readonly since: string
  readonly openedAt: string
  readonly recoveredAt: string | null
}

/** Which alerts are asked for. */
export interface AlertFilter {
  readonly which: 'open' | 'past' | 'all'
  readonly connection?: string | undefined
  /** Only those that are older than the alert of this id. */
  readonly before?: string | undefined
  readonly limit: number
}

/** The newest first. */
export async function findAlerts(db: Pool | PoolClient, filter: AlertFilter): Promise<readonly StoredAlert[]> {
  const { which, connection, before, limit } = filter
  const { rows } = await db.query<AlertRow>(
    `${ALERTS} where a.state <> 'pending' and ($1 = 'all' or (a.state = 'open') = ($1 = 'open')) and ($2::text is null or a.connection_id = $2)
       and ($3::bigint is null or a.id < $3) order by a.id desc limit $4`,
    [which, connection ?? null, before ?? null, limit],
  )
  return rows.map(alertOf)
}

/** The alerts of these ids. */
export async function alertsById(db: Pool | PoolClient, ids: readonly string[]): Promise<ReadonlyMap<string, StoredAlert>> {
  const { rows } = await db.query<AlertRow>(`${ALERTS} where a.id = any ($1::bigint[])`, [ids])
  return new Map(rows.map((row) => [row.id, alertOf(row)]))
}

const ALERTS = `
  select a.id, a.rule, a.code, a.connection_id, c.name, a.state, a.facts, a.since, coalesce(a.opened_at, a.seen_at) as opened_at, a.recovered_at
  from ops.alert a left join ops.connection c on c.id = a.connection_id`

interface AlertRow {
  readonly id: string
  readonly rule: string
  readonly code: string
  readonly connection_id: string
  readonly name: string | null
  readonly state: 'open' | 'recovered'
  readonly facts: AlertFactValues
  readonly since: Date
  readonly opened_at: Date
  readonly recovered_at: Date | null
}

function alertOf({ connection_id, name, since, opened_at, recovered_at, ...others }: AlertRow): StoredAlert {
  return {
    ...others,
    connection: connection_id === '' ? null : connection_id,
    connectionName: name,
    since: since.toISOString(),
    openedAt: opened_at.toISOString(),
    recoveredAt: recovered_at?.toISOString() ?? null,
  }
}
