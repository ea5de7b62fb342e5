import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { startService, type RunningService, type StartedName } from '@trellis/cli'
import { freePort, type Infrastructure, localDir, removeInfrastructure, startInfrastructure } from '@trellis/local'
import { dropTopics } from './ceilings/drop-topics.js'
import {
  configuredKafka,
  Connections,
  createLogger,
  createPool,
  EventLog,
  KafkaClientConfig,
  masterKeysOf,
  openOps,
  readConfig,
  type KafkaSettings,
  type Pool,
} from '@trellis/runtime'

/** The connection that every load speaks of. */
export const CONNECTION = 'bench'

/** Everything that one run has for itself: a database, a prefix on the log, and the processes that it starts. */
export interface Plot {
  readonly databaseUrl: string
  readonly pool: Pool
  readonly settings: KafkaSettings
  readonly log: EventLog
  /** What our services and a ceiling's process read from their environment. */
  readonly env: Readonly<Record<string, string>>
  start(service: StartedName, env?: Readonly<Record<string, string>>): Promise<RunningService>
  /** To be done when the plot is cleared, before its database goes. */
  onClear(end: () => Promise<void>): void
  clear(): Promise<void>
}

/** A real Kafka and a real Postgres for the whole bench, and plots on them. */
export interface Bed {
  readonly note: (line: string) => void
  /** `filled`: the prefix of a log that another plot has filled already. */
  plot(filled?: string): Promise<Plot>
  clear(): Promise<void>
}

/** Starts both servers in a folder of the bench's own, or uses those that the environment names. */
export async function makeBed(note: (line: string) => void): Promise<Bed> {
  const dir = join(localDir, `bench-${process.pid}`)
  return bedOn(dir, await startInfrastructure({ dir, log: note }), note)
}

/** A bed beside that one: a Kafka that asks everybody who they are, and a Postgres, which both speak TLS alone. */
export async function makeSecureBed(note: (line: string) => void): Promise<Bed> {
  const dir = join(localDir, `bench-${process.pid}-secure`)
  return bedOn(dir, await startInfrastructure({ dir, secure: true, env: {}, log: note }), note)
}

function bedOn(dir: string, servers: Servers, note: Bed['note']): Bed {
  const plots: Plot[] = []
  const plot = async (filled?: string): Promise<Plot> => {
    const made = await makePlot(dir, servers, filled ?? `bench-${randomBytes(4).toString('hex')}.`)
    if (filled === undefined) made.onClear(() => dropTopics(made.settings))
    plots.push(made)
    return made
  }
  const clear = async (): Promise<void> => {
    for (const made of plots.reverse()) await made.clear()
    await removeInfrastructure(dir)
  }
  return { note, plot, clear }
}

type Servers = Pick<Infrastructure, 'brokers' | 'databaseUrl' | 'client'>

async function makePlot(dir: string, { brokers, databaseUrl: server, client }: Servers, topicPrefix: string): Promise<Plot> {
  const name = `bench_${randomBytes(4).toString('hex')}`
  await once(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const pool = createPool(url.href, { max: 4, applicationName: 'bench' })
  const named = { ...client, KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix }
  const settings = configuredKafka(readConfig(KafkaClientConfig, named), 'bench')
  const log = await EventLog.connect(settings, createLogger('bench', 'silent'), { deadlineMs: 60_000 })
  const ingressPort = await freePort()
  const env = {
    LOG_LEVEL: 'warn',
    ...named,
    DATABASE_URL: url.href,
    TRELLIS_MASTER_KEY: randomBytes(32).toString('base64'),
    GREENHOUSE_CONNECTION: CONNECTION,
    WEBHOOK_SECRETS: 'a secret of the bench',
    MAX_WEBHOOKS_PER_MINUTE: '1000000000',
    INGRESS_PORT: String(ingressPort),
  }
  await register(url.href, env.TRELLIS_MASTER_KEY)
  const ends: (() => Promise<void>)[] = []
  let isCleared = false
  return {
    databaseUrl: url.href,
    pool,
    settings,
    log,
    env,
    start: async (service, more = {}) => {
      const infrastructure = { brokers, databaseUrl: url.href }
      const started = await startService(service, {
        infrastructure,
        ingressPort,
        env: { ...env, ...more },
        logs: join(dir, 'logs', name),
      })
      ends.push(() => started.child.stop())
      return started
    },
    onClear: (end) => void ends.push(end),
    clear: async () => {
      if (isCleared) return
      isCleared = true
      // The last started ends first: topics are deleted when they have no readers.
      for (const end of ends.reverse()) await end()
      await log.close()
      await pool.end()
      await once(server, `drop database if exists ${name} with (force)`)
    },
  }
}

/** The writer leaves out events of connections that are not registered. */
async function register(databaseUrl: string, masterKey: string): Promise<void> {
  const ops = await openOps(databaseUrl, { max: 1 })
  await new Connections(ops, masterKeysOf({ masterKey, masterKeys: [] })).register({ id: CONNECTION, name: CONNECTION })
  await ops.close()
}

async function once(url: string, statement: string): Promise<void> {
  const pool = createPool(url, { max: 1, applicationName: 'bench' })
  await pool.query(statement).finally(() => pool.end())
}
