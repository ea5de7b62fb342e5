import { NEVER, type Instant, type Version } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { pgFault } from '../postgres/pg-fault.js'
import { textArray } from '../postgres/text-array.js'

/** What was learned of an entity; what is not given stays as it is. */
export interface Known {
  readonly connection: string
  readonly resource: string
  readonly key: string
  /** A record that stands on the log: its version, what it says of its change, and its digest in hex. */
  readonly record?: { readonly version: Version; readonly updatedAt?: string; readonly digest: string }
  /** A word of another kind than a listing's. */
  readonly mentioned?: Version
  /** A removal. */
  readonly removed?: Version
  /** A word that takes children of the entity along and leaves itself there: an anonymisation, an unrejection. */
  readonly took?: Version
  /** When the request went out whose answer showed it. */
  readonly seenAt?: Instant
}

/**
 * Merges forward what is known of entities, `ops.listed_record`. No version in it ever goes back, so the same may be written again, late and in any
 * order (rule L2). One statement that locks by connection, resource and key, which avoids deadlocks. Throws like `transact`.
 */
export async function upsertNewer(client: Pool | PoolClient, known: readonly Known[]): Promise<void> {
  if (known.length === 0) return
  try {
    await client.query(UPSERT, [
      textArray(known.map(({ connection }) => connection)),
      textArray(known.map(({ resource }) => resource)),
      textArray(known.map(({ key }) => key)),
      textArray(known.map(({ record }) => record?.version)),
      textArray(known.map(({ record }) => record?.updatedAt)),
      textArray(known.map(({ record }) => record?.digest)),
      textArray(known.map(({ mentioned }) => mentioned)),
      textArray(known.map(({ removed }) => removed)),
      textArray(known.map(({ seenAt }) => String(seenAt ?? 0))),
      NEVER,
      textArray(known.map(({ took }) => took)),
    ])
  } catch (error) {
    throw pgFault(error)
  }
}

const UPSERT = `
  insert into ops.listed_record as t (connection_id, resource, key, version, updated_at, digest, spoken, removed, seen_us, took)
  select connection_id, resource, key, max(version),
    (array_agg(updated_at order by version desc))[1], (array_agg(digest order by version desc))[1], max(spoken), max(removed), max(seen_us),
    max(took)
  from (
    select connection_id, resource, key, updated_at, decode(digest, 'hex') as digest, seen_us, coalesce(version, $10) collate "C" as version,
      coalesce(spoken, $10) collate "C" as spoken, coalesce(removed, $10) collate "C" as removed,
      coalesce(took, $10) collate "C" as took
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $11::text[])
      as known (connection_id, resource, key, version, updated_at, digest, spoken, removed, seen_us, took)
  ) as known group by 1, 2, 3 order by 1, 2, 3
  on conflict (connection_id, resource, key) do update set
    version = greatest(t.version, excluded.version),
    updated_at = case when excluded.version > t.version then excluded.updated_at else t.updated_at end,
    digest = case when excluded.version > t.version then excluded.digest else t.digest end,
    spoken = greatest(t.spoken, excluded.spoken),
    removed = greatest(t.removed, excluded.removed),
    seen_us = greatest(t.seen_us, excluded.seen_us),
    took = greatest(t.took, excluded.took)
  where excluded.version > t.version or excluded.spoken > t.spoken or excluded.removed > t.removed or excluded.seen_us > t.seen_us
    or excluded.took > t.took`
