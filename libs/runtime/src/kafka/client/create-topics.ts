import type { Admin } from 'kafkajs'
import { Fault } from '../../fault.js'
import type { Logger } from '../../telemetry/logger.js'
import { checkTopics } from './check-topics.js'
import { typeOf } from './kafka-fault.js'
import type { TopicSpec } from './topic-spec.js'

/**
 * Creates the topics that are missing, and gives their names; several services may do so at once. Existing ones stay as they are, and a Fault names those
 * that will not do.
 */
export async function createTopics(
  admin: Admin,
  prefix: string,
  catalogue: readonly TopicSpec[],
  logger: Logger,
): Promise<readonly string[]> {
  const known = new Set(await admin.listTopics())
  const missing = catalogue.filter(({ name }) => !known.has(prefix + name))
  const existing = catalogue.filter((spec) => !missing.includes(spec))
  await checkTopics(admin, prefix, existing, logger)
  const { brokers } = await admin.describeCluster()
  const replicas = Math.min(3, brokers.length)
  if (replicas === 1) logger.warn({ replicas }, 'one broker: what it acknowledges is lost with its disk')
  const names = missing.map(({ name }) => name)
  if (names.length === 0) return names
  const replication = { 'min.insync.replicas': replicas >= 3 ? '2' : '1' }
  try {
    await admin.createTopics({
      waitForLeaders: true,
      timeout: 30_000,
      topics: missing.map(({ name, partitions, config }) => ({
        topic: prefix + name,
        numPartitions: partitions,
        replicationFactor: replicas,
        configEntries: Object.entries({ ...replication, ...config }).map(([option, value]) => ({ name: option, value })),
      })),
    })
  } catch (error) {
    if (typeOf(error)?.endsWith('AUTHORIZATION_FAILED') === true)
      throw new Fault(
        `the topics ${names.map((name) => prefix + name).join(', ')} are missing, and this client may not make them`,
        {
          cause: error,
        },
      )
    // Another service was faster with some of them; each is tried alone where that was so.
    if (typeOf(error) !== 'TOPIC_ALREADY_EXISTS') throw error
    if (names.length > 1) for (const spec of missing) await createTopics(admin, prefix, [spec], logger)
    return names
  }
  logger.info({ topics: names.map((name) => prefix + name), replicas }, 'topics created')
  return names
}
