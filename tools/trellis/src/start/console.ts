import { createPool, hasConsoleAccount, makeFirstAdminToken, transact } from '@trellis/runtime'
import type { Keys } from './keys.js'
import { reachable, startService, type RunningService, type ServicesSettings } from './services.js'

/** The console, and what a person needs to get in. */
interface OpenedConsole {
  readonly service: RunningService
  readonly url: string
  /** Where it is; and the token of the first admin, where there is no account yet: it is shown here, and nowhere else. */
  readonly hint: string
}

/** Starts the console on a port of its own. */
export async function startConsole(settings: ServicesSettings, port: number, keys: Keys): Promise<OpenedConsole> {
  const url = process.env['CONSOLE_URL'] ?? `http://${reachable(process.env['CONSOLE_HOST'])}:${port}`
  const env = {
    ...settings.env,
    CONSOLE_PORT: String(port),
    CONSOLE_URL: url,
    INGRESS_PUBLIC_URL:
      process.env['INGRESS_PUBLIC_URL'] ?? `http://${reachable(process.env['INGRESS_HOST'])}:${settings.ingressPort}`,
    CONSOLE_SESSION_SECRET: process.env['CONSOLE_SESSION_SECRET'] ?? keys.sessionSecret,
  }
  const service = await startService('console', { ...settings, env })
  const token = await firstAdminToken(settings.infrastructure.databaseUrl)
  return { service, url, hint: hintOf(url, token) }
}

/** A new one where there is no account yet. */
async function firstAdminToken(databaseUrl: string): Promise<string | undefined> {
  const pool = createPool(databaseUrl, { max: 1, applicationName: 'npm start' })
  try {
    return (await hasConsoleAccount(pool)) ? undefined : await transact(pool, makeFirstAdminToken)
  } finally {
    await pool.end()
  }
}

function hintOf(url: string, token: string | undefined): string {
  if (token === undefined) return `The console is at ${url}`
  return `The console is at ${url}\nThere is no account yet: make the first admin there, with this token, which works once: ${token}`
}
