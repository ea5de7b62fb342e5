import { spawn } from 'node:child_process'
import { send } from './server-process.js'

/** A command whose output goes where ours goes, or, when `quiet`, nowhere. */
export type ForegroundCommand = {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  readonly quiet?: boolean
}

/**
 * Runs a command to its end and resolves with its exit code (1 when a signal ended it). When it is to end before, it and everything in its
 * process group is asked to, and killed after 10 s.
 */
export async function runInForeground(
  { command, args, cwd, env, quiet = false }: ForegroundCommand,
  end: AbortSignal,
): Promise<number> {
  if (end.aborted) return 1
  const output = quiet ? 'ignore' : 'inherit'
  const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', output, output], detached: true })
  const group = await new Promise<number>((resolve, reject) =>
    child.once('spawn', () => resolve(-(child.pid ?? NaN))).once('error', reject),
  )
  let last: NodeJS.Timeout | undefined
  const stop = () => {
    send(group, 'SIGTERM')
    last = setTimeout(() => send(group, 'SIGKILL'), 10_000)
  }
  end.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  } finally {
    end.removeEventListener('abort', stop)
    clearTimeout(last)
    // Whatever a step leaves behind in its group is not wanted any more.
    send(group, 'SIGKILL')
  }
}
