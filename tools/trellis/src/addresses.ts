import { dataDir, runningAddresses } from '@trellis/local'

/** Where the log and the database are. */
export interface Addresses {
  readonly brokers: string
  readonly databaseUrl: string
  readonly topicPrefix: string
}

/** DATABASE_URL, or else the database that `npm start` runs. Throws like `addresses`. */
export async function databaseAddress(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const dir = dataDir(env)
  const databaseUrl = env['DATABASE_URL'] ?? (await runningAddresses(dir)).databaseUrl
  if (!databaseUrl)
    throw new Error(
      `Nothing runs for ${dir}: start it with \`npm start\`, name the folder of one that runs with --dir or TRELLIS_DIR, or set DATABASE_URL`,
    )
  return databaseUrl
}

/** From KAFKA_BROKERS and DATABASE_URL, or else those that `npm start` runs for the folder that TRELLIS_DIR names. Throws an Error that says what to do. */
export async function addresses(env: NodeJS.ProcessEnv = process.env): Promise<Addresses> {
  const dir = dataDir(env)
  const running = await runningAddresses(dir)
  const brokers = env['KAFKA_BROKERS'] ?? running.brokers
  const databaseUrl = env['DATABASE_URL'] ?? running.databaseUrl
  if (!brokers || !databaseUrl)
    throw new Error(
      `Nothing runs for ${dir}: start it with \`npm start\`, name the folder of one that runs with --dir or TRELLIS_DIR, or set KAFKA_BROKERS and DATABASE_URL`,
    )
  return { brokers, databaseUrl, topicPrefix: env['KAFKA_TOPIC_PREFIX'] ?? '' }
}
