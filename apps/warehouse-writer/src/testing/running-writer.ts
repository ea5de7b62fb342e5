import { canonicalTopics, topics } from '@trellis/greenhouse'
import { encodeCanonical, type CanonicalEvent } from '@trellis/pipeline'
import { createLogger, EventLog, LOGGER, Metrics, type KafkaSettings } from '@trellis/runtime'
import { BatchConsumer, runService } from '@trellis/runtime/nest'
import { Module } from '@nestjs/common'
import { TOPIC } from './canonical-batch.js'
import { WRITER, Writer } from '../writer.js'
import { WriterController } from '../writer.controller.js'
import { WriterMetrics } from '../writer-metrics.js'

@Module({})
class WriterModule {}

const logger = createLogger('spec', 'silent')

/** Settings under a prefix that is used only here. */
export function ownSettings(prefix: string): KafkaSettings {
  const brokers = process.env['KAFKA_BROKERS']
  if (brokers === undefined) throw new Error('KAFKA_BROKERS is not set: run this spec by `npm test -- <pattern>`')
  return { brokers: brokers.split(','), clientId: 'spec', topicPrefix: `${prefix}.` }
}

/** A log with the topic that specs write to. */
export async function ownLog(settings: KafkaSettings): Promise<EventLog> {
  const log = await EventLog.connect(settings, logger)
  await log.ensureTopics(topics.filter(({ name }) => name === TOPIC))
  return log
}

/** Appends events as the normalizer does. */
export async function append(log: EventLog, events: readonly CanonicalEvent[]): Promise<void> {
  await log.append(TOPIC, events.map(encodeCanonical))
}

/** A writer as the service runs it, reading what specs append. `close` ends it in order. */
export async function runningWriter(settings: KafkaSettings, writer: Writer): Promise<{ close(): Promise<void> }> {
  const strategy = new BatchConsumer({
    settings,
    group: 'warehouse-writer',
    topics: canonicalTopics.filter((topic) => topic === TOPIC),
    logger,
    // Small, so there are many batches.
    maxBytesPerPartition: 4 * 1024,
    partitionsConsumedConcurrently: 2,
    positions: (topic) => writer.positions(topic),
    retry: { firstPauseMs: 5, longestPauseMs: 50, totalMs: 60_000 },
  })
  const metrics = new Metrics('spec')
  const providers = [
    { provide: WRITER, useValue: writer },
    { provide: LOGGER, useValue: logger },
    { provide: WriterMetrics, useValue: new WriterMetrics(metrics) },
  ]
  return runService({
    module: { module: WriterModule, controllers: [WriterController], providers },
    port: 0,
    logger,
    metrics,
    strategy,
    readiness: {},
  })
}
