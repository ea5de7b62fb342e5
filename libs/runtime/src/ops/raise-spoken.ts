import type { Version } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { raiseRegister } from './raise-register.js'

/** Somebody other than the poller's listings spoke of an entity: observed it, or told that it went away. */
export interface SpokenWord {
  readonly connection: string
  readonly resource: string
  readonly key: string
  readonly version: Version
  readonly type: 'observed' | 'removed'
}

/** Notes words on the register of listed records: it takes no listing for unchanged until one was appended after them (rule L2). Throws like `transact`. */
export async function raiseSpoken(client: Pool | PoolClient, words: readonly SpokenWord[]): Promise<void> {
  await raiseRegister(
    client,
    words.map(({ connection, resource, key, version, type }) => ({
      connection,
      resource,
      key,
      spoken: version,
      ...(type === 'removed' && { removed: version }),
    })),
  )
}
