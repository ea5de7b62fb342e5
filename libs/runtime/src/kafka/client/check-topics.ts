import kafkajs, { type Admin } from 'kafkajs'
import { Fault } from '../../fault.js'
import type { Logger } from '../../telemetry/logger.js'
import { typeOf } from './kafka-fault.js'
import type { TopicSpec } from './topic-spec.js'

/**
 * By another policy a topic would lose what it was given, by another clock the wrong word would win, and a smaller one refuses what was let in.
 */
const EQUAL: readonly string[] = ['cleanup.policy', 'message.timestamp.type']
const AT_LEAST: readonly string[] = ['max.message.bytes']

/**
 * Holds topics that were there already against the catalogue: an operator may have made them by hand, or the cluster by itself. Throws a Fault that
 * names each option in the way (rule G2). Where we may not ask, it only says so.
 */
export async function checkTopics(admin: Admin, prefix: string, existing: readonly TopicSpec[], logger: Logger): Promise<void> {
  if (existing.length === 0) return
  const configNames = [...EQUAL, ...AT_LEAST]
  const resources = existing.map(({ name }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name: prefix + name, configNames }))
  let answer: Awaited<ReturnType<Admin['describeConfigs']>>
  try {
    answer = await admin.describeConfigs({ resources, includeSynonyms: false })
  } catch (error) {
    if (!typeOf(error)?.endsWith('AUTHORIZATION_FAILED')) throw error
    logger.warn('the options of the topics cannot be read: whether they keep what they are given is not checked')
    return
  }
  const [wrong, tolerated]: [string[], string[]] = [[], []]
  for (const spec of existing) {
    const { configEntries = [] } = answer.resources.find(({ resourceName }) => resourceName === prefix + spec.name) ?? {}
    for (const { configName, configValue } of configEntries) {
      const wanted = spec.config[configName]
      if (fits(configName, wanted, configValue)) continue
      const kind = spec.tolerated?.includes(configName) === true ? tolerated : wrong
      kind.push(`${prefix}${spec.name}: ${configName} is ${configValue} and has to be ${wanted ?? ''}`)
    }
  }
  if (tolerated.length > 0) logger.warn({ options: tolerated }, 'topics of an earlier release are used as they are')
  if (wrong.length > 0) throw new Fault(`topics cannot be used as they are: ${wrong.join('; ')}`, { retryable: false })
}

function fits(option: string, wanted: string | undefined, found: string): boolean {
  if (wanted === undefined) return true
  return AT_LEAST.includes(option) ? Number(found) >= Number(wanted) : found === wanted
}
