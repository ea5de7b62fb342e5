import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { masterKeysOf } from '../secrets/master-keys.js'
import { fakeKms, type FakeKms } from '../secrets/testing/fake-kms.js'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import { Connections } from './connections.js'
import { rewrapConnections } from './rewrap-connections.js'

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ACME = { id: 'acme', name: 'Acme', clientId: 'id', clientSecret: 's', webhookSecrets: ['s1'] }
const LOCAL = `local:${randomBytes(32).toString('base64')}`

describe('connections under a key of AWS KMS', () => {
  const inKms = masterKeysOf({ masterKeys: [ARN, LOCAL] })
  const local = masterKeysOf({ masterKeys: [LOCAL] })
  let ops: OwnOps
  let kms: FakeKms

  beforeAll(async () => {
    ops = await ownOps()
    kms = await fakeKms(ARN)
  })
  afterAll(async () => {
    await kms.close()
    await ops.drop()
  })
  beforeEach(async () => {
    await ops.pool.query('truncate ops.connection')
    kms.recover()
  })

  const unopenedOf = async (connections: Connections) => (await connections.load()).map(({ unopened }) => unopened?.credentials)

  it('come back, each data key being bound to its connection', async () => {
    await new Connections(ops, inKms).register(ACME)
    expect(await new Connections(ops, inKms).load()).toEqual([ACME])
    expect(kms.asked.map(({ operation, connection }) => `${operation} ${String(connection)}`).toSorted()).toEqual([
      ...['Decrypt acme', 'Decrypt acme', 'GenerateDataKey acme', 'GenerateDataKey acme'],
    ])
    await ops.pool.query(`update ops.connection set id = 'globex'`)
    expect(await unopenedOf(new Connections(ops, inKms))).toEqual([
      expect.objectContaining({ message: 'globex/credentials does not open: AWS KMS refuses (InvalidCiphertextException)' }),
    ])
  })

  it('are asked for once, and stay open while KMS is away; those that are not open yet wait for it', async () => {
    const connections = new Connections(ops, inKms)
    await connections.register(ACME)
    for (let time = 0; time < 3; time += 1) expect(await connections.load()).toEqual([ACME])
    expect(kms.asked.filter(({ operation }) => operation === 'Decrypt')).toHaveLength(2)
    kms.fail(500, 'KMSInternalException')
    expect(await connections.load()).toEqual([ACME])
    const later = new Connections(ops, inKms)
    expect(await unopenedOf(later)).toEqual([
      expect.objectContaining({
        retryable: true,
        message: 'acme/credentials does not open: AWS KMS does not answer (KMSInternalException)',
      }),
    ])
    kms.recover()
    expect(await later.load()).toEqual([ACME])
  })

  it('that KMS refuses are reported, and stop no other', async () => {
    await new Connections(ops, local).register({ ...ACME, id: 'globex' })
    await new Connections(ops, inKms).register(ACME)
    kms.fail(400, 'DisabledException')
    const [acme, globex] = await new Connections(ops, inKms).load()
    expect(globex).toEqual({ ...ACME, id: 'globex' })
    expect(acme?.unopened?.credentials).toMatchObject({
      retryable: false,
      message: 'acme/credentials does not open: AWS KMS refuses (DisabledException)',
    })
  })

  it('ask KMS for no key that is not in the list, whatever an envelope says', async () => {
    await new Connections(ops, inKms).register(ACME)
    const before = kms.asked.length
    expect(await unopenedOf(new Connections(ops, local))).toEqual([
      expect.objectContaining({ message: expect.stringContaining(`the master key ${ARN}, which is not given`) }),
    ])
    expect(kms.asked).toHaveLength(before)
  })

  it('move in and out of it by a rewrap', async () => {
    await new Connections(ops, local).register(ACME)
    expect(await rewrapConnections(ops.pool, inKms)).toMatchObject({ rewrapped: 2, unopened: [] })
    expect(await unopenedOf(new Connections(ops, local))).toEqual([expect.objectContaining({ name: 'Fault' })])
    const back = masterKeysOf({ masterKeys: [LOCAL, ARN] })
    expect(await rewrapConnections(ops.pool, back)).toMatchObject({ rewrapped: 2, unopened: [] })
    expect(await new Connections(ops, local).load()).toEqual([ACME])
  })
})
