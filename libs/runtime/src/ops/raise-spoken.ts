import { NEVER, type Version } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { pgFault } from '../postgres/pg-fault.js'

/** Somebody other than the poller's listings spoke of an entity. */
export interface SpokenWord {
  readonly connection: string
  readonly resource: string
  readonly key: string
  readonly version: Version
}

/**
 * Notes words on the register of listed records: it takes no listing for unchanged until one was appended after them (rule L2). Only ever raised;
 * rows are locked by key, so that two writers never wait crosswise.
 */
export async function raiseSpoken(client: Pool | PoolClient, words: readonly SpokenWord[]): Promise<void> {
  try {
    await client.query(
      `insert into ops.listed_record as t (connection_id, resource, key, version, spoken)
       select connection_id, resource, key, $5, max(version collate "C")
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as e (connection_id, resource, key, version)
       group by 1, 2, 3 order by 1, 2, 3
       on conflict (connection_id, resource, key) do update set spoken = greatest(t.spoken, excluded.spoken)`,
      [
        words.map(({ connection }) => connection),
        words.map(({ resource }) => resource),
        words.map(({ key }) => key),
        words.map(({ version }) => version),
        NEVER,
      ],
    )
  } catch (error) {
    throw pgFault(error)
  }
}
