import { openOps } from '../ops/open-ops.js'
import type { Ops } from '../ops/ops.js'
import { ownDatabase, type Template } from './own-database.js'

/** A database of the spec's own, migrated to today's `ops`. */
export interface OwnOps extends Ops {
  readonly url: string
  drop(): Promise<void>
}

/** What makes of a database with today's `ops` one for specs of one kind to begin with a copy of. */
export interface OpsTemplate {
  /** Lower case and underscores; each has its own. */
  readonly name: string
  readonly make: (ops: Ops) => Promise<void>
}

const PLAIN: OpsTemplate = { name: 'ops', make: async () => undefined }

/** Creates one beside the database that DATABASE_URL names: a copy of the template, which is made once in a run of the specs. */
export async function ownOps(template = PLAIN): Promise<OwnOps> {
  const database = await ownDatabase(databaseTemplate(template))
  const ops = await openOps(database.url, { applicationName: 'spec', max: 6 })
  const drop = async (): Promise<void> => {
    await ops.close()
    await database.drop()
  }
  return { ...ops, url: database.url, drop }
}

function databaseTemplate({ name, make }: OpsTemplate): Template {
  return {
    name,
    make: async (url) => {
      const ops = await openOps(url, { applicationName: 'template' })
      try {
        await make(ops)
      } finally {
        await ops.close()
      }
    },
  }
}
