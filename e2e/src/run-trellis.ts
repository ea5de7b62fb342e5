import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { workspaceRoot } from '@trellis/local'
import type { World } from './world.js'

/** Runs `trellis` with such arguments in the world, as an operator does; gives what it printed. Rejects where it ends with another code than 0. */
export async function runTrellis(world: World, ...args: readonly string[]): Promise<string> {
  const script = join(workspaceRoot, 'tools/trellis/dist/main.js')
  const options = { env: environmentOf(world), maxBuffer: 64 * 1024 * 1024 }
  return (await promisify(execFile)(process.execPath, [script, ...args], options)).stdout
}

/** What a process of the world finds in its environment. */
export function environmentOf({ environment, client, databaseUrl, brokers }: World): NodeJS.ProcessEnv {
  return { ...process.env, ...client, ...environment, KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl }
}
