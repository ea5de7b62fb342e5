import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcess, freePort, GiveUp, isRunning, scratchDir, spawnServer, until, workspaceRoot } from '@trellis/local'
import type { RebuildWorld } from './rebuild-world.js'

const DIST = join(workspaceRoot, 'apps/warehouse-writer/dist')

/** The compiled rebuild. */
export const REBUILD = join(DIST, 'rebuild.js')

/** The compiled writer as a process of its own. */
export interface WriterProcess {
  readonly pid: number
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** The variables with which a process reads and writes what the world has. */
export function variablesOf({ ops, settings }: RebuildWorld): Readonly<Record<string, string | undefined>> {
  return {
    PATH: process.env['PATH'],
    DATABASE_URL: ops.url,
    KAFKA_BROKERS: settings.brokers.join(','),
    KAFKA_TOPIC_PREFIX: settings.topicPrefix,
  }
}

/** Starts one, and waits until it runs. */
export async function writerProcess(world: RebuildWorld): Promise<WriterProcess> {
  const [port, dir] = await Promise.all([freePort(), scratchDir('writer')])
  const logFile = join(dir, 'writer.log')
  const main = join(DIST, 'main.js')
  const env = { ...variablesOf(world), HEALTH_PORT: String(port), HEALTH_HOST: '127.0.0.1' }
  const server = await spawnServer({ command: process.execPath, args: [main], cwd: dir, env, logFile }, main)
  const end = (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => endProcess(server, signal)
  const runs = async (): Promise<boolean> => {
    if (!isRunning(server)) throw new GiveUp('the writer has ended')
    return (await readFile(logFile, 'utf8')).includes('warehouse-writer is running')
  }
  try {
    await until(runs, { what: 'the writer to run' })
    return { pid: server.pid, end }
  } catch (error) {
    await end('SIGTERM')
    throw new Error(await readFile(logFile, 'utf8'), { cause: error })
  }
}
