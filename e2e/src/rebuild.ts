import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isNativeError } from 'node:util/types'
import { workspaceRoot } from '@trellis/local'
import type { RebuildEvent } from '@trellis/runtime'
import { environmentOf, runTrellis } from './run-trellis.js'
import type { World } from './world.js'

/** Runs a rebuild to its end with such arguments, in the world; returns the number of the generation it made. Throws with what it said where it was refused. */
export async function rebuild(world: World, ...args: readonly string[]): Promise<number> {
  for (const reported of await trellisRebuild(world, ...args)) if (reported.event === 'generation') return reported.generation
  throw new Error('the rebuild made no generation')
}

/** `trellis rebuild` with such arguments, and all that it reported. Throws with what it said where it was refused. */
export async function trellisRebuild(world: World, ...args: readonly string[]): Promise<readonly RebuildEvent[]> {
  const stdout = await runTrellis(world, 'rebuild', ...args, '--json').catch((error: unknown) => {
    // Jest has an Error of its own.
    const said = isNativeError(error) && 'stdout' in error ? String(error.stdout).trimEnd().split('\n').at(-1) : ''
    throw new Error(`the rebuild failed: ${said}`, { cause: error })
  })
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RebuildEvent)
}

/** Begins a rebuild, and kills it once it has reported so much; returns what that was. */
export async function killedRebuild(world: World, afterLines: number): Promise<readonly RebuildEvent[]> {
  const script = join(workspaceRoot, 'apps/warehouse-writer/dist/rebuild.js')
  const child = spawn(process.execPath, [script], { env: environmentOf(world), stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const reported: RebuildEvent[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    reported.push(JSON.parse(line) as RebuildEvent)
    if (reported.length >= afterLines) child.kill('SIGKILL')
  }
  await ended
  return reported.slice(0, afterLines)
}
