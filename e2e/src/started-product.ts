import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPorts } from '@trellis/cli'
import { freePort, GiveUp, localDir, removeInfrastructure, runningAddresses, until, workspaceRoot } from '@trellis/local'
import type { StatusPorts } from '@trellis/operations'
import { request } from 'undici'

/** `npm start` as a customer runs it, with nothing connected, and what its output says to a person. */
export interface StartedProduct {
  readonly url: string
  /** The one-time token of the first admin. */
  readonly token: string
  /** What is pasted into the console, as Greenhouse would show it. */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string; readonly actingUser: string }
  /** Its log and its tables. */
  readonly ports: StatusPorts
  /** Asks the invented company's own paths, in the place of a person in Greenhouse. */
  company<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T>
  stop(): Promise<void>
}

/** These would have it use what runs already, or connect an account at once. */
const OWN = { KAFKA_BROKERS: undefined, DATABASE_URL: undefined, DATABASE_URL_FILE: undefined, GREENHOUSE_CONNECTION: undefined }
/** A small company is read often, so that a suite waits little. */
const PACE = {
  ...{ SETTLE_MS: '300', OVERLAP_MS: '4000', POLL_HOT_MS: '3000', POLL_WARM_MS: '4000', POLL_SETTINGS_MS: '4000' },
  SWEEP_EVERY_MS: '3600000',
}
const START_LIMIT_MS = 240_000

/** Starts it in a folder of its own, with a Kafka and a Postgres of its own; resolves when its output says what to paste. */
export async function startProduct(
  name: string,
  { candidates, env = {} }: { readonly candidates: number; readonly env?: Readonly<Record<string, string>> },
): Promise<StartedProduct> {
  const dir = join(process.env['TRELLIS_TEST_DIR'] ?? localDir, name)
  await mkdir(dir, { recursive: true })
  const outputFile = join(dir, 'start.log')
  const output = await open(outputFile, 'w')
  const words = ['--no-connection', '--candidates', String(candidates), '--steps-per-second', '0', '--dir', dir]
  const ports = { INGRESS_PORT: String(await freePort()), CONSOLE_PORT: String(await freePort()) }
  const child = spawn('npm', ['start', '--', ...words], {
    cwd: workspaceRoot,
    env: { ...process.env, ...OWN, ...PACE, ...ports, ...env },
    stdio: ['ignore', output.fd, output.fd],
    detached: true,
  })
  await output.close()
  const end = async (): Promise<void> => {
    await ended(child)
    await removeInfrastructure(dir)
  }
  try {
    const said = await until(() => whatItSays(child, outputFile), { what: 'npm start', limitMs: START_LIMIT_MS, everyMs: 200 })
    const { url: companyUrl } = JSON.parse(await readFile(join(dir, 'sandbox.json'), 'utf8')) as { readonly url: string }
    const { brokers = '', databaseUrl = '', client } = await runningAddresses(dir)
    const opened = await openPorts({ brokers, databaseUrl, topicPrefix: '', client })
    return {
      ...said,
      ports: opened,
      company: (method, path, body) => ask(`${companyUrl}/_sandbox/${path}`, method, body),
      stop: async () => {
        await opened.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

type Said = Pick<StartedProduct, 'url' | 'token' | 'credentials'>

/** Undefined until all of it was printed. */
async function whatItSays(child: ChildProcess, outputFile: string): Promise<Said | undefined> {
  const text = await readFile(outputFile, 'utf8')
  if (child.exitCode !== null) throw new GiveUp(`npm start ended with ${child.exitCode}:\n${text.slice(-4_000)}`)
  const word = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1]
  const [url, token] = [word(/The console is at (\S+)/), word(/which works once: (\S+)/)]
  const [clientId, clientSecret] = [word(/client ID +(\S+)/), word(/secret +(\S+)/)]
  const actingUser = word(/acting user +(\S+)\n/)
  if (!url || !token || !clientId || !clientSecret || !actingUser) return undefined
  return { url, token, credentials: { clientId, clientSecret, actingUser } }
}

async function ask<T>(url: string, method: 'GET' | 'POST', body: object = {}): Promise<T> {
  const answer = await request(url, {
    method,
    ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${await answer.body.text()}`)
  return (await answer.body.json()) as T
}

/** npm ends at once; what it started stops everything in order, and is waited for. */
async function ended({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || !reaches(pid, 'SIGTERM')) return
  await until(() => !reaches(pid, 0), { what: 'npm start to stop', limitMs: 90_000, everyMs: 100 })
}

function reaches(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}
