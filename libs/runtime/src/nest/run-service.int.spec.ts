import { Agent, request, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Controller, Module } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { until } from '@trellis/local'
import { Fault } from '../fault.js'
import { BatchConsumer } from '../kafka/consumer/batch-consumer.js'
import type { LogBatch } from '../kafka/consumer/log-batch.js'
import { Metrics } from '../telemetry/metrics.js'
import { say, textsOf } from '../kafka/testing/consuming.js'
import { ownLog, ownSettings, specLogger } from '../kafka/testing/own-topics.js'
import { runService, type Service } from './run-service.js'

const seen: string[] = []
const events: string[] = []
let faults = 0

@Controller()
class WordsController {
  @EventPattern('words')
  handle(@Payload() batch: LogBatch): void {
    if (faults-- > 0) throw new Fault('away')
    seen.push(...textsOf(batch))
    events.push('handled')
  }
}

@Module({ controllers: [WordsController] })
class WordsModule {
  onApplicationShutdown(): void {
    events.push('nest')
  }
}

@Module({})
class EmptyModule {}

describe('a service', () => {
  const settings = ownSettings()
  let service: Service | undefined

  beforeAll(async () => {
    await (await ownLog(settings, { words: 1 })).close()
  })
  afterEach(async () => {
    await service?.close()
    service = undefined
  })

  const strategy = (): BatchConsumer =>
    new BatchConsumer({
      settings,
      group: 'service',
      topics: ['words'],
      logger: specLogger,
      retry: { firstPauseMs: 5, longestPauseMs: 20, totalMs: 30_000 },
    })

  it('reads, reports its health, and ends in order', async () => {
    const log = await ownLog(settings, {})
    const metrics = new Metrics('spec')
    metrics.counter('trellis_spec_total', 'For the spec.').inc(3)
    faults = 2
    service = await runService({
      module: WordsModule,
      port: 0,
      logger: specLogger,
      metrics,
      strategy: strategy(),
      readiness: { fine: () => undefined },
      onShutdown: [
        async () => {
          await log.close()
          events.push('log')
        },
        () => events.push('pools'),
      ],
    })
    const { url } = service
    await say(log, 'words', 'a')
    await until(() => seen.includes('a'), { what: 'a word, faults and all' })
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
    const ready = await fetch(`${url}/readyz`)
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { status: 'ok', info: { consumer: { status: 'up' }, fine: { status: 'up' } } },
    ])
    const figures = await (await fetch(`${url}/metrics`)).text()
    expect(figures).toMatch(/^trellis_spec_total\{service="spec"\} 3$/m)
    expect(figures).toContain('process_cpu_seconds_total')
    await service.close()
    expect(events).toEqual(['handled', 'nest', 'log', 'pools'])
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  })

  it('says with 503 what is not ready, and is alive all the same', async () => {
    const readiness = {
      fine: () => undefined,
      kafka: async () => {
        throw new Error('Kafka does not answer')
      },
    }
    service = await runService({ module: EmptyModule, port: 0, logger: specLogger, readiness })
    const answer = await fetch(`${service.url}/readyz`)
    const expected = { status: 'error', error: { kafka: { status: 'down', message: 'Kafka does not answer' } } }
    expect([answer.status, await answer.json()]).toMatchObject([503, expected])
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
  })

  it('shows the HTTP server before it listens', async () => {
    let wasListening: boolean | undefined
    const onHttpServer = (server: { readonly listening: boolean }): void => void (wasListening = server.listening)
    service = await runService({ module: EmptyModule, port: 0, logger: specLogger, readiness: {}, onHttpServer })
    expect(wasListening).toBe(false)
  })

  it('answers for its health on the loopback address and a port of its own where that is set, and not where the world comes in', async () => {
    const own = { host: '127.0.0.1', operations: { port: 0, host: '127.0.0.1' } }
    const onHttpServer = (server: Server): void => {
      const [refuse] = server.listeners('request') as RequestListener[]
      server.removeAllListeners('request')
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        if (request.url === '/word') response.end('heard')
        else refuse?.(request, response)
      })
    }
    service = await runService({ module: EmptyModule, port: 0, ...own, logger: specLogger, readiness: {}, onHttpServer })
    const { url, operationsUrl } = service
    const answers = async (path: string): Promise<readonly number[]> =>
      Promise.all([url, operationsUrl].map(async (at) => (await fetch(`${at}${path}`)).status))
    expect(await answers('/word')).toEqual([200, 404])
    for (const path of ['/healthz', '/readyz', '/metrics']) expect(await answers(path)).toEqual([404, 200])
    expect((service.app.getHttpServer() as Server).address()).toMatchObject({ address: '127.0.0.1' })
    await service.close()
    await expect(fetch(`${operationsUrl}/healthz`)).rejects.toThrow()
  })

  it('answers what is under way when it ends, asks for connections to be closed, and takes no new one', async () => {
    const held: ServerResponse[] = []
    const onHttpServer = (server: Server): void =>
      void server.removeAllListeners('request').on('request', (_, response: ServerResponse) => void held.push(response))
    service = await runService({ module: EmptyModule, port: 0, logger: specLogger, readiness: {}, onHttpServer })
    const { url } = service
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const answered = answerOf(url, agent)
    await until(() => held.length === 1, { what: 'the request' })
    const closed = service.close()
    await until(() => isRefused(url), { what: 'new connections to be refused' })
    held[0]?.end('late')
    expect(await answered).toEqual([200, 'close', 'late'])
    await closed
    agent.destroy()
  })

  it('answers one more request on a connection that is kept alive while it ends', async () => {
    const answers: ServerResponse[] = []
    const onHttpServer = (server: Server): void =>
      void server.removeAllListeners('request').on('request', (_, response: ServerResponse) => {
        answers.push(response)
        if (answers.length !== 2) response.end('here')
      })
    service = await runService({ module: EmptyModule, port: 0, logger: specLogger, readiness: {}, onHttpServer })
    const { url } = service
    const [kept, other] = [new Agent({ keepAlive: true, maxSockets: 1 }), new Agent({ keepAlive: true, maxSockets: 1 })]
    expect(await answerOf(url, kept)).toEqual([200, 'keep-alive', 'here'])
    const holding = answerOf(url, other)
    await until(() => answers.length === 2, { what: 'a request that holds the service open' })
    const closed = service.close()
    await until(() => isRefused(url), { what: 'new connections to be refused' })
    expect(await answerOf(url, kept)).toEqual([200, 'close', 'here'])
    answers[1]?.end('late')
    await Promise.all([holding, closed])
    for (const agent of [kept, other]) agent.destroy()
  })

  it('closes what had begun where it cannot start', async () => {
    const closed: string[] = []
    const starting = runService({
      module: EmptyModule,
      port: 0,
      logger: specLogger,
      strategy: strategy(),
      readiness: {},
      onShutdown: [() => closed.push('pools')],
    })
    await expect(starting).rejects.toThrow('no @EventPattern handles words')
    expect(closed).toEqual(['pools'])
  })
})

/** Status, `Connection` and body of one answer on the agent's connection. */
function answerOf(url: string, agent: Agent): Promise<readonly [number | undefined, string | undefined, string]> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve([response.statusCode, response.headers.connection, text]))
    })
    asked.on('error', reject).end()
  })
}

function isRefused(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    socket.on('connect', () => resolve(false)).on('error', () => resolve(true))
    socket.on('connect', () => socket.destroy())
  })
}
