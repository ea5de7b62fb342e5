import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { NORMALIZER_GROUP, normalizerClientId, RAW_PARTITIONS, RAW_TOPIC, source, topics } from '@trellis/greenhouse'
import {
  configuredKafka,
  configuredPostgres,
  countWithheld,
  createLogger,
  endInOneLine,
  EventLog,
  KafkaPostgresConfig,
  leaveOutByConnection,
  Metrics,
  migrationsTo,
  openOps,
  poolMetrics,
  readConfig,
  retryFault,
  shownSettings,
  startTracing,
  TRACING,
  tracingSettings,
  type WithheldCount,
} from '@trellis/runtime'
import { BatchConsumer, runService } from '@trellis/runtime/nest'
import { NormalizerController } from './normalizer.controller.js'
import { NormalizerMetrics } from './normalizer-metrics.js'
import { PrivacyDirectory } from './privacy-directory.js'

@Module({})
class NormalizerModule {}

class NormalizerConfig extends KafkaPostgresConfig {
  override healthPort = 4002
}

/** Raw bodies are large: smaller fetches would hold only some 170 of them. */
const MAX_BYTES_PER_PARTITION = 8 * 1024 * 1024

endInOneLine('normalizer')
const config = readConfig(NormalizerConfig)
const logger = createLogger('normalizer', config.logLevel)
const metrics = new Metrics('normalizer')
const tracing = await startTracing('normalizer', tracingSettings(config))
const settings = configuredKafka(config, normalizerClientId(source.revision))

const opening = { applicationName: 'normalizer', max: 2, onMigrations: migrationsTo(logger) }
const ops = await retryFault(() => openOps(configuredPostgres(config), opening), {
  onRetry: (fault) => logger.warn({ err: fault }, 'waiting for Postgres'),
})
poolMetrics(metrics, ops.pool)
const ports = {
  read: () => leaveOutByConnection(ops.pool),
  keep: (counts: readonly WithheldCount[]) => countWithheld(ops.pool, counts),
}
const privacy = new PrivacyDirectory(ports, logger)
privacy.start()
const log = await retryFault(() => EventLog.connect(settings, logger, { metrics }), {
  onRetry: (fault) => logger.warn({ err: fault }, 'waiting for Kafka'),
})
await log.ensureTopics(topics)

const strategy = new BatchConsumer({
  settings,
  group: NORMALIZER_GROUP,
  topics: [RAW_TOPIC],
  logger,
  metrics,
  maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
  // All of them: what several partitions bring at a time goes onto the log with one request.
  partitionsConsumedConcurrently: RAW_PARTITIONS,
})

await runService({
  module: {
    module: NormalizerModule,
    controllers: [NormalizerController],
    providers: [
      { provide: EventLog, useValue: log },
      { provide: NormalizerMetrics, useValue: new NormalizerMetrics(metrics) },
      { provide: PrivacyDirectory, useValue: privacy },
      { provide: TRACING, useFactory: () => tracing },
    ],
  },
  port: config.healthPort,
  host: config.healthHost,
  logger,
  metrics,
  beat: { service: 'normalizer', pool: () => ops.pool, settings: shownSettings(config) },
  strategy,
  // While Postgres is away the switches that are known hold.
  readiness: { privacy: () => privacy.check() },
  onShutdown: [() => log.close(), () => privacy.stop(), () => ops.close(), () => tracing?.close()],
})
logger.info({ revision: source.revision }, 'normalizer is running')
