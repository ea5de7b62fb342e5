import type { RecordFacts } from '@trellis/greenhouse'
import { NEVER, parseVersion, type Resource, type Version } from '@trellis/pipeline'
import { transact, Fault, type Pool, type PoolClient } from '@trellis/runtime'

/** What was last appended of an entity, and the newest word of any other kind on it (rule L2). */
export interface Listed {
  readonly version: Version
  readonly updatedAt: string | undefined
  readonly digest: Buffer | undefined
  readonly spoken: Version
}

/** A record of a page with what decides over it. */
export interface Candidate {
  readonly facts: RecordFacts
  readonly digest: Buffer
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
  const isUnchanged = known.digest?.equals(record.digest) && known.version > known.spoken
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
    digest: Buffer | null
    spoken: string
  }>(
    'select key, version, updated_at, digest, spoken from ops.listed_record where connection_id = $1 and resource = $2 and key = any($3)',
    [connection, of.name, keys],
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

/** Writes what was appended, after the append, and only ever raises it. Rows are locked by key, so that two writers never wait crosswise. */
export async function raiseRegister(
  client: PoolClient,
  connection: string,
  of: Resource,
  records: readonly Candidate[],
): Promise<void> {
  await client.query(
    `insert into ops.listed_record as t (connection_id, resource, key, version, updated_at, digest, spoken)
     select distinct on (key) $1, $2, key, version, updated_at, digest, $7
     from unnest($3::text[], $4::text[], $5::text[], $6::bytea[]) as r (key, version, updated_at, digest) order by key, version desc
     on conflict (connection_id, resource, key) do update set version = excluded.version, updated_at = excluded.updated_at, digest = excluded.digest
     where excluded.version > t.version`,
    [
      connection,
      of.name,
      records.map(({ facts }) => facts.key),
      records.map(({ version }) => version),
      records.map(({ facts }) => facts.updatedAt ?? null),
      records.map(({ digest }) => digest),
      NEVER,
    ],
  )
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
