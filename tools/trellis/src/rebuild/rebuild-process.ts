import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { workspaceRoot } from '@trellis/local'
import { isObject, parseJson } from '@trellis/pipeline'
import type { RebuildEvent } from '@trellis/runtime'
import type { Addresses } from '../addresses.js'

/** Runs the writer's second entry with these arguments and hands over what it reports. Ctrl-C reaches it too: it may be ended at any point. Gives its exit code. */
export async function runRebuildProcess(
  args: readonly string[],
  { brokers, databaseUrl, topicPrefix, client }: Addresses,
  onEvent: (event: RebuildEvent) => void,
): Promise<number> {
  const child = spawn(process.execPath, [join(workspaceRoot, 'apps/warehouse-writer/dist/rebuild.js'), ...args], {
    cwd: workspaceRoot,
    env: {
      ...process.env,
      ...client,
      KAFKA_BROKERS: brokers,
      DATABASE_URL: databaseUrl,
      DATABASE_URL_FILE: '',
      KAFKA_TOPIC_PREFIX: topicPrefix,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close') as Promise<[number | null]>
  for await (const line of createInterface({ input: child.stdout })) {
    const read = parseJson(line)
    if (isEvent(read)) onEvent(read)
    // A line of its log: it has only errors there.
    else console.error(line)
  }
  const [code] = await ended
  return code ?? 1
}

function isEvent(read: unknown): read is RebuildEvent {
  return isObject(read as never) && typeof (read as { event?: unknown }).event === 'string'
}
