import { hash } from 'node:crypto'
import { recordFacts, source, type RecordFacts } from '@trellis/greenhouse'
import {
  instantOf,
  NEVER,
  parseVersion,
  versionOf,
  type Instant,
  type RawEvent,
  type Resource,
  type Version,
} from '@trellis/pipeline'
import { Fault, upsertNewer, textArray, transact, type Known, type Pool, type PoolClient } from '@trellis/runtime'

/** What was last appended of an entity, and the newest word of any other kind on it (rule L2). */
export interface Listed {
  readonly version: Version
  readonly updatedAt: string | undefined
  /** In hex. */
  readonly digest: string | undefined
  readonly mentioned: Version
  /** The newest removal. */
  readonly removed: Version
  /** Of an entity that a webhook was about and that is due since: the record's digest when the word came, and when the word came (rule L8). */
  readonly before?: { readonly digest: string; readonly arrivedAt: Instant } | undefined
}

/** A record of a page with what decides over it. */
export interface Candidate {
  readonly facts: RecordFacts
  readonly digest: string
  readonly version: Version
}

/** The poller's right to write: a fencing token that a later holder outdates. */
export interface Fence {
  readonly lease: string
  readonly fence: bigint
}

/** How a record came to be shown. */
export interface Showing {
  readonly reading: 'listing' | 'reread'
  /** When the request went out. */
  readonly requestedAt: Instant
  /** Microseconds: what was said within them before the request, the answer may not have seen. */
  readonly overlap: number
}

/**
 * Whether a listed record goes onto the log: it does unless nothing changed, or the answer does not know yet what we know. `gone`: the entity was removed
 * within overlap (rule E7). `unseen`: it is the record from before a webhook about the entity (rule L8). `stale`: it is older than the one we have (rule L3).
 */
export function classify(
  record: Candidate,
  known: Listed | undefined,
  { reading, requestedAt, overlap }: Showing,
): 'append' | 'unchanged' | 'gone' | 'unseen' | 'stale' {
  if (!known) return 'append'
  if (isRemovedWithin(overlap, known, requestedAt)) return 'gone'
  const { updatedAt } = record.facts
  if (updatedAt !== undefined && known.updatedAt !== undefined && updatedAt < known.updatedAt) return 'stale'
  if (known.before?.digest === record.digest && isWithin(overlap, known.before.arrivedAt, requestedAt)) return 'unseen'
  const isUnchanged = known.digest === record.digest && known.version > known.mentioned
  return isUnchanged && reading === 'listing' ? 'unchanged' : 'append'
}

/** Whether an answer may not have seen what was said at an instant. */
export function isWithin(overlap: number, saidAt: Instant, requestedAt: Instant): boolean {
  return requestedAt < saidAt + overlap
}

/** Whether an entity was removed so short a time ago that an answer may not have seen it (rule E7). */
export function isRemovedWithin(overlap: number, { removed }: Pick<Listed, 'removed'>, requestedAt: Instant): boolean {
  return removed !== NEVER && isWithin(overlap, instantOf(removed), requestedAt)
}

/** What the register holds of some keys, and what is due of them. */
export async function readRegister(
  pool: Pool,
  connection: string,
  of: Resource,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Listed>> {
  const { rows } = await pool.query<{
    key: string
    version: string
    updated_at: string | null
    digest: string | null
    spoken: string
    removed: string
    before: string | null
    arrived_us: string | null
  }>(
    `select r.key, r.version, r.updated_at, encode(r.digest, 'hex') as digest, r.spoken, r.removed, encode(d.before, 'hex') as before, d.arrived_us
     from ops.listed_record r left join ops.due_read d
       on d.connection_id = r.connection_id and d.resource = r.resource and d.of = '' and d.key = r.key
     where r.connection_id = $1 and r.resource = $2 and r.key = any($3::text[])`,
    [connection, of.name, textArray(keys)],
  )
  return new Map(
    rows.map(({ key, version, updated_at, digest, spoken, removed, before, arrived_us }) => [
      key,
      {
        version: parseVersion(version),
        updatedAt: updated_at ?? undefined,
        digest: digest ?? undefined,
        mentioned: parseVersion(spoken),
        removed: parseVersion(removed),
        ...(before !== null && { before: { digest: before, arrivedAt: Number(arrived_us) as Instant } }),
      },
    ]),
  )
}

/** What a page has shown: the records that were appended, and every key with a record on it. */
export interface Shown {
  readonly appended: readonly Candidate[]
  readonly keys: readonly string[]
  /** When the page's request went out. */
  readonly at: Instant
}

/** Writes what a page has shown, after the append, and only ever moves it forward. */
export async function upsertListed(
  client: PoolClient,
  connection: string,
  of: Resource,
  { appended, keys, at }: Shown,
): Promise<void> {
  const resource = of.name
  const written = new Set(appended.map(({ facts }) => facts.key))
  await upsertNewer(client, [
    ...appended.map((candidate) => {
      return { connection, resource, key: candidate.facts.key, seenAt: at, record: recordOf(candidate) }
    }),
    ...keys.filter((key) => !written.has(key)).map((key) => ({ connection, resource, key, seenAt: at })),
  ])
}

/** The candidate as the register keeps it. */
export function recordOf({ facts, digest, version }: Candidate): NonNullable<Known['record']> {
  return facts.updatedAt === undefined ? { version, digest } : { version, digest, updatedAt: facts.updatedAt }
}

/** A raw record with what decides over it; undefined where it has no key: it is appended, and becomes a problem behind the log. */
export function candidateOf(of: Resource, raw: RawEvent): Candidate | undefined {
  const facts = recordFacts(of, raw.body)
  return facts && { facts, digest: hash('sha256', facts.digestInput, 'hex'), version: recordVersion(raw) }
}

/** The version that a raw record is read with. */
export function recordVersion({ at, id }: Pick<RawEvent, 'at' | 'id'>): Version {
  return versionOf({ at, kind: 'record', revision: source.revision, event: id, ordinal: 0 })
}

/** Another poller holds the lease by now: nothing that we ask for can be written any more. */
export class LeasePassed extends Fault {
  override readonly name = 'LeasePassed'
}

/** Runs `work` in a transaction that holds only while the lease is ours. Throws LeasePassed where it is not. */
export async function fenced<T>(pool: Pool, { lease, fence }: Fence, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return transact(pool, async (client) => {
    const { rowCount } = await client.query('select 1 from ops.lease where name = $1 and fence = $2 for share', [
      lease,
      String(fence),
    ])
    if (rowCount === 0) throw new LeasePassed(`the lease ${lease} has passed to another poller`, { retryable: false })
    return work(client)
  })
}
