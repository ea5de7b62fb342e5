import { startSandbox, type RunningSandbox, type SandboxSettings } from '@trellis/greenhouse-sandbox'
import { openPorts, SERVICES, type RunningService, type ServiceName } from '@trellis/cli'
import { until } from '@trellis/local'
import { FirstSync, statusNow, type StatusPorts } from '@trellis/operations'
import { CONNECTION, type Bed, type Plot } from './bed.js'

/** An invented company and all services on it. */
export interface SandboxWorld {
  readonly plot: Plot
  readonly sandbox: RunningSandbox
  readonly services: ReadonlyMap<ServiceName, RunningService>
  readonly webhookUrl: string
  readonly ports: StatusPorts
  /** Waits until the first sync is complete. */
  synced(): Promise<void>
  clear(): Promise<void>
}

const LIMIT_MS = 600_000

/** Starts a company that keeps still and every service; `env` is for the services. */
export async function sandboxWorld(
  bed: Bed,
  settings: Partial<SandboxSettings>,
  env: Readonly<Record<string, string>> = {},
): Promise<SandboxWorld> {
  const plot = await bed.plot()
  const sandbox = await startSandbox({ silentCascades: false, webhookSecret: plot.env['WEBHOOK_SECRETS'] ?? '', ...settings })
  const services = new Map<ServiceName, RunningService>()
  for (const service of SERVICES) {
    const running = await plot.start(service, {
      HARVEST_URL: sandbox.url,
      HARVEST_TOKEN_URL: sandbox.tokenUrl,
      HARVEST_CLIENT_ID: sandbox.credentials.clientId,
      HARVEST_CLIENT_SECRET: sandbox.credentials.clientSecret,
      HARVEST_USER_ID: String(sandbox.credentials.userId),
      ...env,
    })
    services.set(service, running)
  }
  const { brokers, topicPrefix } = plot.settings
  const ports = await openPorts({ brokers: brokers.join(','), databaseUrl: plot.databaseUrl, topicPrefix })
  const firstSync = new FirstSync()
  return {
    plot,
    sandbox,
    services,
    ports,
    webhookUrl: `${services.get('webhook-ingress')?.url ?? ''}/webhooks/greenhouse/${CONNECTION}`,
    synced: async () => {
      const isComplete = async (): Promise<boolean> => firstSync.isComplete(await statusNow(ports))
      await until(isComplete, { what: 'the first sync', limitMs: LIMIT_MS, everyMs: 250 })
    },
    clear: async () => {
      await ports.close()
      await plot.clear()
      await sandbox.stop()
    },
  }
}
