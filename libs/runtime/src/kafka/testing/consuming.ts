import { Controller, Module } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { NestFactory } from '@nestjs/core'
import type { EventLog } from '../log/event-log.js'
import { BatchConsumer } from '../consumer/batch-consumer.js'
import type { BatchConsumerOptions } from '../consumer/batch-consumer-options.js'
import type { KafkaSettings } from '../client/kafka-settings.js'
import type { LogBatch, SeekTo } from '../consumer/log-batch.js'
import { RethrowFilter } from '../../nest/rethrow-filter.js'
import { asOperator, specLogger } from './own-topics.js'

export type Handler = (batch: LogBatch) => Promise<SeekTo | undefined> | SeekTo | undefined

/** A reader of one topic inside a Nest microservice, as services have it. */
export interface Consuming {
  readonly consumer: BatchConsumer
  /** What ended reading for good, in order. */
  readonly fatal: readonly unknown[]
  close(): Promise<void>
}

/** Reads `topic` with a handler of the spec's. Repetitions come quickly. */
export async function consuming(
  settings: KafkaSettings,
  topic: string,
  group: string,
  handler: Handler,
  more: Partial<BatchConsumerOptions> = {},
): Promise<Consuming> {
  @Controller()
  class TopicController {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-arguments -- without it the overload for typed events is taken
    @EventPattern<string>(topic)
    async handle(@Payload() batch: LogBatch): Promise<SeekTo | undefined> {
      return handler(batch)
    }
  }
  @Module({ controllers: [TopicController] })
  class TopicModule {}

  const fatal: unknown[] = []
  const consumer = new BatchConsumer({
    settings,
    group,
    topics: [topic],
    logger: specLogger,
    retry: { firstPauseMs: 5, longestPauseMs: 20, totalMs: 30_000 },
    onFatal: (error) => {
      fatal.push(error)
      process.exitCode = undefined
    },
    ...more,
  })
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class and keeps it to itself
  const app = await NestFactory.createMicroservice(TopicModule, { strategy: consumer, logger: false, abortOnError: false })
  app.useGlobalFilters(new RethrowFilter())
  await app.listen()
  return { consumer, fatal, close: () => app.close() }
}

/** What the group has committed in partition 0; undefined where nothing was. */
export async function committed(settings: KafkaSettings, group: string, topic: string): Promise<bigint | undefined> {
  return asOperator(settings, async (admin) => {
    const [found] = await admin.fetchOffsets({ groupId: settings.topicPrefix + group, topics: [settings.topicPrefix + topic] })
    const offset = BigInt(found?.partitions[0]?.offset ?? -1)
    return offset < 0n ? undefined : offset
  })
}

/** Appends texts to a topic, all under one key. */
export async function say(log: EventLog, topic: string, ...texts: readonly string[]): Promise<void> {
  await log.append(
    topic,
    texts.map((text) => ({ key: 'k', value: Buffer.from(text), headers: { name: 'Zoë' } })),
  )
}

/** The texts of a batch. */
export function textsOf({ records }: LogBatch): readonly string[] {
  return records.map(({ message: { value } }) => Buffer.from(value).toString())
}
