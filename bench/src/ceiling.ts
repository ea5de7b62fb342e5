import { join } from 'node:path'
import { startChild, type Child } from '@trellis/cli'
import { localDir } from '@trellis/local'
import type { Plot } from './bed.js'

/** Starts a ceiling, a process of the bench's own, with what our services read from their environment. */
export async function startCeiling(plot: Plot, name: string, more: Readonly<Record<string, string>> = {}): Promise<Child> {
  const child = await startChild({
    name,
    script: join('bench/dist/ceilings', `${name}.js`),
    env: { ...plot.env, ...more },
    logs: join(localDir, `bench-${process.pid}`, 'logs'),
  })
  plot.onClear(() => child.stop())
  return child
}
