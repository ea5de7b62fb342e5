import { freePort, until, GiveUp, type Infrastructure } from '@trellis/local'
import { request } from 'undici'
import { lastLines, startChild, type Child } from './child.js'

/** The services, in the order in which they stop: the ingress first, the writer last. */
export const SERVICES = ['webhook-ingress', 'harvest-poller', 'normalizer', 'warehouse-writer'] as const
export type ServiceName = (typeof SERVICES)[number]

/** All that can be started: the console has no part in the way of an event to its row. */
export type StartedName = ServiceName | 'console'

/** What runs on this machine is not open to the network, unless it is set so. */
const LOOPBACK = '127.0.0.1'

/** A running service and where its health and metrics are. */
export interface RunningService<Name extends StartedName = StartedName> {
  readonly name: Name
  readonly url: string
  readonly child: Child
}

/** What the services share. */
export interface ServicesSettings {
  readonly infrastructure: Pick<Infrastructure, 'brokers' | 'databaseUrl'> & Partial<Pick<Infrastructure, 'client'>>
  /** Where webhooks come in. */
  readonly ingressPort: number
  /** `apart`: the ingress answers for its health on a port of its own. Where nothing is said, beside the webhooks. */
  readonly operations?: 'apart'
  /** Variables for all of them; another database than the infrastructure's too. */
  readonly env: Readonly<Record<string, string>>
  readonly logs: string
  /** How long each may take to be ready, in milliseconds; 90 s if not given. */
  readonly limitMs?: number
}

/** Starts one service and waits until it is ready. Throws an Error with the end of its log where it ends instead; one that is not ready in time is stopped. */
export async function startService<Name extends StartedName>(
  name: Name,
  settings: ServicesSettings,
): Promise<RunningService<Name>> {
  const port = name === 'webhook-ingress' && settings.operations !== 'apart' ? settings.ingressPort : await freePort()
  const { brokers, databaseUrl, client } = settings.infrastructure
  const env = {
    INGRESS_HOST: process.env['INGRESS_HOST'] ?? LOOPBACK,
    HEALTH_HOST: process.env['HEALTH_HOST'] ?? LOOPBACK,
    ...client,
    KAFKA_BROKERS: brokers,
    DATABASE_URL: databaseUrl,
    // Where they were named by a file, that is what it has.
    DATABASE_URL_FILE: '',
    ...settings.env,
    INGRESS_PORT: String(settings.ingressPort),
    HEALTH_PORT: String(port),
  }
  const child = await startChild({ name, script: `apps/${name}/dist/main.js`, env, logs: settings.logs })
  let ended: string | undefined
  void child.ended.then((how) => (ended = how))
  const url = `http://${reachable(process.env['HEALTH_HOST'])}:${port}`
  const isReady = async (): Promise<boolean> => {
    if (ended !== undefined) throw new GiveUp(`${name} ended (${ended}):\n${lastLines(child)}`)
    const answer = await request(`${url}/readyz`, { headersTimeout: 5_000 })
    await answer.body.dump()
    return answer.statusCode === 200
  }
  try {
    const { limitMs = 90_000 } = settings
    await until(isReady, { what: `${name} to be ready; its log is ${child.logFile}`, limitMs, everyMs: 100 })
    return { name, url, child }
  } catch (error) {
    await child.stop()
    throw error
  }
}

/** Who listens everywhere is reached on this machine too. */
export function reachable(host = LOOPBACK): string {
  if (host === '0.0.0.0' || host === '::') return LOOPBACK
  return host.includes(':') ? `[${host}]` : host
}

/** Starts all of them side by side; where one does not come up, the others are stopped again. */
export async function startServices(settings: ServicesSettings): Promise<readonly RunningService[]> {
  const started = await Promise.allSettled(SERVICES.map((name) => startService(name, settings)))
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = started.find((one) => one.status === 'rejected')
  if (!failed) return running
  await stopServices(running)
  throw failed.reason
}

/** Stops them in order, so what came in still reaches its row. */
export async function stopServices(services: readonly RunningService[]): Promise<void> {
  for (const { child } of services) await child.stop()
}
