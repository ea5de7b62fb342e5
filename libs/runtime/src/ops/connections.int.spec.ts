import { createCipheriv, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { masterKeysOf } from '../secrets/master-keys.js'
import { randomMasterKeys } from '../testing/master-keys.js'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import { storedConnections } from './connection-record.js'
import { Connections, type Connection } from './connections.js'

const ACME = {
  id: 'acme',
  name: 'Acme',
  harvestUserId: 9007199254740993n,
  clientId: 'id',
  clientSecret: 'sécret',
  webhookSecrets: ['s1', 's2'],
}
const BARE: Connection = { id: 'acme', name: 'Acme', harvestUserId: ACME.harvestUserId, webhookSecrets: [] }

describe('connections', () => {
  const keys = randomMasterKeys()
  let ops: OwnOps

  beforeAll(async () => void (ops = await ownOps()))
  afterAll(() => ops.drop())
  beforeEach(() => ops.pool.query('truncate ops.connection'))

  it('come back as they were registered', async () => {
    const connections = new Connections(ops, keys)
    await connections.register(ACME)
    await connections.register({ id: 'bare', name: 'Bare' })
    expect(await connections.load()).toEqual([ACME, { id: 'bare', name: 'Bare', webhookSecrets: [] }])
  })

  it('keep the secrets that are not given again, and take up those that are', async () => {
    const connections = new Connections(ops, keys)
    await connections.register(ACME)
    expect(await connections.load()).toEqual([ACME])
    await connections.register({ id: 'acme', name: 'Acme Inc.', webhookSecrets: ['s3'] })
    expect(await connections.load()).toEqual([{ ...ACME, name: 'Acme Inc.', webhookSecrets: ['s3'] }])
  })

  it('are not readable in the table, nor their data keys', async () => {
    await new Connections(ops, keys).register(ACME)
    const { rows } = await ops.pool.query<{ stored: string }>(
      `select encode(credentials || webhook_secrets, 'escape') as stored from ops.connection`,
    )
    expect(rows[0]?.stored).not.toMatch(/secret|clientId|s1/)
  })

  it('say with which master keys their secrets are sealed', async () => {
    await new Connections(ops, masterKeysOf({ masterKeys: [entry('2025')] })).register(ACME)
    await new Connections(ops, masterKeysOf({ masterKeys: [entry('2026')] })).register({
      id: 'acme',
      name: 'Acme',
      webhookSecrets: [],
    })
    await ops.pool.query(`insert into ops.connection (id, name, credentials) values ('old', 'Old', $1)`, [randomBytes(40)])
    const stored = await storedConnections(ops.pool)
    expect(stored.map(({ id, masterKeys }) => [id, masterKeys])).toEqual([
      ['acme', ['2025', '2026']],
      ['old', [null]],
    ])
  })

  it.each<[string, Partial<Connection>]>([
    ['\\x00', { webhookSecrets: ACME.webhookSecrets }],
    ['\\x', { webhookSecrets: ACME.webhookSecrets }],
    [`\\x${Buffer.from('TRELLIS\u0001', 'latin1').toString('hex')}ffff7b`, { webhookSecrets: ACME.webhookSecrets }],
  ])('that cannot be opened stop neither another connection nor another part of their own (%s)', async (bytes, left) => {
    const connections = new Connections(ops, keys)
    await connections.register(ACME)
    await connections.register({ ...ACME, id: 'bad' })
    await ops.pool.query(`update ops.connection set credentials = $1 where id = 'bad'`, [bytes])
    const [first, { unopened, ...rest } = BARE] = await connections.load()
    expect([first, rest]).toEqual([ACME, { ...BARE, id: 'bad', ...left }])
    expect(faultsOf(unopened)).toEqual([expect.stringContaining('bad/credentials does not open'), undefined])
  })

  it('do not open in another row', async () => {
    const connections = new Connections(ops, keys)
    await connections.register(ACME)
    await connections.register({ ...ACME, id: 'evil' })
    await ops.pool.query(
      `update ops.connection set credentials = (select credentials from ops.connection where id = 'acme') where id = 'evil'`,
    )
    const [, evil] = await connections.load()
    expect([evil?.clientSecret, faultsOf(evil?.unopened)]).toEqual([
      undefined,
      [expect.stringContaining('evil/credentials does not open'), undefined],
    ])
  })

  it('do not open in another column', async () => {
    const connections = new Connections(ops, keys)
    await connections.register(ACME)
    await ops.pool.query('update ops.connection set credentials = webhook_secrets')
    const [acme] = await connections.load()
    expect(faultsOf(acme?.unopened)).toEqual(['acme/credentials does not open: what is stored was changed, or moved', undefined])
  })

  it('do not come back under an id that was removed', async () => {
    const connections = new Connections(ops, keys)
    await connections.register(ACME)
    await ops.pool.query('update ops.connection set removed_at = now()')
    await expect(connections.register(ACME)).rejects.toThrow('was removed')
    expect(await connections.load()).toEqual([])
  })

  describe('and the key that they were sealed with', () => {
    const loadedWith = async (...given: Parameters<typeof masterKeysOf>) => {
      const [{ unopened, ...rest } = BARE] = await new Connections(ops, masterKeysOf(...given)).load()
      return { rest, faults: faultsOf(unopened) }
    }
    const both = (why: string) => ['credentials', 'webhook_secrets'].map((secret) => `acme/${secret} does not open: ${why}`)

    it('that was removed: they say which is missing', async () => {
      await new Connections(ops, masterKeysOf({ masterKeys: [entry('2025')] })).register(ACME)
      const { rest, faults } = await loadedWith({ masterKeys: [entry('2026')] })
      const why = 'it was sealed with the master key 2025, which is not given (TRELLIS_MASTER_KEYS)'
      expect([rest, faults]).toEqual([BARE, both(why)])
    })

    it('whose id another key has: they say so', async () => {
      await new Connections(ops, masterKeysOf({ masterKeys: [entry('2025')] })).register(ACME)
      const { rest, faults } = await loadedWith({ masterKeys: [entry('2025')] })
      expect([rest, faults]).toEqual([BARE, both('another key was given under the id 2025, or what is stored was changed')])
    })

    it('without an id: it opens them under whatever id it is given later, behind others', async () => {
      const masterKey = randomBytes(32).toString('base64')
      await new Connections(ops, masterKeysOf({ masterKey })).register(ACME)
      for (const given of [
        { masterKey },
        { masterKeys: [entry('2026'), `old:${masterKey}`] },
        { masterKeys: [entry('2026')], masterKey },
      ])
        expect(await loadedWith(given)).toEqual({ rest: ACME, faults: [undefined, undefined] })
    })

    it('before envelopes named theirs: it opens them, and another does not', async () => {
      const masterKey = randomBytes(32).toString('base64')
      await ops.pool.query(
        'insert into ops.connection (id, name, harvest_user_id, credentials, webhook_secrets) values ($1, $2, $3, $4, $5)',
        [
          ...[ACME.id, ACME.name, String(ACME.harvestUserId)],
          sealedInTheFirstFormat(masterKey, 'acme/credentials', { clientId: ACME.clientId, clientSecret: ACME.clientSecret }),
          sealedInTheFirstFormat(masterKey, 'acme/webhook_secrets', ACME.webhookSecrets),
        ],
      )
      expect(await loadedWith({ masterKey })).toEqual({ rest: ACME, faults: [undefined, undefined] })
      expect(await loadedWith({ masterKeys: [entry('2026'), `old:${masterKey}`] })).toMatchObject({ rest: ACME })
      const { rest, faults } = await loadedWith({ masterKeys: [entry('2026')] })
      expect([rest, faults]).toEqual([BARE, both(NO_LOCAL_KEY)])
    })
  })
})

const NO_LOCAL_KEY = 'no local key that is given is the one that it was stored with (TRELLIS_MASTER_KEY, TRELLIS_MASTER_KEYS)'

function faultsOf(unopened: Connection['unopened']): readonly unknown[] {
  return [unopened?.credentials?.message, unopened?.webhookSecrets?.message]
}

function entry(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

/** As secrets were sealed before envelopes: IV, tag and ciphertext under the master key itself. */
function sealedInTheFirstFormat(masterKey: string, place: string, value: unknown): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(masterKey, 'base64'), iv).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}
