import type { Instant, Lag } from '@trellis/pipeline'
import type { PoolClient } from 'pg'
import { textArray } from '../postgres/text-array.js'
import { isAlive } from './alive.js'
import type { Suspect, SuspicionCause } from './read-suspects.js'
import { versionAt } from './version-at.js'

/*
 * The one module that writes `ops.suspect`. A suspected absence is a row of it; what it is stands in `due_us` and `first_missing_us`.
 *
 *   none ──(missed: addSuspects, suspectUnshown)──▶ due ──(a lookup with a canary lacks it: noteMissed)──▶ missing once, due overlap later
 *   due or missing once ──(the answer proves nothing, or a newer mention: postponeSuspects, postponeMentioned)──▶ the same, due later
 *   due or missing once ──(too many of the resource: holdSuspects)──▶ held (due_us is null, first_missing_us too)
 *   held ──(`trellis sweep confirm`: confirmSuspects; a sweep that finds few enough missing: releaseSuspects; a word: explainSuspectsBy)──▶ due
 *   missing once ──(the second lookup lacks it)──▶ gone: the absence is on the log, then the row is deleted (deleteSuspects)
 *   due ──(a delivered webhook explains it, or an operator confirmed it, and a lookup lacks it)──▶ as `assessAnswer` says
 *   any ──(mentioned since, or no longer alive: clearSuspects; shown: deleteSuspects)──▶ none
 *
 * SQL by hand: whole sets are held to the register of known entities where they stand. The caller has locked the resource's listings (`lockListings`).
 */

/** A complete answer did not show an entity that we hold as alive. */
export interface Suspicion {
  readonly resource: string
  readonly key: string
  readonly why: SuspicionCause
  /** `<resource>/<key>` of the parent whose answer lacked it, or of the entity whose webhook explains it. Without one a cascade is none. */
  readonly parent?: string
  /** When the request went out that did not show it. */
  readonly askedAt: Instant
}

/**
 * Adds entities that a complete answer did not show; a lookup by id is the poller's next work. One that is not alive, or was mentioned since, is cleared
 * there (rule E3), so nothing need be known here of the register. A delivered word is the strongest cause and replaces the others; a suspicion that was
 * refuted begins again. Suspects of a resource that is held join those that wait, but for cascades, each of which a delivered webhook explains (rule E4).
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
       questions = case when ${isRefuted('t')} then 0 else t.questions end,
       first_missing_us = case when ${isRefuted('t')} then null else t.first_missing_us end
     where excluded.why = 'cascade' and t.why <> 'cascade' or ${isRefuted('t')}`,
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

/** Adds the entities of a resource that are alive, were not shown by a sweep since its first request, and were not mentioned for overlap before that (rules E2, E3). */
export async function suspectUnshown(
  client: PoolClient,
  connection: string,
  resource: string,
  { sweptSince, dueAt }: { readonly sweptSince: Instant; readonly dueAt: Instant },
  { overlap }: Lag,
): Promise<void> {
  await client.query(
    `insert into ops.suspect (connection_id, resource, key, why, asked_us, due_us)
     select connection_id, resource, key, 'sweep', $3, $4 from ops.listed_record
     where connection_id = $1 and resource = $2 and ${isAlive()} and seen_us < $3
       and greatest(version, spoken) < ${versionAt('$5::bigint')}
     on conflict (connection_id, resource, key) do nothing`,
    [connection, resource, sweptSince, dueAt, Math.max(0, sweptSince - overlap)],
  )
}

/** Clears the suspects of a resource, or of some keys, who were mentioned or shown since, or are known to be gone (rule E3). */
export async function clearSuspects(
  client: PoolClient,
  connection: string,
  resource: string,
  keys?: readonly string[],
): Promise<void> {
  await client.query(
    `delete from ops.suspect s where s.connection_id = $1 and s.resource = $2 and ($3::text[] is null or s.key = any($3))
       and (${isRefuted('s')} or not exists (
         select 1 from ops.listed_record r where r.connection_id = s.connection_id and r.resource = s.resource and r.key = s.key
           and ${isAlive('r.')}))`,
    [connection, resource, keys ?? null],
  )
}

/** Forgets every suspect of a resource that is asked for no longer. */
export async function forgetSuspects(client: PoolClient, connection: string, resource: string): Promise<void> {
  await client.query('delete from ops.suspect where connection_id = $1 and resource = $2', [connection, resource])
}

/** Deletes suspects: an answer has shown them, or their absence is on the log. */
export async function deleteSuspects(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
): Promise<void> {
  await client.query('delete from ops.suspect where connection_id = $1 and resource = $2 and key = any($3)', [
    connection,
    resource,
    keys,
  ])
}

