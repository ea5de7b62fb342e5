import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { createPool, type Pool } from '@trellis/runtime'
import { randomMasterKeys } from '@trellis/runtime/testing'
import { StoredConnections } from './stored-connections.js'

const KEYS = randomMasterKeys()
const ACME = { id: 'acme', name: 'acme', webhookSecrets: ['one', 'two'] }

describe('the connections in Postgres', () => {
  const name = `stored_${randomBytes(6).toString('hex')}`
  const given = process.env['DATABASE_URL'] ?? ''
  const url = given.replace(/[^/]*$/, name)
  let pool: Pool

  beforeAll(async () => {
    await onServer(given, `create database ${name}`)
    pool = createPool(url, { max: 1, applicationName: 'spec' })
  })
  afterAll(async () => {
    await pool.end()
    await onServer(given, `drop database ${name} with (force)`)
  })

  const sessions = async (): Promise<number> => {
    const { rows } = await pool.query<{ n: string }>(
      `select count(*) as n from pg_stat_activity where datname = current_database() and application_name like 'webhook-ingress%'`,
    )
    return Number(rows[0]?.n)
  }
  const gone = (): Promise<boolean> => until(async () => (await sessions()) === 0, { what: 'no session to be left' })

  it('are registered at the first load, and loaded with their secrets', async () => {
    const stored = new StoredConnections(url, KEYS, ACME)
    const loaded = await stored.load()
    await stored.close()
    await gone()
    expect(loaded).toEqual([ACME])
  })

  it('keep no session where they cannot be opened, however often that is tried', async () => {
    await pool.query(`update ops.connection set removed_at = now()`)
    const stored = new StoredConnections(url, KEYS, ACME)
    for (let time = 0; time < 5; time += 1) await expect(stored.load()).rejects.toThrow('was removed')
    await gone()
    await stored.close()
  })
})

async function onServer(url: string, statement: string): Promise<void> {
  const pool = createPool(url, { max: 1, applicationName: 'spec' })
  await pool.query(statement).finally(() => pool.end())
}
