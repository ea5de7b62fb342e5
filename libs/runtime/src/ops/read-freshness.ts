import { NEVER } from '@trellis/pipeline'
import type { Pool } from 'pg'
import { pgFault } from '../postgres/pg-fault.js'
import { expectedOf, type Expected } from './connection-record.js'

/** How old what we know of one listing may be. */
export interface ListingFreshness {
  readonly listing: string
  /** Since the end of the newest complete window; null before the first. */
  readonly freshnessSeconds: number | null
  /** Since the first request of the last complete sweep; null before the first. */
  readonly sweepAgeSeconds: number | null
  /** How long that sweep took; null where it was not measured. */
  readonly sweepSeconds: number | null
  readonly sweep: 'under way' | 'requested' | 'waiting'
  /** Null before the first answer. */
  readonly permission: 'granted' | 'missing' | null
}

/** Who of a resource may be gone. */
export interface ResourceSuspects {
  readonly resource: string
  readonly suspects: number
  /** Those of them that delivered webhooks explain, by the resource of those webhooks: removals, or events that take children along. */
  readonly explained: readonly { readonly by: string; readonly how: 'removed' | 'took'; readonly suspects: number }[]
  /** Set where they wait for `trellis sweep confirm` (rule E4). */
  readonly held: { readonly sinceMs: number; readonly suspects: number; readonly alive: number } | null
}

/** How far a connection's tables may be behind Greenhouse (rules L5, L7, E4). */
export interface Freshness {
  readonly listings: readonly ListingFreshness[]
  readonly suspects: readonly ResourceSuspects[]
  /** Entities that are due to be read again, and for how long the oldest has been. */
  readonly dueReads: { readonly count: number; readonly oldestSeconds: number }
  /** Null until the poller has seen an answer that states the budget. */
  readonly expected: Expected | null
}

/** Reads it now, in a few small statements. Throws a Fault where Postgres does not answer. */
export async function readFreshness(pool: Pool, connection: string): Promise<Freshness> {
  try {
    const [listings, suspects, due, expected] = await Promise.all([
      pool.query<ListingFreshness>(LISTINGS, [connection]),
      pool.query<SuspectRow>(SUSPECTS, [connection, NEVER]),
      pool.query<{ count: string; oldest: number | null }>(
        `select count(*), (${NOW_US} - min(due_us)) / 1e6::float8 as oldest from ops.due_read where connection_id = $1 and due_us <= ${NOW_US}`,
        [connection],
      ),
      expectedOf(pool, connection),
    ])
    const { count = '0', oldest = null } = due.rows[0] ?? {}
    return {
      listings: listings.rows,
      suspects: suspects.rows.map(suspectsOf),
      dueReads: { count: Number(count), oldestSeconds: oldest ?? 0 },
      expected,
    }
  } catch (error) {
    throw pgFault(error)
  }
}

const NOW_US = '(extract(epoch from clock_timestamp()) * 1000000)::bigint'

const LISTINGS = `
  select listing, (${NOW_US} - complete_until_us) / 1e6::float8 as "freshnessSeconds",
    (${NOW_US} - sweep_complete_us) / 1e6::float8 as "sweepAgeSeconds", sweep_seconds as "sweepSeconds",
    case when sweep_started_us is not null and backfill_done then 'under way' when sweep_requested then 'requested' else 'waiting' end as sweep, permission
  from ops.listing_progress where connection_id = $1 order by listing`

const SUSPECTS = `
  select coalesce(s.resource, h.resource) as resource, coalesce(s.suspects, 0) as suspects, coalesce(s.explained, '[]') as explained,
    h.since_us, h.suspects as held, h.alive
  from (
    select resource, sum(suspects) as suspects,
      json_agg(json_build_object('by', by, 'how', how, 'suspects', suspects) order by by, how) filter (where how is not null) as explained
    from (
      select s.resource, case when s.why = 'cascade' then split_part(s.parent, '/', 1) end as by,
        case when s.why = 'cascade' and p.removed > $2 then 'removed' when s.why = 'cascade' then 'took' end as how, count(*) as suspects
      from ops.suspect s left join ops.listed_record p on p.connection_id = s.connection_id and p.resource = split_part(s.parent, '/', 1)
        and p.key = split_part(s.parent, '/', 2)
      where s.connection_id = $1 group by 1, 2, 3
    ) as words group by 1
  ) as s
  full join (select * from ops.absence_hold where connection_id = $1) as h on h.resource = s.resource order by 1`

interface SuspectRow {
  readonly resource: string
  readonly suspects: string
  readonly explained: ResourceSuspects['explained']
  readonly since_us: string | null
  readonly held: string | null
  readonly alive: string | null
}

function suspectsOf({ resource, suspects, explained, since_us, held, alive }: SuspectRow): ResourceSuspects {
  return {
    resource,
    suspects: Number(suspects),
    explained,
    held: since_us === null ? null : { sinceMs: Number(since_us) / 1000, suspects: Number(held), alive: Number(alive) },
  }
}
