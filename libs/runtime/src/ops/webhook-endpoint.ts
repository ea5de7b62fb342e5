import type { Instant } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.webhook_endpoint`: what came by each URL of a connection. SQL by hand: a batch counts on from what stands there, and the
 * newer instant stays.
 */

/** Something that came by a URL. */
interface AtEndpoint {
  readonly connection: string
  /** The event that the URL names; undefined for the common URL. */
  readonly endpoint: string | undefined
  readonly at: Instant
  /** A ping, which Greenhouse sends when a webhook is saved; with a right signature it proves the secret too. Or an event, of the URL's own action or another. */
  readonly what: 'ping' | 'signed ping' | 'event' | 'other event'
  /** How many of it, the newest of them at that instant; one, if not said. */
  readonly times?: number
}

/** Adds them; rows are locked by connection and endpoint. */
export async function noteAtEndpoints(client: Pool | PoolClient, came: readonly AtEndpoint[]): Promise<void> {
  if (came.length === 0) return
  await client.query(
    `insert into ops.webhook_endpoint as t (connection_id, endpoint, pinged_us, signed_ping_us, arrived_us, pings, arrivals, differing)
     select connection_id, endpoint, max(at_us) filter (where what like '%ping'), max(at_us) filter (where what = 'signed ping'),
       max(at_us) filter (where what like '%event'), coalesce(sum(times) filter (where what like '%ping'), 0),
       coalesce(sum(times) filter (where what like '%event'), 0), coalesce(sum(times) filter (where what = 'other event'), 0)
     from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[]) as a (connection_id, endpoint, at_us, what, times)
     group by 1, 2 order by 1, 2
     on conflict (connection_id, endpoint) do update set
       pinged_us = greatest(t.pinged_us, excluded.pinged_us), signed_ping_us = greatest(t.signed_ping_us, excluded.signed_ping_us),
       arrived_us = greatest(t.arrived_us, excluded.arrived_us), pings = t.pings + excluded.pings,
       arrivals = t.arrivals + excluded.arrivals, differing = t.differing + excluded.differing`,
    [
      came.map(({ connection }) => connection),
      came.map(({ endpoint }) => endpoint ?? ''),
      came.map(({ at }) => at),
      came.map(({ what }) => what),
      came.map(({ times }) => times ?? 1),
    ],
  )
}

/** What came by a URL. Instants are ISO 8601, null where it never did. */
export interface StoredEndpoint {
  /** The event that the URL names; null for the common URL. */
  readonly event: string | null
  readonly pingedAt: string | null
  /** The last ping whose signature fitted a secret of ours. Greenhouse does not say whether it signs pings. */
  readonly signedPingAt: string | null
  readonly arrivedAt: string | null
  readonly pings: number
  readonly arrivals: number
  /** Webhooks of another action than the event that the URL names. */
  readonly differing: number
}

/** The URLs by which anything ever came. */
export async function readEndpoints(db: Pool | PoolClient, connection: string): Promise<readonly StoredEndpoint[]> {
  const { rows } = await db.query<Row>(
    `select endpoint, pinged_us, signed_ping_us, arrived_us, pings, arrivals, differing
     from ops.webhook_endpoint where connection_id = $1 order by endpoint`,
    [connection],
  )
  return rows.map((row) => ({
    event: row.endpoint === '' ? null : row.endpoint,
    pingedAt: isoOf(row.pinged_us),
    signedPingAt: isoOf(row.signed_ping_us),
    arrivedAt: isoOf(row.arrived_us),
    pings: Number(row.pings),
    arrivals: Number(row.arrivals),
    differing: Number(row.differing),
  }))
}

interface Row {
  readonly endpoint: string
  readonly pinged_us: string | null
  readonly signed_ping_us: string | null
  readonly arrived_us: string | null
  readonly pings: string
  readonly arrivals: string
  readonly differing: string
}

function isoOf(us: string | null): string | null {
  return us === null ? null : new Date(Number(us) / 1_000).toISOString()
}
