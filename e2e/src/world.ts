import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  FirstSync,
  isCaughtUp,
  openStatus,
  SERVICES,
  startService,
  statusNow,
  type RunningService,
  type ServiceName,
  type Status,
  type StatusPorts,
} from '@trellis/cli'
import { startSandbox, type RunningSandbox, type SandboxSettings } from '@trellis/greenhouse-sandbox'
import { freePort, localDir, until } from '@trellis/local'
import { createPool, type Pool } from '@trellis/runtime'

/** The connection of every end-to-end spec. */
export const CONNECTION = 'acme'

/** What one spec has for itself: a sandbox, a database, a prefix on the log, and the services that it starts. */
export interface World {
  readonly sandbox: RunningSandbox
  /** The world's own, beside the one that the runner gives. */
  readonly databaseUrl: string
  readonly brokers: string
  readonly pool: Pool
  readonly ports: StatusPorts
  readonly services: Map<ServiceName, RunningService>
  readonly webhookUrl: string
  readonly environment: Readonly<Record<string, string>>
  /** Starts the named services, all of them if none is named. */
  start(...names: ServiceName[]): Promise<void>
  /** The same with some variables more. */
  startWith(env: Readonly<Record<string, string>>, ...names: ServiceName[]): Promise<void>
  status(): Promise<Status>
  /** Waits until the first sync is complete, at most so long. */
  synced(limitMs?: number): Promise<Status>
  /** Stops the company and waits until its last words are in the tables, at most so long. */
  drained(limitMs?: number): Promise<Status>
  close(): Promise<void>
}

/** Settings that differ from a spec's usual world. */
export interface WorldOptions {
  readonly sandbox?: Partial<SandboxSettings>
  readonly env?: Readonly<Record<string, string>>
  readonly brokers?: string
  readonly databaseUrl?: string
}

const PACE = { SETTLE_MS: '300', OVERLAP_MS: '20000', POLL_HOT_MS: '2000', POLL_WARM_MS: '4000', POLL_SETTINGS_MS: '4000' }
const LIMIT_MS = 90_000

/** Makes a world on the Kafka and the Postgres that the runner of specs provides, or on those given. */
export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const name = `e2e_${randomBytes(4).toString('hex')}`
  const brokers = options.brokers ?? required('KAFKA_BROKERS')
  const databaseUrl = await createDatabase(options.databaseUrl ?? required('DATABASE_URL'), name)
  const ingressPort = await freePort()
  const webhookUrl = `http://127.0.0.1:${ingressPort}/webhooks/greenhouse/${CONNECTION}`
  const sandbox = await startSandbox({ candidates: 150, silentCascades: false, retryUnitMs: 200, webhookUrl, ...options.sandbox })
  const topicPrefix = `${name}.`
  const environment = {
    ...PACE,
    LOG_LEVEL: 'info',
    KAFKA_TOPIC_PREFIX: topicPrefix,
    TRELLIS_MASTER_KEY: randomBytes(32).toString('base64'),
    GREENHOUSE_CONNECTION: CONNECTION,
    HARVEST_URL: sandbox.url,
    HARVEST_TOKEN_URL: sandbox.tokenUrl,
    HARVEST_CLIENT_ID: sandbox.credentials.clientId,
    HARVEST_CLIENT_SECRET: sandbox.credentials.clientSecret,
    HARVEST_USER_ID: String(sandbox.credentials.userId),
    WEBHOOK_SECRETS: sandbox.webhookSecret,
    ...options.env,
  }
  const services = new Map<ServiceName, RunningService>()
  const logs = join(process.env['TRELLIS_TEST_DIR'] ?? localDir, 'logs', name)
  const ports = await openStatus({ brokers, databaseUrl, topicPrefix })
  const status = (): Promise<Status> => statusNow(ports)
  const startWith: World['startWith'] = async (env, ...names) => {
    const settings = { infrastructure: { brokers, databaseUrl }, ingressPort, env: { ...environment, ...env }, logs }
    const started = await Promise.all((names.length > 0 ? names : SERVICES).map((service) => startService(service, settings)))
    for (const service of started) services.set(service.name, service)
  }
  return {
    sandbox,
    databaseUrl,
    brokers,
    pool: ports.pool,
    ports,
    services,
    webhookUrl,
    environment,
    start: (...names) => startWith({}, ...names),
    startWith,
    status,
    synced: (limitMs = LIMIT_MS) => synced(status, limitMs),
    drained: (limitMs = LIMIT_MS) => drained(sandbox, status, limitMs),
    close: async () => {
      for (const service of SERVICES) await services.get(service)?.child.stop()
      await sandbox.stop()
      await ports.close()
      await dropDatabase(options.databaseUrl ?? required('DATABASE_URL'), name)
    },
  }
}

function synced(status: () => Promise<Status>, limitMs: number): Promise<Status> {
  const firstSync = new FirstSync()
  return until(async () => whenTrue(await status(), (now) => firstSync.isComplete(now)), {
    what: 'the first sync',
    limitMs,
    everyMs: 200,
  })
}

async function drained(sandbox: RunningSandbox, status: () => Promise<Status>, limitMs: number): Promise<Status> {
  sandbox.freeze()
  await sandbox.settled(limitMs)
  const frozenAtMs = Date.now()
  const isDrained = (now: Status): boolean =>
    isCaughtUp(now) &&
    now.connections.every(
      ({ dueReads, resources }) =>
        dueReads === 0 &&
        resources.every(
          ({ backfill, completeUntilMs }) => backfill === 'permission missing' || (completeUntilMs ?? 0) >= frozenAtMs,
        ),
    )
  return until(async () => whenTrue(await status(), isDrained), {
    what: 'the last words in the tables',
    limitMs,
    everyMs: 200,
  })
}

function whenTrue<T>(value: T, condition: (value: T) => boolean): T | undefined {
  return condition(value) ? value : undefined
}

async function createDatabase(url: string, name: string): Promise<string> {
  await onServer(url, `create database ${name}`)
  const made = new URL(url)
  made.pathname = `/${name}`
  return made.href
}

async function dropDatabase(url: string, name: string): Promise<void> {
  await onServer(url, `drop database if exists ${name} with (force)`)
}

async function onServer(url: string, statement: string): Promise<void> {
  const pool = createPool(url, { max: 1, applicationName: 'e2e' })
  await pool.query(statement).finally(() => pool.end())
}

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the specs with npm test`)
  return value
}