/** Notes delivered webhooks that explain suspects, `<resource>/<key>` of the webhook's entity by the suspect's key: they are cascades, and due. */
export async function explainSuspectsBy(
  client: PoolClient,
  connection: string,
  resource: string,
  words: ReadonlyMap<string, string>,
): Promise<void> {
  if (words.size === 0) return
  await client.query(
    `update ops.suspect s set why = 'cascade', parent = e.parent, due_us = coalesce(s.due_us, s.asked_us)
     from unnest($3::text[], $4::text[]) as e (key, parent) where s.connection_id = $1 and s.resource = $2 and s.key = e.key`,
    [connection, resource, textArray([...words.keys()]), textArray([...words.values()])],
  )
}

/** Holds the suspects of a resource that no operator has confirmed: all of them, or those that no delivered webhook explains (rule E4). */
export async function holdSuspects(
  client: PoolClient,
  connection: string,
  resource: string,
  which: 'all' | 'unexplained',
): Promise<void> {
  await client.query(
    `update ops.suspect set due_us = null, questions = 0, first_missing_us = null
     where connection_id = $1 and resource = $2 and not is_confirmed and ($3 or why <> 'cascade')`,
    [connection, resource, which === 'all'],
  )
}

/** Releases those of a resource that are held. */
export async function releaseSuspects(client: PoolClient, connection: string, resource: string, dueAt: Instant): Promise<void> {
  await client.query('update ops.suspect set due_us = $3 where connection_id = $1 and resource = $2 and due_us is null', [
    connection,
    resource,
    dueAt,
  ])
}

/** Releases them by a person's word: nothing holds them again. Gives how many they are. */
export async function confirmSuspects(client: PoolClient, connection: string, resource: string): Promise<number> {
  const { rowCount } = await client.query(
    `update ops.suspect set is_confirmed = true, due_us = asked_us where connection_id = $1 and resource = $2 and due_us is null`,
    [connection, resource],
  )
  return rowCount ?? 0
}

type Keyed = Pick<Suspect, 'key'>

/** Notes an answer with a canary that did not show them: the next lookup is due overlap after the first (rule E2). */
export async function noteMissed(
  client: PoolClient,
  connection: string,
  resource: string,
  suspects: readonly Keyed[],
  at: Instant,
  { overlap }: Lag,
): Promise<void> {
  await client.query(
    `update ops.suspect set questions = questions + 1, first_missing_us = coalesce(first_missing_us, $4),
       due_us = coalesce(first_missing_us, $4) + $5::bigint
     where connection_id = $1 and resource = $2 and key = any($3)`,
    [connection, resource, suspects.map(({ key }) => key), at, overlap],
  )
}

/** Asks for them later, as nothing was learned of them. */
export async function postponeSuspects(
  client: PoolClient,
  connection: string,
  resource: string,
  suspects: readonly Keyed[],
  dueAt: number,
): Promise<void> {
  await client.query('update ops.suspect set due_us = $4 where connection_id = $1 and resource = $2 and key = any($3)', [
    connection,
    resource,
    suspects.map(({ key }) => key),
    Math.ceil(dueAt),
  ])
}

/** Asks for those of some suspects later who are due and were mentioned within overlap: when that is over (rule E3). */
export async function postponeMentioned(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
  now: Instant,
  { overlap }: Lag,
): Promise<void> {
  await client.query(
    `update ops.suspect s set due_us = ${INSTANT_OF_NEWEST} + $5::bigint from ops.listed_record r
     where s.connection_id = $1 and s.resource = $2 and s.key = any($3) and s.due_us <= $4
       and r.connection_id = s.connection_id and r.resource = s.resource and r.key = s.key and ${INSTANT_OF_NEWEST} + $5::bigint > $4`,
    [connection, resource, keys, now, overlap],
  )
}

/** Of the newest word in the register's row `r`; a version begins with 14 hex digits of microseconds. */
const INSTANT_OF_NEWEST = `('x' || lpad(left(greatest(r.version, r.spoken), 14), 16, '0'))::bit(64)::bigint`

/** SQL: the suspect was mentioned, or a listing showed it, after the request that began the suspicion (rule E3). */
function isRefuted(suspect: string): string {
  return `exists (select 1 from ops.listed_record r
    where r.connection_id = ${suspect}.connection_id and r.resource = ${suspect}.resource and r.key = ${suspect}.key
      and (r.seen_us > ${suspect}.asked_us or greatest(r.version, r.spoken) > ${versionAt(`${suspect}.asked_us`)}))`
}
