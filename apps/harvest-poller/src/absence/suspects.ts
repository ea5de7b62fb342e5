import type { Instant, Lag } from '@trellis/pipeline'
import type { Pool, PoolClient } from '@trellis/runtime'
import { dropAllayed } from './judge-sweep.js'
import { applyHold } from './absence-hold.js'
import { explainSuspects } from './explain-suspects.js'
import { isAllayed } from './allayed.js'

/*
 * A suspected absence is a row of `ops.suspect`; what it is stands in `due_us` and `first_missing_us`.
 *
 *   none ──(missed: addSuspects, judgeSweep)──▶ due ──(a controlled lookup lacks it: missedOnce)──▶ missing once, due overlap later
 *   due or missing once ──(the answer proves nothing, or a newer word: putOff, questionable)──▶ the same, due later
 *   due or missing once ──(too many of the resource: applyHold)──▶ held (due_us is null, first_missing_us too)
 *   held ──(`trellis sweep confirm`, a sweep that finds few enough missing, a delivered word that explains it)──▶ due
 *   missing once ──(the second lookup lacks it)──▶ gone: the absence is on the log, then the row is deleted (appendAbsences)
 *   due ──(a delivered word explains it, or a person confirmed it, and a lookup lacks it)──▶ as `weighAnswer` judges
 *   any ──(shown, spoken of since, or no longer alive: dropAllayed)──▶ none
 */

/** How an entity came to be missed: by a sweep, in a complete answer to a parent filter, by a re-read; `cascade` where a delivered word explains it. */
export type SuspicionCause = 'sweep' | 'parent' | 'reread' | 'cascade'

/** A complete answer did not show an entity that we hold as alive. */
export interface Suspicion {
  readonly resource: string
  readonly key: string
  readonly why: SuspicionCause
  /** `<resource>/<key>` of the parent whose answer lacked it, or of whom the word is that explains it. Without one a cascade is none. */
  readonly parent?: string
  /** When the request went out that did not show it. */
  readonly askedAt: Instant
}

/**
 * Notes whom a complete answer did not show; asking for them by name is the poller's next work. Whoever is not alive, or was spoken of since, is let
 * go there (rule E3), so nothing need be known here of the register. A delivered word is the strongest cause and replaces the others; a suspicion that was allayed begins anew. Suspects of
 * a resource that is held join those that wait, but for cascades, each of which has a word to vouch for it (rule E4).
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

/** Who is to be asked for by name, and how far that has come (rule E2). */
export interface Suspect {
  readonly resource: string
  readonly key: string
  readonly why: SuspicionCause
  readonly parent: string | undefined
  /** The first question that did not find it. */
  readonly firstMissingAt: Instant | undefined
  /** A person has said that it may go (rule E4). */
  readonly isConfirmed: boolean
  readonly dueAt: Instant
}

/** The suspects that are due, the longest first; those that are held are not. */
export async function readSuspects(pool: Pool, connection: string, now: Instant): Promise<readonly Suspect[]> {
  const { rows } = await pool.query<SuspectRow>(
    `select ${COLUMNS} from ops.suspect where connection_id = $1 and due_us <= $2 order by due_us limit 1000`,
    [connection, now],
  )
  return rows.map(suspectOf)
}

/**
 * Those of some suspects who may be asked for now. Whoever was spoken of or shown since is let go; whom somebody spoke of within overlap waits for
 * its end (rule E3); and if they have become too many they are held (rule E4).
 */
export async function questionable(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
  now: Instant,
  lag: Lag,
): Promise<readonly Suspect[]> {
  await dropAllayed(client, connection, resource, keys)
  await explainSuspects(client, connection, resource, lag, keys)
  await applyHold(client, connection, resource, now, 'asked')
  await client.query(
    `update ops.suspect s set due_us = ${INSTANT_OF_NEWEST} + $5::bigint from ops.listed_record r
     where s.connection_id = $1 and s.resource = $2 and s.key = any($3) and s.due_us <= $4
       and r.connection_id = s.connection_id and r.resource = s.resource and r.key = s.key and ${INSTANT_OF_NEWEST} + $5::bigint > $4`,
    [connection, resource, keys, now, lag.overlap],
  )
  const { rows } = await client.query<SuspectRow>(
    `select ${COLUMNS} from ops.suspect where connection_id = $1 and resource = $2 and key = any($3) and due_us <= $4 order by due_us`,
    [connection, resource, keys, now],
  )
  return rows.map(suspectOf)
}

/** Notes a controlled answer that did not show them: the next question is due overlap after the first (rule E2). */
export async function missedOnce(
  client: PoolClient,
  connection: string,
  resource: string,
  suspects: readonly Suspect[],
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
export async function putOff(
  client: PoolClient,
  connection: string,
  resource: string,
  suspects: readonly Suspect[],
  dueAt: number,
): Promise<void> {
  await client.query('update ops.suspect set due_us = $4 where connection_id = $1 and resource = $2 and key = any($3)', [
    connection,
    resource,
    suspects.map(({ key }) => key),
    Math.ceil(dueAt),
  ])
}

const COLUMNS = 'resource, key, why, parent, first_missing_us, is_confirmed, due_us'

interface SuspectRow {
  readonly resource: string
  readonly key: string
  readonly why: SuspicionCause
  readonly parent: string | null
  readonly first_missing_us: string | null
  readonly is_confirmed: boolean
  readonly due_us: string
}

function suspectOf({ resource, key, why, parent, first_missing_us, is_confirmed, due_us }: SuspectRow): Suspect {
  const firstMissingAt = first_missing_us === null ? undefined : (Number(first_missing_us) as Instant)
  const dueAt = Number(due_us) as Instant
  return { resource, key, why, parent: parent ?? undefined, firstMissingAt, isConfirmed: is_confirmed, dueAt }
}

/** Of the newest word in the register's row `r`; a version begins with 14 hex digits of microseconds. */
const INSTANT_OF_NEWEST = `('x' || lpad(left(greatest(r.version, r.spoken), 14), 16, '0'))::bit(64)::bigint`
