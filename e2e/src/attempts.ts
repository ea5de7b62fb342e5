import { createLogger, EventLog, type KafkaSettings } from '@trellis/runtime'

const logger = createLogger('e2e', 'silent')

/** What came of an attempt: `allowed`, or why not. */
export type Outcome = 'allowed' | 'refused'

/** Whether a client may append to a topic: what it appends is no message of ours. */
export async function appendAs(settings: KafkaSettings, topic: string): Promise<Outcome> {
  const log = await EventLog.connect(settings, logger, { deadlineMs: 5_000 })
  try {
    await log.append(topic, [{ key: 'attempt', value: Buffer.from('?'), headers: {} }])
    return 'allowed'
  } catch (error) {
    return refusal(error)
  } finally {
    await log.close()
  }
}

/** Whether a client may read a topic, which has messages. */
export async function readAs(settings: KafkaSettings, topic: string): Promise<Outcome> {
  const log = await EventLog.connect(settings, logger)
  try {
    await log.scan(topic, () => 'enough', { patienceMs: 20_000 })
    return 'allowed'
  } catch (error) {
    return refusal(error)
  } finally {
    await log.close()
  }
}

function refusal(error: unknown): Outcome {
  if (error instanceof Error && /not authorized/i.test(error.message)) return 'refused'
  throw error
}
