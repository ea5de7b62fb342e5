import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { source } from '@trellis/greenhouse'
import { REMOVED_SCHEMA, SENSITIVITIES, viewsOf } from '@trellis/pipeline'
import { createPool, keepAccessRoles, MEMBERSHIPS, rolesNamed, transact, type RolePurpose } from '@trellis/runtime'
import type { OwnOps } from '@trellis/runtime/testing'
import { prepareGeneration } from './generation.js'
import { makeTables } from './make-tables.js'
import { lockViews, swapViews } from './rebuild/swap-views.js'
import { batchOf, gone, offer } from './testing/canonical-batch.js'
import { registeredOps } from './testing/registered-ops.js'
import { Writer } from './writer.js'

const INSUFFICIENT_PRIVILEGE = '42501'

describe('what readers may see', () => {
  const prefix = `spec_${randomBytes(4).toString('hex')}_`
  const roles = rolesNamed(prefix)
  let ops: OwnOps

  beforeAll(async () => {
    ops = await registeredOps()
    for (const role of Object.values(roles)) await ops.pool.query(`create role ${role}`)
    for (const [role, member] of MEMBERSHIPS) await ops.pool.query(`grant ${roles[role]} to ${roles[member]}`)
    await ops.pool.query(`grant select on ops.reader_connection to ${roles.views}; ${keepAccessRoles(roles)}`)
    const writer = new Writer(ops.pool)
    await writer.generation()
    const ours = [offer('1', 1, { status: 'Created' }), offer('2', 1, { status: 'Created' }), gone('2', 2)]
    const others = [{ ...offer('3', 1, { status: 'Rejected' }), connection: 'other' }]
    await writer.write(batchOf([...ours, ...others], 0))
  })
  afterAll(async () => {
    await ops.drop()
    // Only once nothing belongs to them.
    const server = createPool(process.env['DATABASE_URL'] ?? '', { max: 1, applicationName: 'spec' })
    await server.query(`drop role ${[...accounts, ...Object.values(roles)].join(', ')}`)
    await server.end()
  })

  const accounts: string[] = []
  /** What an account with these roles is given. */
  const seenBy = async (
    purposes: readonly RolePurpose[],
    sql: string,
    connections: readonly string[] = [],
  ): Promise<readonly unknown[]> => {
    const account = `${prefix}account_${accounts.length}`
    accounts.push(account)
    await ops.pool.query(`create role ${account}`)
    for (const purpose of purposes) await ops.pool.query(`grant ${roles[purpose]} to ${account}`)
    for (const connection of connections)
      await ops.pool.query('insert into ops.reader_connection values ($1, $2)', [account, connection])
    return transact(ops.pool, async (client) => {
      await client.query(`set local role ${account}`)
      return (await client.query<object>(sql)).rows
    })
  }
  const refused = expect.objectContaining({ code: INSUFFICIENT_PRIVILEGE })

  it('is a column, exactly where its sensitivity says so', async () => {
    const views = source.resources.flatMap(viewsOf)
    const wrong: string[] = []
    for (const purpose of [...SENSITIVITIES, 'analyst'] as const) {
      const has = purpose === 'analyst' ? ['public', 'personal'] : ['public', purpose]
      const { rows } = await ops.pool.query<{ schema: string; name: string; column: string; may: boolean }>(
        `select n.nspname as schema, c.relname as name, a.attname as "column", has_column_privilege($1, c.oid, a.attnum, 'select') as may
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname like 'recruiting%' and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped`,
        [roles[purpose]],
      )
      for (const { schema, name, column, may } of rows) {
        const view = views.find((each) => each.schema === schema && each.name === name)
        if (may !== (view !== undefined && has.includes(view.sensitivityOf(column))))
          wrong.push(`${purpose}: ${schema}.${name}.${column}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('is live rows; a removed one is shown to those who may see removed rows', async () => {
    const removed = `select id from ${REMOVED_SCHEMA}.offers`
    expect(await seenBy(['analyst'], 'select id, status from recruiting.offers order by id')).toEqual([
      { id: '1', status: 'Created' },
      { id: '3', status: 'Rejected' },
    ])
    await expect(seenBy(['analyst', 'private'], removed)).rejects.toEqual(refused)
    expect(await seenBy(['analyst', 'removed'], removed)).toEqual([{ id: '2' }])
  })

  it.each([
    ['compensation', 'select custom_fields from recruiting.offers'],
    ['compensation', 'select value from recruiting.offers_custom_fields'],
    ['private', 'select notes from recruiting.offers'],
    ['private', 'select _extra from recruiting.offers'],
    ['demographic', 'select race from recruiting.eeoc'],
  ] as const)('is nothing sensitive by default: %s', async (purpose, sql) => {
    await expect(seenBy(['analyst'], sql)).rejects.toEqual(refused)
    expect(await seenBy(['analyst', purpose], sql)).toBeDefined()
  })

  it('is never a generation', async () => {
    const all = [...SENSITIVITIES, 'removed', 'every_connection', 'analyst'] as const
    await expect(seenBy(all, 'select id from recruiting_g1.offers')).rejects.toEqual(refused)
    await expect(seenBy(all, 'select id from recruiting_g1.offers__history')).rejects.toEqual(refused)
  })

  describe('of several connections', () => {
    const ids = 'select id from recruiting.offers order by id'

    it('is what is named for the reader, and nothing where nothing is', async () => {
      expect(await seenBy(['public'], ids)).toEqual([])
      expect(await seenBy(['public'], ids, ['acme'])).toEqual([{ id: '1' }])
      expect(await seenBy(['public'], ids, ['acme', 'other'])).toEqual([{ id: '1' }, { id: '3' }])
      expect(await seenBy(['public', 'every_connection'], ids)).toEqual([{ id: '1' }, { id: '3' }])
      expect(await seenBy(['public', 'removed'], `select id from ${REMOVED_SCHEMA}.offers`, ['other'])).toEqual([])
      expect(await seenBy(['public'], 'select distinct id from recruiting_history.offers', ['other'])).toEqual([{ id: '3' }])
    })

    it('is decided by who asks, also through a view of an owner who sees more', async () => {
      await ops.pool.query(`create schema insights; grant usage on schema insights to public`)
      await ops.pool.query(
        `create view insights.some as select id from recruiting.offers; alter view insights.some owner to ${roles.analyst}`,
      )
      await ops.pool.query(`grant select on insights.some to public`)
      expect(await seenBy(['public'], 'select id from insights.some', ['other'])).toEqual([{ id: '3' }])
      expect(await seenBy([], 'select id from insights.some')).toEqual([])
      await ops.pool.query('drop schema insights cascade')
    })

    it('is not what a function of the reader’s own looks at', async () => {
      await ops.pool.query(`
        create function public.peek(text) returns boolean language plpgsql cost 0.0000001 as
        $$ begin if $1 = 'Created' then raise 'peeked'; end if; return true; end $$`)
      expect(await seenBy(['public'], 'select id from recruiting.offers where public.peek(status)', ['other'])).toEqual([
        { id: '3' },
      ])
      await ops.pool.query('drop function public.peek')
    })
  })

  describe('is granted again', () => {
    const analysts = async (): Promise<readonly string[]> => {
      const { rows } = await ops.pool.query<{ column: string }>(
        `select a.attname as "column" from pg_attribute a where a.attrelid = 'recruiting.offers'::regclass and a.attnum > 0
           and has_column_privilege($1, a.attrelid, a.attnum, 'select') order by 1`,
        [roles.analyst],
      )
      return rows.map(({ column }) => column)
    }

    it('where a declaration changed it: the writer’s next start takes away what is too much', async () => {
      const before = await analysts()
      await ops.pool.query(
        `grant select (notes) on recruiting.offers to ${roles.public}; revoke select (status) on recruiting.offers from ${roles.public}`,
      )
      expect(await analysts()).not.toEqual(before)
      await prepareGeneration(ops.pool)
      expect(await analysts()).toEqual(before)
    })

    it('where views are switched to another generation, recreated ones too', async () => {
      const before = await analysts()
      await transact(ops.pool, (client) => makeTables(client, 'recruiting_g2'))
      await ops.pool.query(`
        alter table recruiting_g2.offers drop column status cascade;
        alter table recruiting_g2.offers add column status jsonb;
        insert into recruiting_g2.offers (connection_id, id, _version, _removal, _cell_versions) values ('acme', 8, '1', '0', '{}'), ('other', 9, '1', '0', '{}')`)
      await transact(ops.pool, async (client) => {
        await lockViews(client)
        return swapViews(client, 'recruiting_g2', 'recreate')
      })
      expect(await analysts()).toEqual(before)
      expect(await seenBy(['public'], 'select id from recruiting.offers', ['other'])).toEqual([{ id: '9' }])
      const { rows } = await ops.pool.query(
        `select relowner::regrole::text as owner from pg_class where oid = 'recruiting.offers'::regclass`,
      )
      expect(rows).toEqual([{ owner: roles.views }])
    })
  })
})
