import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { claimDir, given, startInfrastructure, until, type Infrastructure } from '@trellis/local'
import { FirstSync, hasListed, isCaughtUp, statusNow, type Status, type Stores } from '@trellis/operations'
import { readSecret } from '@trellis/runtime'
import { openPorts } from '../addresses.js'
import { keepSandbox } from './kept-sandbox.js'
import { keysIn, type Keys } from './keys.js'
import { control, startSandboxProcess, type SandboxProcess, type SandboxState } from './sandbox.js'
import { startConsole } from './console.js'
import { CONSOLE, INGRESS, ownPort } from './own-port.js'
import { openScreen } from './screen.js'
import { reachable, startServices, stopServices, type RunningService } from './services.js'
import { summary } from './summary.js'
import { wasListed } from './was-listed.js'

/** How `npm start` was called, and where this machine's own things are kept. */
interface RunOptions {
  readonly exitWhenSynced: boolean
  readonly candidates: number
  readonly seed: number
  readonly stepsPerSecond: number
  /** Whether the invented company is connected at start. */
  readonly connection: boolean
  readonly dir: string
  readonly logs: string
}

/** A window of an invented company is cheap; a real account is asked at the pace of the services' defaults. What the environment names counts. */
const SANDBOX_PACE = {
  SETTLE_MS: '2000',
  OVERLAP_MS: '60000',
  POLL_HOT_MS: '5000',
  POLL_WARM_MS: '5000',
  POLL_SETTINGS_MS: '5000',
}
const SYNC_LIMIT_MS = 24 * 3_600_000

/** Starts everything, shows the sync, and stops everything in order when it is to end, or synced where that was asked. */
export async function run(options: RunOptions, end: AbortSignal): Promise<void> {
  const startedAt = performance.now()
  const stopping: (() => Promise<unknown>)[] = []
  try {
    stopping.push(await claimDir(options.dir, 'npm start'))
    const ingressPort = await ownPort(INGRESS, process.env, console.log)
    const consolePort = await ownPort(CONSOLE, process.env, console.log)
    console.log('Starting Kafka and Postgres')
    const infrastructure = await startInfrastructure({ dir: options.dir, log: console.log })
    stopping.push(() => infrastructure.stop())
    const keys = await keysIn(options.dir)
    const over = new AbortController()
    const kept = infrastructure.keep(over.signal)
    stopping.push(() => {
      over.abort()
      return kept
    })
    const connection = process.env['GREENHOUSE_CONNECTION'] ?? sandboxConnection(options)
    const sandbox =
      process.env['GREENHOUSE_CONNECTION'] === undefined ? await sandboxFor(options, keys, ingressPort, connection) : undefined
    if (sandbox) {
      stopping.push(() => sandbox.child.stop())
      await keepSandbox(options.dir, { connection, ...sandbox })
    }
    const ports = await openPorts({ ...infrastructure, topicPrefix: process.env['KAFKA_TOPIC_PREFIX'] ?? '' })
    stopping.push(() => ports.close())
    const wasSynced = await wasListed(ports.pool)
    console.log('Starting the services')
    const env = {
      ...(readSecret('TRELLIS_MASTER_KEY') === undefined && { TRELLIS_MASTER_KEY: keys.masterKey }),
      ...(sandbox && sandboxEnvironment(sandbox)),
      ...(sandbox && options.connection && connectionEnvironment(sandbox, keys, connection)),
    }
    const settings = { infrastructure, ingressPort, operations: 'apart' as const, env, logs: options.logs }
    const pipeline = await startServices(settings)
    stopping.push(() => stopServices(pipeline))
    const opened = await startConsole(settings, consolePort, keys)
    stopping.push(() => opened.service.child.stop())
    console.log(opened.hint)
    if (sandbox && !options.connection) console.log(toPaste(sandbox, keys))
    const services = [...pipeline, opened.service]
    if (sandbox) stopping.push(() => fallSilent(sandbox))
    const children = [...services.map(({ child }) => child), ...(sandbox ? [sandbox.child] : [])]
    const failed = Promise.race([
      kept.then(() => given(end)),
      ...children.map(({ name, ended, logFile }) =>
        ended.then((how) => Promise.reject(new Error(`${name} ended: ${how}; its log is ${logFile}`))),
      ),
    ])
    // Only awaited beside the sync; a service that ends while everything is being stopped is no failure.
    failed.catch(() => undefined)
    const ended = given(end).then(() => Promise.reject(new Error('ended early')))
    ended.catch(() => undefined)
    await Promise.race([
      watch(
        {
          options,
          ports,
          wasSynced,
          sandbox,
          infrastructure,
          services,
          consoleUrl: opened.url,
          ingressPort,
          connection,
          startedAt,
        },
        end,
      ),
      failed,
      ended,
    ])
  } finally {
    if (end.aborted) console.log('\nStopping; the data stays')
    for (const stop of stopping.reverse()) await stop()
  }
}

interface Watched {
  readonly options: RunOptions
  readonly ports: Stores
  readonly wasSynced: boolean
  readonly sandbox: SandboxProcess | undefined
  readonly infrastructure: Infrastructure
  readonly services: readonly RunningService[]
  readonly consoleUrl: string
  readonly ingressPort: number
  readonly connection: string
  readonly startedAt: number
}

