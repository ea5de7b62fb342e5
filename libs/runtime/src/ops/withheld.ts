import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.withheld`, the count of what normalizers left out. SQL by hand: whole sets are added at once, in one order, so two
 * normalizers never wait for each other in a circle.
 */

/** How much of a resource was left out for a connection, and as what. */
export interface WithheldCount {
  readonly connection: string
  readonly resource: string
  /** A sensitivity, or `undeclared`. */
  readonly what: string
  readonly events: number
  readonly cells: number
}

/** The same as it is kept. */
export interface KeptWithheldCount extends WithheldCount {
  readonly firstAt: string
  readonly lastAt: string
}

/** Adds to what was counted, of connections that are in use. */
export async function countWithheld(db: Pool | PoolClient, counts: readonly WithheldCount[]): Promise<void> {
  if (counts.length === 0) return
  await db.query(
    `insert into ops.withheld as t (connection_id, resource, what, events, cells)
     select s.connection_id, s.resource, s.what, sum(s.events), sum(s.cells)
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) as s (connection_id, resource, what, events, cells)
     join ops.connection c on c.id = s.connection_id and c.removed_at is null
     group by 1, 2, 3 order by 1, 2, 3
     on conflict (connection_id, resource, what) do update
     set events = t.events + excluded.events, cells = t.cells + excluded.cells, last_at = now()`,
    [
      counts.map(({ connection }) => connection),
      counts.map(({ resource }) => resource),
      counts.map(({ what }) => what),
      counts.map(({ events }) => events),
      counts.map(({ cells }) => cells),
    ],
  )
}

/** What was left out for a connection, by resource. */
export async function withheldCounts(db: Pool | PoolClient, connection: string): Promise<readonly KeptWithheldCount[]> {
  const { rows } = await db.query<{
    resource: string
    what: string
    events: string
    cells: string
    first_at: Date
    last_at: Date
  }>('select resource, what, events, cells, first_at, last_at from ops.withheld where connection_id = $1 order by 1, 2', [
    connection,
  ])
  return rows.map(({ resource, what, events, cells, first_at: first, last_at: last }) => ({
    ...{ connection, resource, what, events: Number(events), cells: Number(cells) },
    ...{ firstAt: first.toISOString(), lastAt: last.toISOString() },
  }))
}
