import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Connections } from '@trellis/runtime'
import { ownOps, randomMasterKeys, type OwnOps } from '@trellis/runtime/testing'
import { Refusal } from '../refusal.js'
import { keptCredentials } from './harvest-account.js'

describe('the credentials that are kept of a connection', () => {
  let ops: OwnOps
  let connections: Connections

  beforeAll(async () => {
    ops = await ownOps()
    connections = new Connections(ops, randomMasterKeys())
    await connections.register({ id: 'acme', name: 'Acme', clientId: 'c', clientSecret: 's', harvestUserId: 12n })
  })
  afterAll(() => ops.drop())

  const refusal = (asked?: string): Promise<unknown> => keptCredentials(connections, asked).catch((error: unknown) => error)

  it('are opened, and need not be named where there is one connection', async () => {
    const kept = { connection: 'acme', credentials: { clientId: 'c', clientSecret: 's', userId: '12' } }
    expect(await keptCredentials(connections)).toEqual(kept)
    expect(await keptCredentials(connections, 'acme')).toEqual(kept)
  })

  it('are refused where there is no such connection, none was given, or one has to be named', async () => {
    await connections.register({ id: 'hooks', name: 'Hooks', webhookSecrets: ['w'] })
    expect(await refusal('globex')).toMatchObject({
      kind: 'not found',
      message: expect.stringContaining('There is: acme, hooks'),
    })
    expect(await refusal('hooks')).toMatchObject({ kind: 'conflict', message: expect.stringContaining('only receives webhooks') })
    expect(await refusal()).toMatchObject({ kind: 'invalid', message: expect.stringContaining('acme, hooks') })
    expect(await refusal()).toBeInstanceOf(Refusal)
  })

  it('are not given where no key opens them: why is thrown, and nothing of the secret', async () => {
    const other = new Connections(ops, randomMasterKeys())
    const error = await keptCredentials(other, 'acme').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'Fault' })
    expect(String(error)).not.toContain("'s'")
  })
})
