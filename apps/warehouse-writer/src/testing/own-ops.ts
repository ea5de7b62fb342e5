import { randomBytes } from 'node:crypto'
import { createPool, openOps, type Ops } from '@trellis/runtime'

/** A database of the spec's own, migrated to today's `ops`. */
export interface OwnOps extends Ops {
  drop(): Promise<void>
}

/** Creates one beside the database that DATABASE_URL names. */
export async function ownOps(): Promise<OwnOps> {
  const given = process.env['DATABASE_URL']
  if (given === undefined) throw new Error('DATABASE_URL is not set: run this spec by `npm test -- <pattern>`')
  const name = `writer_${randomBytes(6).toString('hex')}`
  await once(given, `create database ${name}`)
  const url = new URL(given)
  url.pathname = `/${name}`
  const ops = await openOps(url.href, { applicationName: 'spec', max: 6 })
  const drop = async (): Promise<void> => {
    await ops.close()
    await once(given, `drop database ${name} with (force)`)
  }
  return { ...ops, drop }
}

async function once(url: string, statement: string): Promise<void> {
  const pool = createPool(url, { max: 1, applicationName: 'spec' })
  await pool.query(statement).finally(() => pool.end())
}
