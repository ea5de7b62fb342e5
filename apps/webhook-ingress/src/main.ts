import 'reflect-metadata'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { Module } from '@nestjs/common'
import { topics } from '@trellis/greenhouse/webhook'
import {
  configuredKafka,
  configuredPostgres,
  createLogger,
  endInOneLine,
  EventLog,
  masterKeysIn,
  Metrics,
  migrationsTo,
  poolMetrics,
  readConfig,
  retryFault,
  shownSettings,
  startTracing,
  tracingSettings,
  type Pool,
} from '@trellis/runtime'
import { runService } from '@trellis/runtime/nest'
import { ConnectionDirectory } from './connection-directory.js'
import { IngressConfig } from './ingress-config.js'
import { IngressMetrics } from './ingress-metrics.js'
import { RefusalTally } from './refusal-tally.js'
import { RefusalWriter } from './refusal-writer.js'
import { StoredConnections } from './stored-connections.js'
import { WebhookEndpoint } from './webhook-endpoint.js'

@Module({})
class IngressModule {}

endInOneLine('webhook-ingress')
const config = readConfig(IngressConfig)
const logger = createLogger('webhook-ingress', config.logLevel)
const metrics = new Metrics('webhook-ingress')
const tracing = await startTracing('webhook-ingress', tracingSettings(config))
const settings = configuredKafka(config, 'webhook-ingress')

const { greenhouseConnection: id, greenhouseLeaveOut: leaveOut } = config
const webhookSecrets = [...config.webhookSecrets, ...config.webhookSecretsFile]
const registered =
  id !== undefined && webhookSecrets.length > 0 ? { id, name: id, webhookSecrets, ...(leaveOut && { leaveOut }) } : undefined
const postgres: { pool?: Pool } = {}
const stored = new StoredConnections(
  configuredPostgres(config),
  masterKeysIn(config),
  registered,
  migrationsTo(logger),
  (pool) => {
    postgres.pool = pool
    poolMetrics(metrics, pool)
  },
)
const figures = new IngressMetrics(metrics)
const tally = new RefusalTally()
const writer = new RefusalWriter(tally, () => postgres.pool, logger)
const directory = new ConnectionDirectory(
  () => stored.load(),
  logger,
  (count) => figures.unopenedAre(count),
)
const kafka: { log?: EventLog } = {}
const limits = {
  maxBody: config.maxBodyBytes,
  maxInFlight: config.maxInFlightBytes,
  maxPerMinute: config.maxWebhooksPerMinute,
}
const endpoint = new WebhookEndpoint(() => kafka.log, directory, limits, figures, tally, logger, tracing)

/** Puts the endpoint ahead of Express: no middleware touches a webhook's bytes, and none of its cost is paid for each. */
function putAhead(server: Server): void {
  const [express] = server.listeners('request') as RequestListener[]
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!endpoint.handles(request, response)) express?.(request, response)
  })
}

await runService({
  module: IngressModule,
  port: config.ingressPort,
  host: config.ingressHost,
  ...(config.healthPort !== config.ingressPort && { operations: { port: config.healthPort, host: config.healthHost } }),
  logger,
  metrics,
  readiness: {
    connections: () => directory.check(),
    door: () => endpoint.check(),
    kafka: async () => {
      if (!(await kafka.log?.isReachable())) throw new Error('Kafka does not answer')
    },
    kafkaClock: () => kafka.log?.checkClock(),
  },
  beat: { service: 'webhook-ingress', pool: () => postgres.pool, settings: shownSettings(config) },
  onHttpServer: putAhead,
  // As long as senders were promised that connections are kept: none of them is cut off.
  quietMs: 6_000,
  onShutdown: [
    () => directory.stop(),
    () => endpoint.close(),
    () => writer.close(),
    () => kafka.log?.close() ?? Promise.resolve(),
    () => stored.close(),
    () => tracing?.close(),
  ],
})
directory.start()
writer.start()
kafka.log = await retryFault(
  async () => {
    const log = await EventLog.connect(settings, logger, { metrics, maxQueuedBytes: config.maxInFlightBytes })
    await log.ensureTopics(topics)
    return log
  },
  { onRetry: (fault) => logger.warn({ err: fault }, 'waiting for Kafka') },
)
logger.info({ port: config.ingressPort }, 'webhook-ingress is running')
