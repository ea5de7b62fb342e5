import type { Instant } from '@trellis/pipeline'
import type { PoolClient } from '@trellis/runtime'

/** How an entity came to be missed: by a sweep, in a complete answer to a parent filter, by a re-read, or by one after its parent's removal. */
export type SuspicionCause = 'sweep' | 'parent' | 'reread' | 'cascade'

/** A complete answer did not show an entity that we hold as alive. */
export interface Suspicion {
  readonly resource: string
  readonly key: string
  readonly why: SuspicionCause
  /** `<resource>/<key>` of the parent whose answer lacked it, or whose removal is on the log. Without one a cascade is none. */
  readonly parent?: string
  /** When the request went out that did not show it. */
  readonly askedAt: Instant
}

/**
 * Notes whom a complete answer did not show; asking for them by name is the poller's next work. Whoever is not alive, or was spoken of since, is let
 * go there (rule E3), so nothing need be known here of the register. A parent's removal is the strongest cause and replaces the others; a suspicion that was allayed begins anew. Suspects of
 * a resource that is held join those that wait, but for cascades, each of which has a removal to vouch for it (rule E4).
 */
export async function addSuspects(client: PoolClient, connection: string, suspicions: readonly Suspicion[]): Promise<void> {
  if (suspicions.length === 0) return
  await client.query(
    `insert into ops.suspect as t (connection_id, resource, key, why, parent, asked_us, due_us)
     select distinct on (resource, key) $1, resource, key, why, parent, s.asked_us,
       case when why <> 'cascade' and exists (select 1 from ops.absence_hold h where h.connection_id = $1 and h.resource = s.resource)
         then null else s.asked_us end
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[]) as s (resource, key, why, parent, asked_us)
     order by resource, key, why = 'cascade' desc, s.asked_us
     on conflict (connection_id, resource, key) do update
     set why = excluded.why, parent = excluded.parent, due_us = excluded.due_us, asked_us = excluded.asked_us,
       questions = case when ${isAllayed('t')} then 0 else t.questions end,
       first_missing_us = case when ${isAllayed('t')} then null else t.first_missing_us end
     where excluded.why = 'cascade' and t.why <> 'cascade' or ${isAllayed('t')}`,
    [
      connection,
      suspicions.map(({ resource }) => resource),
      suspicions.map(({ key }) => key),
      suspicions.map(({ why }) => why),
      suspicions.map(({ parent }) => parent ?? null),
      suspicions.map(({ askedAt }) => askedAt),
    ],
  )
}

/** SQL: somebody spoke of the suspect, or a listing showed it, after the request that raised the suspicion (rule E3). */
export function isAllayed(suspect: string): string {
  return `exists (select 1 from ops.listed_record r
    where r.connection_id = ${suspect}.connection_id and r.resource = ${suspect}.resource and r.key = ${suspect}.key
      and (r.seen_us > ${suspect}.asked_us or greatest(r.version, r.spoken) > ${versionAt(`${suspect}.asked_us`)}))`
}

/** SQL: what every version of an instant (microseconds) or later is greater than. */
export function versionAt(microseconds: string): string {
  return `lpad(to_hex(${microseconds}), 14, '0')`
}
