import { hash } from 'node:crypto'
import { recordFacts, source, type RecordFacts } from '@trellis/greenhouse'
import { parseVersion, versionOf, type Instant, type RawEvent, type Resource, type Version } from '@trellis/pipeline'
import { Fault, raiseRegister, textArray, transact, type Known, type Pool, type PoolClient } from '@trellis/runtime'

/** What was last appended of an entity, and the newest word of any other kind on it (rule L2). */
export interface Listed {
  readonly version: Version
  readonly updatedAt: string | undefined
  /** In hex. */
  readonly digest: string | undefined
  readonly spoken: Version
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

/** Whether a listed record goes onto the log: it does unless nothing changed, or the answer is older than what we know (rules L2, L3). */
export function judge(
  record: Candidate,
  known: Listed | undefined,
  reading: 'listing' | 'reread',
): 'append' | 'unchanged' | 'stale' {
  if (!known) return 'append'
  const { updatedAt } = record.facts
  if (updatedAt !== undefined && known.updatedAt !== undefined && updatedAt < known.updatedAt) return 'stale'
  const isUnchanged = known.digest === record.digest && known.version > known.spoken
  return isUnchanged && reading === 'listing' ? 'unchanged' : 'append'
}

/** What the register holds of some keys. */
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
  }>(
    `select key, version, updated_at, encode(digest, 'hex') as digest, spoken from ops.listed_record where connection_id = $1 and resource = $2 and key = any($3::text[])`,
    [connection, of.name, textArray(keys)],
  )
  return new Map(
    rows.map(({ key, version, updated_at, digest, spoken }) => [
      key,
      {
        version: parseVersion(version),
        updatedAt: updated_at ?? undefined,
        digest: digest ?? undefined,
        spoken: parseVersion(spoken),
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

/** Writes what a page has shown, after the append, and only ever raises it. */
export async function raiseListed(
  client: PoolClient,
  connection: string,
  of: Resource,
  { appended, keys, at }: Shown,
): Promise<void> {
  const resource = of.name
  const written = new Set(appended.map(({ facts }) => facts.key))
  await raiseRegister(client, [
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
