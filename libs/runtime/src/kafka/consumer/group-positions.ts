import type { Admin } from 'kafkajs'
import type { Logger } from '../../telemetry/logger.js'
import { kafkaClient } from '../client/kafka-client.js'
import { kafkaFault } from '../client/kafka-fault.js'
import type { KafkaSettings } from '../client/kafka-settings.js'
import { checkRange, watermarksOf, type Watermarks } from './out-of-range.js'

/** Where a reader keeps its positions: in the group's commits, or outside Kafka. */
interface GroupPositionsOptions {
  readonly settings: KafkaSettings
  /** Without prefix. */
  readonly group: string
  readonly topics: readonly string[]
  readonly positions?: (topic: string) => Promise<ReadonlyMap<number, bigint>>
}

/** Holds a reader's positions against what the log has. Topics are named without prefix. */
export class GroupPositions {
  constructor(
    private readonly options: GroupPositionsOptions,
    private readonly logger: Logger,
  ) {}

  /** Before kafkajs joins, which would take a position outside the log for none at all and start over. Throws OutOfRange. */
  async check(): Promise<void> {
    const { group, topics, positions, settings } = this.options
    await this.ask(async (admin) => {
      for (const topic of topics) {
        const name = settings.topicPrefix + topic
        const next = positions ? await positions(topic) : await committedOf(admin, settings.topicPrefix + group, name)
        checkRange(group, topic, next, await watermarksOf(admin, name))
      }
    })
  }

  /** The first offset that the log holds; throws OutOfRange where it does not hold `next`. */
  async startOf(topic: string, partition: number, next: bigint | undefined): Promise<bigint> {
    const marks = await this.marksOf(topic)
    if (next !== undefined) checkRange(this.options.group, topic, new Map([[partition, next]]), marks)
    return marks.get(partition)?.low ?? 0n
  }

  async marksOf(topic: string): Promise<ReadonlyMap<number, Watermarks>> {
    return this.ask((admin) => watermarksOf(admin, this.options.settings.topicPrefix + topic))
  }

  private async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const retry = { retries: 2, initialRetryTime: 100, maxRetryTime: 1_000 }
    const admin = kafkaClient(this.options.settings, this.logger, { requestTimeoutMs: 10_000, retry }).admin({ retry })
    try {
      await admin.connect()
      return await question(admin)
    } catch (error) {
      const { group, topics, settings } = this.options
      const names = topics.map((topic) => settings.topicPrefix + topic).join(', ')
      throw kafkaFault(error, `asking for the positions of group ${settings.topicPrefix}${group} in ${names}`)
    } finally {
      await admin.disconnect().catch(() => undefined)
    }
  }
}

async function committedOf(admin: Admin, group: string, topic: string): Promise<ReadonlyMap<number, bigint>> {
  const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] })
  const offsets = (found?.partitions ?? []).map(({ partition, offset }) => [partition, BigInt(offset)] as const)
  // Negative: nothing was ever committed.
  return new Map(offsets.filter(([, offset]) => offset >= 0n))
}
