import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { NORMALIZER_GROUP, normalizerClientId, RAW_PARTITIONS, RAW_TOPIC, source, topics } from '@trellis/greenhouse'
import {
  configuredKafka,
  createLogger,
  endInOneLine,
  EventLog,
  KafkaConfig,
  Metrics,
  readConfig,
  retryFault,
  startTracing,
  TRACING,
  tracingSettings,
} from '@trellis/runtime'
import { BatchConsumer, runService } from '@trellis/runtime/nest'
import { NormalizerController } from './normalizer.controller.js'
import { NormalizerMetrics } from './normalizer-metrics.js'

@Module({})
class NormalizerModule {}

class NormalizerConfig extends KafkaConfig {
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
      { provide: TRACING, useFactory: () => tracing },
    ],
  },
  port: config.healthPort,
  host: config.healthHost,
  logger,
  metrics,
  strategy,
  readiness: {},
  onShutdown: [() => log.close(), () => tracing?.close()],
})
logger.info({ revision: source.revision }, 'normalizer is running')
