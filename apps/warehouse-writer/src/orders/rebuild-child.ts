import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { isObject, parseJson } from '@trellis/pipeline'
import type { RebuildEvent, RebuildRequest } from '@trellis/runtime'

/** A rebuild in a process of its own. */
export interface RebuildChild {
  /** How it has ended: well where that is null, else in words. Resolves once everything that it said was heard; never rejects. */
  readonly ended: Promise<string | null>
  /** Ends it at once: it may be ended at any point. */
  end(): void
}

/** Starts the same program with the same arguments as `trellis rebuild`. It ends with this process, however that ends: the channel between them breaks. */
export function startRebuild(
  program: string,
  args: readonly string[],
  onEvent: (event: RebuildEvent) => void,
  env: NodeJS.ProcessEnv = process.env,
): RebuildChild {
  // In a group of its own, so that what is typed at a terminal does not reach it: this process ends it, and knows why.
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'], detached: true })
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const hear = async (): Promise<void> => {
    // A pipe: Node's types know that of three streams alone, and the channel is a fourth.
    if (!child.stdout) return
    for await (const line of createInterface({ input: child.stdout })) {
      const read = parseJson(line)
      if (isEvent(read)) onEvent(read)
      // A line of its log: it has only errors there.
      else process.stdout.write(`${line}\n`)
    }
  }
  const ended = Promise.all([closed, hear()]).then(
    ([[code, signal]]) => (code === 0 ? null : `the rebuild ended with ${signal ?? code ?? 'no code'}`),
    (error: unknown) => `the rebuild could not be started: ${error instanceof Error ? error.message : String(error)}`,
  )
  return { ended, end: () => void child.kill('SIGKILL') }
}

/** An order as arguments; one thread reads, since the writer goes on beside it. */
export function argumentsOf({ verb, generation, resource, isSwitched, recreatesDependents }: RebuildRequest): readonly string[] {
  return [
    verb,
    ...(generation === null ? [] : [String(generation)]),
    ...(resource === null ? [] : ['--resource', resource]),
    ...(verb === 'run' && !isSwitched ? ['--no-switch'] : []),
    ...(recreatesDependents ? ['--recreate-dependents'] : []),
    ...['--workers', '1'],
  ]
}

function isEvent(read: unknown): read is RebuildEvent {
  return isObject(read as never) && typeof (read as { event?: unknown }).event === 'string'
}
