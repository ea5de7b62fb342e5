import { Pool } from 'pg'
import { uuidv7 } from './unique.js'

/** A database that is used only here. */
export interface OwnDatabase {
  readonly url: string
  /** A connection from outside what is tested. */
  readonly pool: Pool
  drop(): Promise<void>
}

/** Creates one beside the database that DATABASE_URL names. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const given = process.env['DATABASE_URL']
  if (given === undefined) throw new Error('DATABASE_URL is not set: run this spec by `npm test -- <pattern>`')
  const name = `spec_${uuidv7()}`
  await once(given, `create database "${name}"`)
  const url = new URL(given)
  url.pathname = `/${name}`
  const pool = new Pool({ connectionString: url.href, max: 4 })
  pool.on('error', () => undefined)
  const drop = async (): Promise<void> => {
    await pool.end()
    await once(given, `drop database "${name}" with (force)`)
  }
  return { url: url.href, pool, drop }
}

async function once(url: string, statement: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 })
  try {
    await pool.query(statement)
  } finally {
    await pool.end()
  }
}
