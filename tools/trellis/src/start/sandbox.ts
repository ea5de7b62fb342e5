import { readFile } from 'node:fs/promises'
import { freePort, until } from '@trellis/local'
import { request } from 'undici'
import { startChild, type Child } from './child.js'
import type { Keys } from './keys.js'

/** The stand-in for Greenhouse as a process of its own. */
export interface SandboxProcess {
  readonly url: string
  readonly tokenUrl: string
  readonly userId: string
  readonly child: Child
}

/** How large the invented company is, and where its webhooks go. */
interface SandboxOptions {
  readonly keys: Keys
  readonly candidates: number
  readonly seed: number
  readonly webhookUrl: string | undefined
  readonly logs: string
  /** Where its life is kept, so it is the same company at the next start. */
  readonly journal: string
}

/** What the sandbox says of itself. */
export interface SandboxState {
  readonly pendingDeliveries: number
  readonly counts: Readonly<Record<string, number>>
}

/** Starts it, not living yet: its webhooks would be lost before the services are ready. */
export async function startSandboxProcess({
  keys,
  candidates,
  seed,
  webhookUrl,
  logs,
  journal,
}: SandboxOptions): Promise<SandboxProcess> {
  const port = await freePort()
  const args = [
    '--port',
    String(port),
    '--candidates',
    String(candidates),
    '--seed',
    String(seed),
    '--rate',
    '0',
    ...(webhookUrl === undefined ? [] : ['--webhook-url', webhookUrl]),
  ]
  const env = {
    SANDBOX_CLIENT_ID: keys.clientId,
    SANDBOX_CLIENT_SECRET: keys.clientSecret,
    SANDBOX_WEBHOOK_SECRET: keys.webhookSecret,
  }
  const script = 'tools/greenhouse-sandbox/dist/main.js'
  const child = await startChild({
    name: 'greenhouse-sandbox',
    script,
    args: [...args, '--journal', journal, '--no-silent-cascades'],
    env,
    logs,
  })
  const url = `http://127.0.0.1:${port}`
  const { userId } = await until(() => readyLine(child.logFile, url), {
    what: `the sandbox to serve; its log is ${child.logFile}`,
    limitMs: 60_000,
  })
  return { url, tokenUrl: `${url}/token`, userId: String(userId), child }
}

interface ReadyLine {
  readonly url: string
  readonly userId: number
}

/** The line with which the sandbox says that it serves. The log may hold those of earlier starts, on other ports. */
async function readyLine(logFile: string, url: string): Promise<ReadyLine | undefined> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line.includes('"controlUrl"'))
  return lines.map((line) => JSON.parse(line) as ReadyLine).findLast((line) => line.url === url)
}

/** Asks the sandbox's own paths. */
export async function control<T>(url: string, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const answer = await request(`${url}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (answer.statusCode !== 200)
    throw new Error(`the sandbox answered ${answer.statusCode} to ${path}: ${await answer.body.text()}`)
  return (await answer.body.json()) as T
}
