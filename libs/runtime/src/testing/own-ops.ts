import { openOps } from '../ops/open-ops.js'
import type { Ops } from '../ops/ops.js'
import { ownDatabase } from './own-database.js'

/** A database of the spec's own, migrated to today's `ops`. */
export interface OwnOps extends Ops {
  readonly url: string
  drop(): Promise<void>
}

/** Creates one beside the database that DATABASE_URL names. */
export async function ownOps(): Promise<OwnOps> {
  const database = await ownDatabase()
  const ops = await openOps(database.url, { applicationName: 'spec', max: 6 })
  const drop = async (): Promise<void> => {
    await ops.close()
    await database.drop()
  }
  return { ...ops, url: database.url, drop }
}
