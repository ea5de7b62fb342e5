import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endProcess, freePort, GiveUp, isRunning, scratchDir, spawnServer, until } from '@trellis/local'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'

/** The compiled console as a process of its own. */
export interface ConsoleProcess {
  readonly url: string
  readonly ops: OwnOps
  /** All that it has logged. */
  logged(): Promise<string>
  /** Its answer at `/metrics`. */
  metrics(): Promise<string>
  close(): Promise<void>
}

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** Starts one over a database of its own; Kafka stays away. `variables` are in the place of its own. */
export async function consoleProcess(variables: Readonly<Record<string, string>>): Promise<ConsoleProcess> {
  const [ops, port, healthPort, nowhere, dir] = await Promise.all([
    ownOps(),
    freePort(),
    freePort(),
    freePort(),
    scratchDir('console'),
  ])
  const logFile = join(dir, 'console.log')
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: ops.url,
    KAFKA_BROKERS: `127.0.0.1:${nowhere}`,
    TRELLIS_MASTER_KEY: randomBytes(32).toString('base64'),
    CONSOLE_SESSION_SECRET: randomBytes(32).toString('base64'),
    CONSOLE_PORT: String(port),
    HEALTH_PORT: String(healthPort),
    ...variables,
  }
  const server = await spawnServer({ command: process.execPath, args: [MAIN], cwd: dir, env, logFile }, MAIN)
  const health = `http://127.0.0.1:${healthPort}`
  const close = async (): Promise<void> => {
    await endProcess(server, 'SIGTERM')
    await ops.drop()
  }
  const logged = (): Promise<string> => readFile(logFile, 'utf8')
  const runs = async (): Promise<boolean> => {
    if (!isRunning(server)) throw new GiveUp('the console has ended')
    return (await logged()).includes('console is running')
  }
  try {
    await until(runs, { what: 'the console to run' })
  } catch (error) {
    await close()
    throw new Error(await logged(), { cause: error })
  }
  return { url: `http://127.0.0.1:${port}`, ops, logged, metrics: async () => (await fetch(`${health}/metrics`)).text(), close }
}
