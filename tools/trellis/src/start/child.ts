import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, fchmodSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { privateDir, privately, workspaceRoot } from '@trellis/local'

/** A process of ours that runs beside this one. */
export interface Child {
  readonly name: string
  readonly logFile: string
  readonly process: ChildProcess
  /** Resolves with a word on how it ended. */
  readonly ended: Promise<string>
  /** Asks it to end, waits, and kills it after the limit. */
  stop(limitMs?: number): Promise<void>
}

/** What to run, and in which environment. Output is appended to `<logs>/<name>.log`. */
interface ChildCommand {
  readonly name: string
  /** A compiled file, from the root of the checkout. */
  readonly script: string
  readonly args?: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly logs: string
}

/** Starts it in a process group of its own, so a Ctrl-C reaches it only through us, in order. */
export async function startChild({ name, script, args = [], env, logs }: ChildCommand): Promise<Child> {
  await privateDir(logs)
  const logFile = join(logs, `${name}.log`)
  const log = openSync(logFile, 'a', 0o600)
  // An older one may have been readable by all users.
  fchmodSync(log, 0o600)
  const child = privately(() =>
    spawn(process.execPath, [join(workspaceRoot, script), ...args], {
      cwd: workspaceRoot,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
      detached: true,
    }),
  )
  closeSync(log)
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? 'unknown'}`))
    child.once('error', (error) => resolve(error.message))
  })
  const stop = async (limitMs = 30_000): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    await ended.finally(() => clearTimeout(timer))
  }
  return { name, logFile, process: child, ended, stop }
}

/** The end of a child's log, for the message that it has ended. */
export function lastLines({ logFile }: Child, lines = 15): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
}
