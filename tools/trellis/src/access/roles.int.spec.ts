import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  Connections,
  noteServiceProcess,
  noteServiceStopped,
  openOps,
  serviceProcesses,
  type MigrationState,
  type Pool,
  type RolePurpose,
} from '@trellis/runtime'
import { ownOps, randomMasterKeys, type OwnOps } from '@trellis/runtime/testing'
import { ownRoles, type OwnRoles } from '../testing/own-roles.js'
import { SERVICES } from './catalogue.js'
import { migrate, plannedChanges } from './change-roles.js'

const INSUFFICIENT_PRIVILEGE = '42501'

describe('roles', () => {
  let ops: OwnOps
  let roles: OwnRoles

  beforeAll(async () => {
    ops = await ownOps()
    roles = await ownRoles(ops.url)
  })
  afterAll(async () => {
    await ops.drop()
    await roles.drop()
  })

  it('are made once: after that nothing is missing', async () => {
    expect(await plannedChanges(ops.pool)).toEqual([])
  })

  it('are found again by their names, and others are made for another prefix', async () => {
    const others = await plannedChanges(ops.pool, 'other_')
    expect(others).toContain('create role "other_writer" login')
    expect(others.filter((statement) => statement.startsWith('create role'))).toHaveLength(Object.keys(roles.names).length)
  })

  it('lose what the catalogue does not give them', async () => {
    await ops.pool.query(`grant delete on ops.generation to ${roles.names.ingress}`)
    expect(await plannedChanges(ops.pool)).toEqual([`revoke delete on "ops"."generation" from "${roles.names.ingress}"`])
    await ops.pool.query(`revoke delete on ops.generation from ${roles.names.ingress}`)
  })

  describe.each(SERVICES.flatMap(({ name, purpose, tables }) => (purpose ? [{ name, purpose, tables }] : [])))(
    'the role of $name',
    ({ purpose, tables }) => {
      let pool: Pool
      beforeAll(async () => {
        pool = await roles.poolAs(purpose)
      })

      it('may do to the tables of ops what the catalogue says, column by column, and is refused all else', async () => {
        const { rows: columns } = await ops.pool.query<{ table: string; column: string }>(
          `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'ops' order by 1, ordinal_position`,
        )
        const allowed: string[] = []
        for (const { table, column } of columns) {
          const at = `ops.${table}`
          const attempts = {
            select: `select "${column}" from ${at} limit 0`,
            update: `update ${at} set "${column}" = default where false`,
            insert: `insert into ${at} ("${column}") overriding system value select null where false`,
            delete: `delete from ${at} where false`,
          }
          for (const [verb, sql] of Object.entries(attempts))
            if (await isAllowed(pool, sql)) allowed.push(`${verb} ${table}.${column}`)
        }
        const wanted = columns.flatMap(({ table, column }) => {
          const rights = (tables[table] ?? []).filter((right) => !right.includes('(') || right.split(/[(), ]+/).includes(column))
          return ['select', 'update', 'insert', 'delete'].flatMap((verb) =>
            rights.some((right) => right.startsWith(verb)) ? [`${verb} ${table}.${column}`] : [],
          )
        })
        expect(allowed.sort()).toEqual([...new Set(wanted)].sort())
      })

      it('alters nothing of ops, and makes nothing outside of what is its own', async () => {
        const statements = [
          'create table ops.mine ()',
          'drop table ops.lease',
          'truncate ops.lease',
          'create table public.mine ()',
          'create role mine',
        ]
        const allowed: string[] = []
        for (const sql of statements) if (await isAllowed(pool, sql)) allowed.push(sql)
        expect(allowed).toEqual([])
        expect(await isAllowed(pool, 'create schema mine')).toBe(purpose === 'writer')
      })
    },
  )

  it.each(
    SERVICES.flatMap(({ name, purpose, tables }) =>
      purpose && tables['service_process']?.includes('insert') ? [{ name, purpose }] : [],
    ),
  )('let $name say that it runs, again, and that it has ended', async ({ name, purpose }) => {
    const pool = await roles.poolAs(purpose)
    const own = { service: name, instance: 'one/1', version: '0.1.0', settings: [], failing: [], uptimeSeconds: 1 }
    await noteServiceProcess(pool, { ...own, isFirst: true })
    await noteServiceProcess(pool, { ...own, isFirst: false })
    await noteServiceStopped(pool, own)
    const noted = (await serviceProcesses(await roles.poolAs('operator'))).filter(({ service }) => service === name)
    expect(noted).toMatchObject([{ instance: 'one/1', isAlive: false, stoppedAt: expect.any(String) }])
  })

  it.each<RolePurpose>(['public', 'analyst', 'private', 'removed', 'every_connection'])(
    'for readers see nothing of ops: %s',
    async (purpose) => {
      const reader = await roles.account(purpose)
      await expect(reader.query('select * from ops.connection')).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE })
    },
  )

  describe('a registered connection', () => {
    const keys = randomMasterKeys()
    const acme = { id: 'acme', name: 'acme', clientId: 'c', clientSecret: 's', webhookSecrets: ['w'] }

    it('is opened by the ingress and the poller, each with its own secrets, and registered again by neither', async () => {
      await new Connections(ops, keys).register(acme)
      const [ingress, poller] = await Promise.all([openOps(await roles.urlAs('ingress')), openOps(await roles.urlAs('poller'))])
      try {
        const [atIngress, atPoller] = [new Connections(ingress, keys), new Connections(poller, keys)]
        expect(await atIngress.load(['webhookSecrets'])).toEqual([{ id: 'acme', name: 'acme', webhookSecrets: ['w'] }])
        expect(await atPoller.load(['credentials'])).toMatchObject([{ clientSecret: 's', webhookSecrets: [] }])
        await expect(atIngress.load(['credentials'])).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE })
        await atIngress.register({ id: 'acme', name: 'acme', webhookSecrets: ['w'] })
        await expect(atIngress.register({ id: 'acme', name: 'acme', webhookSecrets: ['forged'] })).rejects.toThrow(
          'trellis connections register',
        )
        await expect(atPoller.register({ id: 'evil', name: 'evil' })).rejects.toMatchObject({ name: 'Fault', retryable: false })
      } finally {
        await Promise.all([ingress.close(), poller.close()])
      }
    })
  })

  describe('migrations', () => {
    const NEWEST = 'ConsoleJobs1765080000000'

    it('are waited for by a service, which names those that are missing', async () => {
      await ops.pool.query('update ops.migration set name = $2 where name = $1', [NEWEST, `${NEWEST}Later`])
      const opening = openOps(await roles.urlAs('poller'))
      await expect(opening).rejects.toMatchObject({
        retryable: true,
        message: expect.stringMatching(`lacks 1 migrations.*${NEWEST}.*trellis migrate`),
      })
      await ops.pool.query('update ops.migration set name = $1 where name = $2', [NEWEST, `${NEWEST}Later`])
    })

    it('of a newer release are reported, and the service goes on', async () => {
      await ops.pool.query(`insert into ops.migration (timestamp, name) values (1, 'OfTomorrow1')`)
      const states: MigrationState[] = []
      const opened = await openOps(await roles.urlAs('ingress'), { onMigrations: (state) => states.push(state) })
      await opened.close()
      expect(states).toEqual([{ missing: [], newer: ['OfTomorrow1'] }])
      await ops.pool.query(`delete from ops.migration where name = 'OfTomorrow1'`)
    })

    it('are followed by the rights that a role lacks', async () => {
      await ops.pool.query(`revoke select on ops.lease from ${roles.names.poller}`)
      const granted = [`grant select on "ops"."lease" to "${roles.names.poller}"`]
      expect(await migrate(await roles.urlAs('owner'))).toEqual({ made: [], newer: [], granted })
    })

    it('are made by the owner of ops, who may make no schema', async () => {
      await ops.pool.query(
        `drop table ops.console_job;
         delete from ops.migration where name = '${NEWEST}'`,
      )
      const { made, newer, granted } = await migrate(await roles.urlAs('owner'))
      expect([made, newer]).toEqual([[NEWEST], []])
      expect(granted).toContain(`grant delete on "ops"."console_job" to "${roles.names.console}"`)
      expect(granted.filter((statement) => !statement.includes('console_'))).toEqual([])
    })
  })
})

async function isAllowed(pool: Pool, sql: string): Promise<boolean> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(sql)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE) return false
    throw error
  } finally {
    await client.query('rollback')
    client.release()
  }
}
