import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { DataSource } from 'typeorm'
import { ownDatabase, type OwnDatabase } from '../../testing/own-database.js'
import { openOps } from '../open-ops.js'
import { OPS_MIGRATIONS } from './index.js'
import { ListingAndResource1764910000000 } from './listing-and-resource.js'

const ROWS = [
  { connection_id: 'acme', listing: 'job_posts', resource: 'job_posts', pages: '7', control_key: '1', failing: {} },
  {
    connection_id: 'acme',
    listing: 'job_posts?active=false',
    resource: 'job_posts',
    pages: '2',
    control_key: '9',
    failing: { a: 1 },
  },
  { connection_id: 'other', listing: 'job_posts', resource: 'job_posts', pages: '0', control_key: null, failing: {} },
]
const READ = 'select connection_id, listing, resource, pages, control_key, failing from ops.listing_progress order by 1, 2'

describe('a database whose rows of progress have one name', () => {
  let database: OwnDatabase

  beforeEach(async () => {
    database = await ownDatabase()
    const before = OPS_MIGRATIONS.indexOf(ListingAndResource1764910000000)
    const data = new DataSource({
      ...{ type: 'postgres', url: database.url, schema: 'ops' },
      ...{ migrations: OPS_MIGRATIONS.slice(0, before), migrationsTableName: 'migration' },
    })
    await database.pool.query('create schema ops')
    await data.initialize()
    await data.runMigrations({ transaction: 'all' })
    await data.destroy()
    await database.pool.query(
      `insert into ops.listing_progress (connection_id, resource, pages, control_key, failing)
       select connection_id, listing, pages, control_key, failing
       from jsonb_to_recordset($1) as row (connection_id text, listing text, pages bigint, control_key text, failing jsonb)`,
      [JSON.stringify(ROWS)],
    )
  })
  afterEach(() => database.drop())

  it('keeps them, and names listing and resource of each', async () => {
    const ops = await openOps(database.url)
    expect((await ops.pool.query(READ)).rows).toEqual(ROWS)
    await ops.close()
  })

  it('has one row for each listing of a connection afterwards', async () => {
    const ops = await openOps(database.url)
    const again = `insert into ops.listing_progress (connection_id, listing, resource) values ('acme', $1, 'job_posts')`
    await expect(ops.pool.query(again, ['job_posts?active=false'])).rejects.toMatchObject({ code: '23505' })
    expect((await ops.pool.query(again, ['job_posts?active=true'])).rowCount).toBe(1)
    await ops.close()
  })

  it('can go back', async () => {
    const ops = await openOps(database.url)
    const runner = ops.data.createQueryRunner()
    await new ListingAndResource1764910000000().down(runner)
    await runner.release()
    const { rows } = await ops.pool.query('select connection_id, resource from ops.listing_progress order by 1, 2')
    expect(rows).toEqual(ROWS.map(({ connection_id, listing }) => ({ connection_id, resource: listing })))
    await ops.close()
  })
})
