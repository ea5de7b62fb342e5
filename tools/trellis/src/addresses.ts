import { runningAddresses } from '@trellis/local'

/** Where the log and the database are. */
export interface Addresses {
  readonly brokers: string
  readonly databaseUrl: string
  readonly topicPrefix: string
}

/** From KAFKA_BROKERS and DATABASE_URL, or else those that `npm start` runs on this machine. Throws an Error that says what to do. */
export async function addresses(env: NodeJS.ProcessEnv = process.env): Promise<Addresses> {
  const running = await runningAddresses()
  const brokers = env['KAFKA_BROKERS'] ?? running.brokers
  const databaseUrl = env['DATABASE_URL'] ?? running.databaseUrl
  if (!brokers || !databaseUrl)
    throw new Error('Nothing runs here: start it with `npm start`, or set KAFKA_BROKERS and DATABASE_URL')
  return { brokers, databaseUrl, topicPrefix: env['KAFKA_TOPIC_PREFIX'] ?? '' }
}
