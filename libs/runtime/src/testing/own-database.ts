import { createHash } from 'node:crypto'
import { Client, Pool } from 'pg'
import { uuidv7 } from './unique.js'

/** A database that is used only here. */
export interface OwnDatabase {
  readonly url: string
  /** A connection from outside what is tested. */
  readonly pool: Pool
  drop(): Promise<void>
}

/** What databases begin as copies of: what `make` makes of an empty one, once in a run of the specs. */
export interface Template {
  /** Lower case and underscores; each template has its own. */
  readonly name: string
  readonly make: (url: string) => Promise<void>
}

/** Creates one beside the database that DATABASE_URL names: an empty one, or a copy of the template. */
export async function ownDatabase(template?: Template): Promise<OwnDatabase> {
  const name = `spec_${uuidv7()}`
  const from = template ? `template "${await made(template)}"` : ''
  await onServer((client) => client.query(`create database "${name}" ${from}`))
  const url = addressOf(name)
  const pool = new Pool({ connectionString: url, max: 4 })
  pool.on('error', () => undefined)
  const drop = async (): Promise<void> => {
    await pool.end()
    await onServer((client) => client.query(`drop database "${name}" with (force)`))
  }
  return { url, pool, drop }
}

/** Names the lock under which one spec makes a template and others wait for it; any constant will do. */
const TEMPLATE_LOCK = 7_355_609

const known = new Set<string>()

/** The name of the template's database, which is of this run: another's migrations may be others. */
async function made({ name, make }: Template): Promise<string> {
  const run = createHash('sha256').update(process.env['TRELLIS_TEST_DIR'] ?? String(process.pid))
  const database = `template_${name}_${run.digest('hex').slice(0, 12)}`
  if (known.has(database)) return database
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    if ((await client.query('select 1 from pg_database where datname = $1', [database])).rowCount !== 0) return
    // Made under another name, so one that was interrupted is not taken for it.
    const fresh = `${database}_part`
    await client.query(`drop database if exists "${fresh}" with (force)`)
    await client.query(`create database "${fresh}"`)
    await make(addressOf(fresh))
    await client.query(`alter database "${fresh}" rename to "${database}"`)
  })
  known.add(database)
  return database
}

function addressOf(database: string): string {
  const url = new URL(given())
  url.pathname = `/${database}`
  return url.href
}

async function onServer(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: given() })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function given(): string {
  const url = process.env['DATABASE_URL']
  if (url === undefined) throw new Error('DATABASE_URL is not set: run this spec by `npm test -- <pattern>`')
  return url
}
