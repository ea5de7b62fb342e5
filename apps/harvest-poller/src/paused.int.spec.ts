import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { changeConnection, Connections, createLogger, Metrics, readHolders, transact, type Connection } from '@trellis/runtime'
import { randomMasterKeys } from '@trellis/runtime/testing'
import { HarvestClient } from './harvest/harvest-client.js'
import { POLLED, Poller } from './poller.js'
import { PollerMetrics } from './poller-metrics.js'
import { Pollers } from './pollers.js'
import { localServer, type LocalServer } from './testing/http-server.js'
import { PLENTY, polling, type Polling } from './testing/polling.js'

const OFTEN = { hot: 100, warm: 100, settings: 100 }

describe('a connection that is paused', () => {
  let world: Polling
  let server: LocalServer

  beforeAll(async () => {
    world = await polling()
    server = await localServer(({ url = '' }) =>
      url.startsWith('/token') ? { body: { access_token: 't', expires_in: 3_600 } } : { headers: PLENTY, body: [] },
    )
  })
  afterAll(async () => {
    await world.close()
    await server.close()
  })

  it('is not asked until it goes on, and that without a restart', async () => {
    const { ops, log } = world
    const connections = new Connections(ops, randomMasterKeys())
    let loaded = 0
    const onPollable = (): void => void (loaded += 1)
    const logger = createLogger('spec', 'silent')
    const metrics = new PollerMetrics(new Metrics())
    await connections.register({ id: 'globex', name: 'Globex', clientId: 'c', clientSecret: 's' })
    const create = ({ id, clientId, clientSecret }: Connection) => {
      if (clientId === undefined || clientSecret === undefined) return undefined
      const client = new HarvestClient({ tokenUrl: `${server.url}/token`, clientId, clientSecret }, metrics)
      const of = { connection: id, credential: clientId, harvestUrl: server.url, client, log, pool: ops.pool, metrics }
      return new Poller({ ...of, lag: { settle: 0, overlap: 0 } }, OFTEN, logger, 'spec')
    }
    const pollers = new Pollers(connections, { pool: ops.pool, holder: 'spec' }, logger, create, undefined, onPollable)
    const pause = (version: number, isPaused: boolean) =>
      transact(ops.pool, (client) => changeConnection(client, { id: 'globex', version, by: 'spec', isPaused }))
    const isPolled = async () => (await readHolders(ops.pool, POLLED)).has('globex')
    pollers.start()
    try {
      await until(async () => (await isPolled()) && server.asked.length > 5, { what: 'the connection to be asked' })
      expect(await pause(1, true)).toBe(true)
      await until(async () => !(await isPolled()), { what: 'it to be left' })
      const asked = server.asked.length
      const loads = loaded
      await until(() => loaded > loads + 1, { what: 'the connections to be looked at again' })
      expect(server.asked.length).toBe(asked)
      expect(await pause(2, false)).toBe(true)
      await until(() => server.asked.length > asked, { what: 'it to be asked again' })
    } finally {
      await pollers.stop()
    }
  })
})
