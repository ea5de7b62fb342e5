import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { workspaceRoot } from '@trellis/local'
import type { World } from './world.js'

/** Runs a rebuild to its end with such arguments, in the world; returns the number of the generation it made. Throws with what it said where it was refused. */
export async function rebuild(world: World, ...args: readonly string[]): Promise<number> {
  const { environment, databaseUrl, brokers } = world
  const env = { ...process.env, ...environment, KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl }
  const script = join(workspaceRoot, 'apps/warehouse-writer/dist/rebuild.js')
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { env, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: unknown) => {
      const said = error instanceof Error && 'stdout' in error ? String(error.stdout).trimEnd().split('\n').at(-1) : ''
      throw new Error(`the rebuild failed: ${said}`, { cause: error })
    },
  )
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; generation?: number })
  const generation = events.find(({ event }) => event === 'generation')?.generation
  if (generation === undefined) throw new Error('the rebuild made no generation')
  return generation
}
