import 'reflect-metadata'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Module } from '@nestjs/common'
import { canonicalTopics, PROBLEMS_TOPIC, topics } from '@trellis/greenhouse'
import {
  checkPool,
  configuredKafka,
  configuredPostgres,
  createLogger,
  endInOneLine,
  EventLog,
  KafkaPostgresConfig,
  LOGGER,
  Metrics,
  migrationsTo,
  openOps,
  poolMetrics,
  POOL,
  positionsOf,
  readConfig,
  retryFault,
  shownSettings,
  startTracing,
  TRACING,
  tracingSettings,
} from '@trellis/runtime'
import { BatchConsumer, runService } from '@trellis/runtime/nest'
import { PROBLEMS_READER } from './keep-problems.js'
import { startRebuild } from './orders/rebuild-child.js'
import { RebuildOrders } from './orders/rebuild-orders.js'
import { ProblemsController } from './problems.controller.js'
import { WRITER, Writer } from './writer.js'
import { WriterController } from './writer.controller.js'
import { WriterMetrics } from './writer-metrics.js'

@Module({})
class WriterModule {}

class WriterConfig extends KafkaPostgresConfig {
  override healthPort = 4003
}

/** Rows fetched at a time stay bounded by bytes: the larger the batch, the fewer statements per row. */
const MAX_BYTES_PER_PARTITION = 4 * 1024 * 1024

/** All that one fetch brings, so it is written together. */
const PARTITIONS_AT_A_TIME = 64

/** How soon a generation that readers were given is found out where nothing new comes. */
const FOLLOW_EVERY_MS = 1_000

/** How soon a rebuild that was ordered at the console is taken up. */
const LOOK_EVERY_MS = 2_000

endInOneLine('warehouse-writer')
const config = readConfig(WriterConfig)
const logger = createLogger('warehouse-writer', config.logLevel)
const metrics = new Metrics('warehouse-writer')
const tracing = await startTracing('warehouse-writer', tracingSettings(config))
const settings = configuredKafka(config, 'warehouse-writer')

const opening = { applicationName: 'warehouse-writer', onMigrations: migrationsTo(logger) }
const ops = await retryFault(() => openOps(configuredPostgres(config), opening), {
  onRetry: (fault) => logger.warn({ err: fault }, 'waiting for Postgres'),
})
poolMetrics(metrics, ops.pool)
const writer = new Writer(ops.pool)
const generation = await retryFault(() => writer.generation(), {
  onRetry: (fault) => logger.warn({ err: fault }, 'waiting for the tables'),
})
const log = await retryFault(() => EventLog.connect(settings, logger, { metrics }), {
  onRetry: (fault) => logger.warn({ err: fault }, 'waiting for Kafka'),
})
await log.ensureTopics(topics)

const strategy = new BatchConsumer({
  settings,
  group: 'warehouse-writer',
  topics: [...canonicalTopics, PROBLEMS_TOPIC],
  logger,
  metrics,
  maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
  partitionsConsumedConcurrently: PARTITIONS_AT_A_TIME,
  positions: (topic) => (topic === PROBLEMS_TOPIC ? positionsOf(ops.pool, PROBLEMS_READER, topic) : writer.positions(topic)),
})

const following = setInterval(() => {
  writer
    .follow(() => strategy.readFromPositions())
    .catch((error: unknown) => logger.warn({ err: error }, 'the current generation is looked up again'))
}, FOLLOW_EVERY_MS)

const orders = new RebuildOrders({
  pool: ops.pool,
  logger,
  writer: `${hostname()}/${process.pid}`,
  start: (args, onEvent) => startRebuild(join(import.meta.dirname, 'rebuild.js'), args, onEvent),
})
const looking = setInterval(() => void orders.look(), LOOK_EVERY_MS)

await runService({
  module: {
    module: WriterModule,
    controllers: [WriterController, ProblemsController],
    providers: [
      { provide: POOL, useValue: ops.pool },
      { provide: WRITER, useValue: writer },
      { provide: LOGGER, useValue: logger },
      { provide: WriterMetrics, useValue: new WriterMetrics(metrics) },
      { provide: TRACING, useFactory: () => tracing },
    ],
  },
  port: config.healthPort,
  host: config.healthHost,
  logger,
  metrics,
  beat: { service: 'warehouse-writer', pool: () => ops.pool, settings: shownSettings(config) },
  strategy,
  readiness: { postgres: () => checkPool(ops.pool) },
  onShutdown: [
    ...[() => clearInterval(following), () => clearInterval(looking), () => orders.close()],
    ...[() => log.close(), () => ops.close(), () => tracing?.close()],
  ],
})
logger.info({ generation: generation.number, topics: canonicalTopics.length }, 'warehouse-writer is running')
