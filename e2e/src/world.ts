import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openPorts, SERVICES, startService, type RunningService, type ServiceName } from '@trellis/cli'
import { startSandbox, type RunningSandbox, type SandboxSettings } from '@trellis/greenhouse-sandbox'
import { freePort, localDir, until, type Variables } from '@trellis/local'
import { FirstSync, isCaughtUp, readLogStatus, statusNow, type Lag, type Status, type StatusPorts } from '@trellis/operations'
import { createPool, currentGeneration, type Pool } from '@trellis/runtime'

/** The connection of every end-to-end spec. */
export const CONNECTION = 'acme'

/** What one spec has for itself: a sandbox, a database, a prefix on the log, and the services that it starts. */
export interface World {
  readonly sandbox: RunningSandbox
  /** The world's own, beside the one that the runner gives. */
  readonly databaseUrl: string
  readonly brokers: string
  readonly client: Variables
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
  /** How far the readers of the log are behind: what to wait for is asked many times, and a whole status counts every row. */
  lag(): Promise<readonly Lag[]>
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
  /** By which clients of those brokers show who they are. */
  readonly client?: Variables
  /** Another world whose company goes on here, on a database and, where no prefix is given, on a log that are new; its keys and its pace are taken over. It has to be closed after this one. */
  readonly after?: World
}

/** Each window lists again what changed within overlap, so a long one costs every world a multiple of its listings. */
const PACE = { SETTLE_MS: '300', OVERLAP_MS: '4000', POLL_HOT_MS: '3000', POLL_WARM_MS: '4000', POLL_SETTINGS_MS: '4000' }
const LIMIT_MS = 300_000

/** Makes a world on the Kafka and the Postgres that the runner of specs provides, or on those given. */
export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const name = `e2e_${randomBytes(4).toString('hex')}`
  const brokers = options.brokers ?? required('KAFKA_BROKERS')
  const databaseUrl = await createDatabase(options.databaseUrl ?? required('DATABASE_URL'), name)
  const ingressPort = await freePort()
  const webhookUrl = `http://127.0.0.1:${ingressPort}/webhooks/greenhouse/${CONNECTION}`
  const sandbox =
    options.after?.sandbox ??
    (await startSandbox({ candidates: 150, silentCascades: false, retryUnitMs: 200, webhookUrl, ...options.sandbox }))
  if (options.after) sandbox.setWebhookTarget(webhookUrl)
  const topicPrefix = options.env?.['KAFKA_TOPIC_PREFIX'] ?? `${name}.`
  const environment = {
    ...PACE,
    LOG_LEVEL: 'info',
    TRELLIS_MASTER_KEY: randomBytes(32).toString('base64'),
    GREENHOUSE_CONNECTION: CONNECTION,
    HARVEST_URL: sandbox.url,
    HARVEST_TOKEN_URL: sandbox.tokenUrl,
    HARVEST_CLIENT_ID: sandbox.credentials.clientId,
    HARVEST_CLIENT_SECRET: sandbox.credentials.clientSecret,
    HARVEST_USER_ID: String(sandbox.credentials.userId),
    WEBHOOK_SECRETS: sandbox.webhookSecret,
    ...options.after?.environment,
    KAFKA_TOPIC_PREFIX: topicPrefix,
    ...options.env,
  }
  const services = new Map<ServiceName, RunningService>()
  const logs = join(process.env['TRELLIS_TEST_DIR'] ?? localDir, 'logs', name)
  const { client = {} } = options
  const ports = await openPorts({ brokers, databaseUrl, topicPrefix, client })
  const status = (): Promise<Status> => statusNow(ports)
  const lag = (): Promise<readonly Lag[]> => lagNow(ports)
  const startWith: World['startWith'] = async (env, ...names) => {
    const settings = { infrastructure: { brokers, databaseUrl, client }, ingressPort, env: { ...environment, ...env }, logs }
    const started = await Promise.all((names.length > 0 ? names : SERVICES).map((service) => startService(service, settings)))
    for (const service of started) services.set(service.name, service)
  }
  return {
    sandbox,
    databaseUrl,
    brokers,
    client,
    pool: ports.pool,
    ports,
    services,
    webhookUrl,
    environment,
    start: (...names) => startWith({}, ...names),
    startWith,
    status,
    lag,
    synced: (limitMs = LIMIT_MS) => synced(ports, limitMs),
    drained: (limitMs = LIMIT_MS) => drained(sandbox, ports, limitMs),
    close: async () => {
      for (const service of SERVICES) await services.get(service)?.child.stop()
      if (!options.after) await sandbox.stop()
      await ports.close()
      await dropDatabase(options.databaseUrl ?? required('DATABASE_URL'), name)
    },
  }
}

function synced(ports: StatusPorts, limitMs: number): Promise<Status> {
  const firstSync = new FirstSync()
  const ask = async (): Promise<Status | false> => {
    if (!(await isSo(ports.pool, ALL_LISTED))) return false
    const now = await statusNow(ports)
    return firstSync.isComplete(now) && now
  }
  return until(ask, { what: 'the first sync', limitMs, everyMs: 200 })
}

async function drained(sandbox: RunningSandbox, ports: StatusPorts, limitMs: number): Promise<Status> {
  sandbox.freeze()
  await sandbox.settled(limitMs)
  const frozenAtUs = Date.now() * 1000
  const isDrained = async (): Promise<boolean> =>
    (await isSo(ports.pool, ALL_READ, frozenAtUs)) && isCaughtUp({ lag: await lagNow(ports) })
  await until(isDrained, { what: 'the last words in the tables', limitMs, everyMs: 200 })
  return statusNow(ports)
}

async function lagNow({ log, pool }: StatusPorts): Promise<readonly Lag[]> {
  const current = await currentGeneration(pool)
  return (await readLogStatus(log, pool, current?.number ?? null)).lag
}

const ALL_LISTED = `select bool_and(backfill_done or permission is not distinct from 'missing') as is_so from ops.listing_progress`

const ALL_READ = `
  select bool_and(permission is not distinct from 'missing' or coalesce(complete_until_us >= $1, false))
    and not exists (select 1 from ops.due_read) as is_so from ops.listing_progress`

async function isSo(pool: Pool, question: string, ...values: readonly number[]): Promise<boolean> {
  const { rows } = await pool.query<{ is_so: boolean | null }>(question, [...values])
  return rows[0]?.is_so === true
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
