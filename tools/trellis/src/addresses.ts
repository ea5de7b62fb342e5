import { dataDir, runningAddresses } from '@trellis/local'
import { openStatus, type StatusPorts } from '@trellis/operations'
import { configuredKafka, KafkaClientConfig, readConfig, readSecret, type KafkaSettings } from '@trellis/runtime'

/** Where the log and the database are. */
export interface Addresses {
  readonly brokers: string
  readonly databaseUrl: string
  readonly topicPrefix: string
  /** Variables by which clients of the log show who they are, as services read them; none on an open one. */
  readonly client?: Readonly<NodeJS.ProcessEnv>
}

/** DATABASE_URL, or else the database that `npm start` runs. Throws like `addresses`. */
export async function databaseAddress(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const dir = dataDir(env)
  const databaseUrl = readSecret('DATABASE_URL', env) ?? (await runningAddresses(dir)).databaseUrl
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
  const { KAFKA_BROKERS: given } = env
  const brokers = given ?? running.brokers
  const databaseUrl = readSecret('DATABASE_URL', env) ?? running.databaseUrl
  if (!brokers || !databaseUrl)
    throw new Error(
      `Nothing runs for ${dir}: start it with \`npm start\`, name the folder of one that runs with --dir or TRELLIS_DIR, or set KAFKA_BROKERS and DATABASE_URL`,
    )
  return {
    brokers,
    databaseUrl,
    topicPrefix: env['KAFKA_TOPIC_PREFIX'] ?? '',
    client: given === undefined ? running.client : env,
  }
}

/** The log as a client of ours reaches it. Throws a ConfigFault. */
export function kafkaAt({ brokers, topicPrefix, client }: Addresses): KafkaSettings {
  const env = { ...client, KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix }
  return configuredKafka(readConfig(KafkaClientConfig, env), 'trellis')
}

/** Opens log and database. Throws a Fault where one does not answer. */
export async function openPorts(all: Addresses): Promise<StatusPorts> {
  return openStatus({ kafka: kafkaAt(all), databaseUrl: all.databaseUrl })
}
