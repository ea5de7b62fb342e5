import { hostname } from 'node:os'
import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { RAW_PARTITIONS, RAW_TOPIC, topics } from '@trellis/greenhouse'
import type { Lag } from '@trellis/pipeline'
import {
  checkPool,
  clientDigest,
  configuredKafka,
  configuredPostgres,
  Connections,
  createLogger,
  endInOneLine,
  EventLog,
  masterKeysIn,
  Metrics,
  migrationsTo,
  openOps,
  poolMetrics,
  positionsOf,
  readConfig,
  retryFault,
  shownSettings,
  startTracing,
  tracingSettings,
  type Connection,
  POOL,
} from '@trellis/runtime'
import { BatchConsumer, runService } from '@trellis/runtime/nest'
import { ForgetWebhooks } from './forget-webhooks.js'
import { HarvestClient } from './harvest/harvest-client.js'
import { Poller } from './poller.js'
import { PollerConfig } from './poller-config.js'
import { PollerMetrics } from './poller-metrics.js'
import { Pollers } from './pollers.js'
import { LAG, RAW_READER_GROUP, RawReaderController } from './known-entities/raw-reader.controller.js'

@Module({})
class PollerModule {}

endInOneLine('harvest-poller')
const config = readConfig(PollerConfig)
const logger = createLogger('harvest-poller', config.logLevel)
const metrics = new Metrics('harvest-poller')
const tracing = await startTracing('harvest-poller', tracingSettings(config))
const pollerMetrics = new PollerMetrics(metrics)
const settings = configuredKafka(config, 'harvest-poller')
const lag: Lag = { settle: config.settleMs * 1000, overlap: config.overlapMs * 1000 }
const intervals = { hot: config.pollHotMs, warm: config.pollWarmMs, settings: config.pollSettingsMs, sweep: config.sweepEveryMs }

const waiting = (what: string) => ({ onRetry: (fault: Error) => logger.warn({ err: fault }, `waiting for ${what}`) })
const ops = await retryFault(
  () => openOps(configuredPostgres(config), { applicationName: 'harvest-poller', max: 8, onMigrations: migrationsTo(logger) }),
  waiting('Postgres'),
)
poolMetrics(metrics, ops.pool)
const connections = new Connections(ops, masterKeysIn(config))
const {
  greenhouseConnection: id,
  harvestClientId: clientId,
  harvestClientSecret: clientSecret,
  harvestUserId,
  greenhouseLeaveOut,
} = config
if (id !== undefined && clientId !== undefined && clientSecret !== undefined) {
  const registered = {
    ...{ id, name: id, clientId, clientSecret },
    ...(harvestUserId !== undefined && { harvestUserId: BigInt(harvestUserId) }),
    ...(greenhouseLeaveOut && { leaveOut: greenhouseLeaveOut }),
  }
  await retryFault(() => connections.register(registered), waiting('Postgres and the master key'))
}
const log = await retryFault(() => EventLog.connect(settings, logger, { metrics }), waiting('Kafka'))
await log.ensureTopics(topics)

const holder = `${hostname()}/${process.pid}`
const pollers = new Pollers(
  connections,
  { pool: ops.pool, holder },
  logger,
  ({ id: connection, clientId, clientSecret, harvestUserId: userId }: Connection) => {
    if (clientId === undefined || clientSecret === undefined) return undefined
    const account = {
      tokenUrl: config.harvestTokenUrl,
      clientId,
      clientSecret,
      ...(userId !== undefined && { userId: String(userId) }),
    }
    const client = new HarvestClient(account, pollerMetrics, (wait) => logger.warn({ connection, ...wait }, 'requests wait'))
    const credential = clientDigest(clientId)
    const context = {
      connection,
      credential,
      harvestUrl: config.harvestUrl,
      client,
      log,
      pool: ops.pool,
      lag,
      metrics: pollerMetrics,
      tracing,
    }
    return new Poller(context, intervals, logger, holder)
  },
  (count) => pollerMetrics.unopenedAre(count),
  (pollable) => pollerMetrics.pollable(pollable),
)

const forgetting = new ForgetWebhooks(ops.pool, logger)
const strategy = new BatchConsumer({
  settings,
  group: RAW_READER_GROUP,
  topics: [RAW_TOPIC],
  logger,
  metrics,
  maxBytesPerPartition: 8 * 1024 * 1024,
  // No request waits for what is noted here: what webhooks say of the same entities within the half second costs one row.
  minBytes: 256 * 1024,
  // All of them: what several partitions bring at a time is noted in one transaction.
  partitionsConsumedConcurrently: RAW_PARTITIONS,
  positions: (topic) => positionsOf(ops.pool, RAW_READER_GROUP, topic),
})

await runService({
  module: {
    module: PollerModule,
    controllers: [RawReaderController],
    providers: [
      { provide: POOL, useValue: ops.pool },
      { provide: LAG, useValue: lag },
    ],
  },
  port: config.healthPort,
  host: config.healthHost,
  logger,
  metrics,
  beat: { service: 'harvest-poller', pool: () => ops.pool, settings: shownSettings(config) },
  strategy,
  readiness: {
    postgres: () => checkPool(ops.pool),
    kafkaClock: () => log.checkClock(),
    harvestClock: () => pollerMetrics.checkClock(),
  },
  onShutdown: [() => pollers.stop(), () => forgetting.stop(), () => log.close(), () => ops.close(), () => tracing?.close()],
})
pollers.start()
forgetting.start()
logger.info('harvest-poller is running')