async function watch(watched: Watched, end: AbortSignal): Promise<void> {
  const { options, ports, wasSynced, sandbox, infrastructure, services, consoleUrl, ingressPort, connection, startedAt } = watched
  if (sandbox) await control(sandbox.url, 'POST', 'pace', { stepsPerSecond: options.stepsPerSecond })
  const totals = sandbox ? (await control<SandboxState>(sandbox.url, 'GET', 'state')).counts : {}
  const screen = openScreen(totals)
  // Where nothing is connected at start, its webhooks are set up in the console, too.
  const isLiving = sandbox !== undefined && options.connection && options.stepsPerSecond > 0
  const firstSync = new FirstSync()
  const synced = await until(
    async () => {
      const status = await statusNow(ports)
      screen.show(status)
      return firstSync.isComplete(status) && (!isLiving || hasSeenWebhook(status)) && status
    },
    { what: 'the first sync', limitMs: SYNC_LIMIT_MS, everyMs: 300 },
  ).finally(() => screen.end())
  const status = sandbox && options.exitWhenSynced ? await drained(ports, sandbox) : synced
  const seconds = (performance.now() - startedAt) / 1000
  const places = {
    consoleUrl,
    ingressUrl: `http://${reachable(process.env['INGRESS_HOST'])}:${ingressPort}`,
    brokers: infrastructure.brokers,
    databaseUrlFile: infrastructure.databaseUrlFile,
    keysFile: join(options.dir, 'keys.json'),
    logs: options.logs,
  }
  console.log(summary({ status, wasSynced, seconds, connection, services, ...places }))
  if (options.exitWhenSynced) {
    if (!hasListed(status)) throw new Error('Nothing was synced')
    return
  }
  console.log('\nRunning. Ctrl-C stops.')
  while (!end.aborted) await pause(60_000, undefined, { signal: end }).catch(() => undefined)
}

/** The company stands still, what it had to say has arrived, every listing has been read past that moment, and no reader is behind. */
async function drained(ports: Stores, sandbox: SandboxProcess): Promise<Status> {
  await control(sandbox.url, 'POST', 'freeze')
  const frozenAtMs = Date.now()
  console.log('The company stands still; waiting until its last words are in the tables')
  return until(
    async () => {
      const { pendingDeliveries } = await control<SandboxState>(sandbox.url, 'GET', 'state')
      const status = await statusNow(ports)
      const listings = status.connections.flatMap(({ resources }) => resources)
      const isRead = listings.every(({ completeUntilMs }) => completeUntilMs !== null && completeUntilMs >= frozenAtMs)
      return (
        pendingDeliveries === 0 &&
        isRead &&
        status.connections.every(({ dueReads }) => dueReads === 0) &&
        isCaughtUp(status) &&
        status
      )
    },
    { what: 'the last words of the company', limitMs: 120_000, everyMs: 300 },
  )
}

/** What the company has said is delivered before the ingress closes: a deletion is reported only once. */
async function fallSilent(sandbox: SandboxProcess): Promise<void> {
  const isSilent = async (): Promise<boolean> =>
    (await control<SandboxState>(sandbox.url, 'GET', 'state')).pendingDeliveries === 0
  await control(sandbox.url, 'POST', 'freeze').catch(() => undefined)
  await until(isSilent, { what: 'the last deliveries', limitMs: 5_000 }).catch(() => undefined)
}

function hasSeenWebhook({ connections }: Status): boolean {
  return connections.some(({ newestWebhook }) => newestWebhook !== null)
}

/** Another invented company is another account: ids of two companies must never meet in one connection. */
function sandboxConnection({ candidates, seed }: RunOptions): string {
  return `sandbox-${seed}-${candidates}`
}

async function sandboxFor(
  { candidates, seed, dir, logs, connection: isConnected }: RunOptions,
  keys: Keys,
  ingressPort: number,
  connection: string,
): Promise<SandboxProcess> {
  console.log(`Inventing a company of ${candidates} candidates`)
  const webhookUrl = `http://127.0.0.1:${ingressPort}/webhooks/greenhouse/${connection}`
  const journal = join(dir, `sandbox-${seed}-${candidates}.journal`)
  return startSandboxProcess({ keys, candidates, seed, webhookUrl: isConnected ? webhookUrl : undefined, logs, journal })
}

/** What is pasted into the console, as Greenhouse would show it. */
function toPaste({ url, userId }: SandboxProcess, { clientId, clientSecret }: Keys): string {
  return [
    'Nothing is connected yet. Connect the invented company in the console: Admin → Integrations → Greenhouse, with',
    `  client ID    ${clientId}`,
    `  secret       ${clientSecret}`,
    `  acting user  ${userId}`,
    'It saves a webhook where Greenhouse would in its menus, with what the console shows:',
    `  curl ${url}/_sandbox/save-webhook --json '{"action":"hire_candidate","url":"…","secret":"…"}'`,
  ].join('\n')
}

function sandboxEnvironment({ url, tokenUrl }: SandboxProcess): Record<string, string> {
  const pace = Object.entries(SANDBOX_PACE).filter(([name]) => process.env[name] === undefined)
  return { ...Object.fromEntries(pace), HARVEST_URL: url, HARVEST_TOKEN_URL: tokenUrl }
}

/** Where a connection is made at start. */
function connectionEnvironment(sandbox: SandboxProcess, keys: Keys, connection: string): Record<string, string> {
  return {
    GREENHOUSE_CONNECTION: connection,
    HARVEST_CLIENT_ID: keys.clientId,
    HARVEST_CLIENT_SECRET: keys.clientSecret,
    HARVEST_USER_ID: sandbox.userId,
    WEBHOOK_SECRETS: keys.webhookSecret,
  }
}
