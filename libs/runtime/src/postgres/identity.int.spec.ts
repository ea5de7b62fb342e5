import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  issueCertificate,
  newAuthority,
  scratchDir,
  startPostgres,
  until,
  type Certificate,
  type RunningPostgres,
} from '@trellis/local'
import { openOps } from '../ops/open-ops.js'
import type { DatabaseUrl } from './database-url.js'
import { pgFault } from './pg-fault.js'
import { createPool, type Pool, type PoolClient } from './pool.js'

const DAY_MS = 86_400_000

/** A server of its own: everybody else's is open. */
describe('a database that speaks TLS alone', () => {
  let dir: string
  let postgres: RunningPostgres
  const pools: Pool[] = []

  beforeAll(async () => {
    dir = await scratchDir('identity')
    postgres = await startPostgres({ dir, secure: true })
  })
  afterAll(async () => {
    for (const pool of pools) await pool.end()
    await postgres.stop()
  })

  function poolAt(url: DatabaseUrl): Pool {
    const pool = createPool(url, { max: 2, applicationName: 'spec' })
    pools.push(pool)
    return pool
  }

  function urlWith(change: (url: URL) => void): string {
    const url = new URL(postgres.url)
    change(url)
    return url.href
  }

  async function faultAt(url: DatabaseUrl): Promise<unknown> {
    return poolAt(url)
      .query('select 1')
      .then(
        () => 'nothing was refused',
        (error: unknown) => pgFault(error),
      )
  }

  async function isEncrypted(pool: Pool): Promise<boolean | undefined> {
    const { rows } = await pool.query<{ ssl: boolean }>('select ssl from pg_stat_ssl where pid = pg_backend_pid()')
    return rows[0]?.ssl
  }

  /** The server reads its certificate again at a signal. */
  async function giveServer(client: PoolClient, { certificate, key }: Certificate): Promise<void> {
    const { rows } = await client.query<{ path: string }>(
      `select setting as path from pg_settings where name in ('ssl_cert_file', 'ssl_key_file') order by name`,
    )
    const [certFile = '', keyFile = ''] = rows.map(({ path }) => path)
    await writeFile(certFile, certificate)
    await writeFile(keyFile, key)
    await client.query('select pg_reload_conf()')
  }

  it('is reached encrypted, by SQL and by the entities of `ops`', async () => {
    expect(await isEncrypted(poolAt(postgres.url))).toBe(true)
    const ops = await openOps(postgres.url, { max: 1 })
    try {
      expect(await ops.data.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()')).toEqual([{ ssl: true }])
    } finally {
      await ops.close()
    }
  })

  it.each([
    [
      'an authority that we do not trust',
      () => urlWith(({ searchParams }) => searchParams.delete('sslrootcert')),
      /^Postgres: [^\n]+\. No authority that is trusted here vouches for the server: is its authority in the sslrootcert of DATABASE_URL\?$/,
    ],
    [
      'a password that it does not know',
      () => urlWith((url) => (url.password = 'guessed')),
      /^Postgres: password authentication failed for user "trellis"\. Are user and password in DATABASE_URL, or its file, those of a user of this database\?$/,
    ],
    [
      'a client that speaks no TLS',
      () => urlWith((url) => (url.search = '')),
      /^Postgres: no pg_hba\.conf entry [^\n]+, no encryption\. Does DATABASE_URL name the user, the database and the sslmode [^\n]+$/,
    ],
  ])('is refused, or refuses, in one line that says what to do, where there is %s', async (_, urlOf, message) => {
    const fault = await faultAt(urlOf())
    expect(fault).toMatchObject({ name: 'Fault', message: expect.stringMatching(message) })
  })

  it('is reached as PGSSLMODE and PGPASSWORD say where the address does not', async () => {
    const url = urlWith((at) => {
      at.search = ''
      at.password = ''
    })
    const before = { ...process.env }
    try {
      Object.assign(process.env, { PGSSLMODE: 'verify-full', PGPASSWORD: new URL(postgres.url).password })
      expect(await faultAt(url)).toMatchObject({ message: expect.stringContaining('is its authority in the sslrootcert') })
      process.env['PGSSLMODE'] = 'no-verify'
      expect(await isEncrypted(poolAt(url))).toBe(true)
    } finally {
      process.env = before
    }
  })

  it('whose certificate has run out is refused in one line by new connections, those that stand go on, and a renewed one needs no restart', async () => {
    const standing = poolAt(postgres.url)
    const client = await standing.connect()
    const authority = {
      certificate: await readFile(join(dir, 'ca.crt'), 'utf8'),
      key: await readFile(join(dir, 'ca.key'), 'utf8'),
    }
    const [from, end] = [new Date(Date.now() - 2 * DAY_MS), new Date(Date.now() - DAY_MS)]
    await giveServer(client, await issueCertificate(authority, { name: 'postgres', from, until: end }))
    const fault = await until(
      async () => {
        const found = await faultAt(postgres.url)
        return typeof found === 'object' && found
      },
      { what: 'the server to show its late certificate' },
    )
    expect(fault).toMatchObject({
      retryable: false,
      message:
        'Postgres: certificate has expired. The certificate of the server is out of date: renew it there, or put the clock right',
    })
    expect((await client.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
    await giveServer(client, await issueCertificate(authority, { name: 'postgres' }))
    client.release()
    await until(
      () =>
        poolAt(postgres.url)
          .query('select 1')
          .then(() => true),
      { what: 'the renewed certificate' },
    )
  })

  it('of another authority is trusted as soon as the file of authorities has it', async () => {
    const stranger = await newAuthority('stranger')
    const caFile = join(dir, 'own-ca.crt')
    await writeFile(caFile, stranger.certificate)
    const url = urlWith(({ searchParams }) => searchParams.set('sslrootcert', caFile))
    const pool = poolAt(url)
    await expect(pool.query('select 1')).rejects.toThrow()
    await writeFile(caFile, await readFile(join(dir, 'ca.crt'), 'utf8'))
    expect(await isEncrypted(pool)).toBe(true)
  })

  it('takes a password that was changed in the file of its address, without a restart', async () => {
    await poolAt(postgres.url).query(`create role renewed login password 'first'`)
    const addressWith = (password: string): string =>
      urlWith((url) => {
        url.username = 'renewed'
        url.password = password
      })
    let address = addressWith('first')
    const pool = poolAt(() => address)
    const standing = await pool.connect()
    await poolAt(postgres.url).query(`alter role renewed password 'second'`)
    await expect(pool.query('select 1')).rejects.toMatchObject({ code: '28P01' })
    address = addressWith('second')
    await expect(pool.query('select 1')).resolves.toBeDefined()
    await expect(standing.query('select 1')).resolves.toBeDefined()
    standing.release()
  })
})
