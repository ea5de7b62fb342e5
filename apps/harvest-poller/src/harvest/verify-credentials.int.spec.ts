import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { Connections, createLogger, Metrics } from '@trellis/runtime'
import { randomMasterKeys } from '@trellis/runtime/testing'
import { HarvestClient } from './harvest-client.js'
import { Poller } from '../poller.js'
import { PollerMetrics } from '../poller-metrics.js'
import { Pollers } from '../pollers.js'
import { holdRows } from '../testing/held-rows.js'
import { localServer, type LocalAnswer } from '../testing/http-server.js'
import { PLENTY, polling, type Polling } from '../testing/polling.js'

const EMPTY: LocalAnswer = { headers: PLENTY, body: [] }
const OFTEN = { hot: 100, warm: 100, settings: 100 }
const QUESTION = '/v3/users?per_page=500&show_service_accounts=true&ids='

describe('N5 changed credentials show a user that we know, or are refused', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
    await new Connections(world.ops, randomMasterKeys()).register({
      id: 'acme',
      name: 'Acme',
      clientId: 'first',
      clientSecret: 's',
    })
  })
  afterEach(() => world.close())

  const proven = async (): Promise<unknown> => (await world.ops.pool.query('select proven_client from ops.connection')).rows
  const errors = async (): Promise<readonly (string | null)[]> =>
    (await world.ops.pool.query<{ last_error: string | null }>('select last_error from ops.listing_progress')).rows.map(
      ({ last_error }) => last_error,
    )
  const asks = async (credential: string, answer: (path: string) => LocalAnswer) => world.start(answer, OFTEN, credential)

  it('of another company append nothing and ask for nothing else, and the listings say why', async () => {
    await asks('first', () => EMPTY).then(async (poller) => {
      await until(async () => JSON.stringify(await proven()) === '[{"proven_client":"first"}]', { what: 'the first to be taken' })
      await until(async () => (await errors()).length > 0, { what: 'a listing to have been asked for' })
      poller.stop()
      await poller.done
    })
    await holdRows(world.ops.pool, 'acme', { users: [{ id: 1 }, { id: 2 }] })
    const foreign = await asks('other', (path) => ({
      headers: PLENTY,
      body: path.startsWith('/v3/users?') ? [{ id: 7 }] : [{ id: 1 }],
    }))
    const why = 'credentials refused: they show none of 2 users that are known'
    const refused = async (): Promise<boolean> => (await errors()).every((error) => error === why)
    await until(refused, { what: 'the credentials to be refused' })
    const asked = foreign.server.asked.filter((line) => line.includes('/v3/'))
    expect([asked.length, asked[0]?.startsWith(`GET ${QUESTION}`), await proven()]).toEqual([
      1,
      true,
      [{ proven_client: 'first' }],
    ])
    expect([...(await world.log.endOffsets(RAW_TOPIC)).values()].every((end) => end === 0n)).toBe(true)
  })

  it('of the same company are taken, and asked once', async () => {
    await holdRows(world.ops.pool, 'acme', { users: [{ id: 1 }, { id: 2 }] })
    const answer = (path: string): LocalAnswer => (path.startsWith(QUESTION) ? { headers: PLENTY, body: [{ id: 2 }] } : EMPTY)
    for (const times of [1, 0]) {
      const poller = await asks('other', answer)
      await until(() => poller.asked('/v3/offers?') >= 1, { what: 'polling to go on' })
      poller.stop()
      await poller.done
      expect(poller.asked(QUESTION)).toBe(times)
    }
    expect(await proven()).toEqual([{ proven_client: 'other' }])
  })

  it('take effect without a restart', async () => {
    const server = await localServer(({ url = '' }) =>
      url.startsWith('/token') ? { body: { access_token: 't', expires_in: 3_600 } } : EMPTY,
    )
    const connections = new Connections(world.ops, randomMasterKeys())
    const logger = createLogger('spec', 'silent')
    const metrics = new PollerMetrics(new Metrics())
    const taken: (string | undefined)[] = []
    await connections.register({ id: 'acme', name: 'Acme', clientId: 'first', clientSecret: 's' })
    const pollers = new Pollers(
      connections,
      { pool: world.ops.pool, holder: 'spec' },
      logger,
      ({ id, clientId = '', clientSecret = '' }) => {
        taken.push(`${clientId}/${clientSecret}`)
        const client = new HarvestClient({ tokenUrl: `${server.url}/token`, clientId, clientSecret }, metrics)
        const lag = { settle: 0, overlap: 0 }
        const context = {
          connection: id,
          credential: clientId,
          harvestUrl: server.url,
          client,
          log: world.log,
          pool: world.ops.pool,
          lag,
          metrics,
        }
        return new Poller(context, OFTEN, logger, 'spec')
      },
    )
    pollers.start()
    try {
      await until(() => taken.length === 1, { what: 'the connection to be taken up' })
      await connections.register({ id: 'acme', name: 'Acme', clientId: 'first', clientSecret: 'rotated' })
      await until(() => taken.length === 2, { what: 'the new secret to take effect' })
    } finally {
      await pollers.stop()
      await server.close()
    }
    expect(taken).toEqual(['first/s', 'first/rotated'])
  })

  it('that cannot be opened stop no other from being polled, and are counted', async () => {
    const connections = new Connections(world.ops, randomMasterKeys())
    await connections.register({ id: 'acme', name: 'Acme', clientId: 'first', clientSecret: 's' })
    await connections.register({ id: 'globex', name: 'Globex', clientId: 'second', clientSecret: 's' })
    await world.ops.pool.query(`update ops.connection set credentials = '\\x00' where id = 'acme'`)
    const taken: string[] = []
    const counts: number[] = []
    const pollers = new Pollers(
      connections,
      { pool: world.ops.pool, holder: 'spec' },
      createLogger('spec', 'silent'),
      ({ id, clientId }) => {
        if (clientId !== undefined) taken.push(id)
        return undefined
      },
      (count) => counts.push(count),
    )
    pollers.start()
    try {
      await until(() => taken.length > 0, { what: 'the other connection to be taken up' })
    } finally {
      await pollers.stop()
    }
    expect([taken[0], counts[0]]).toEqual(['globex', 1])
  })
})
