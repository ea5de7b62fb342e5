import { isNativeError } from 'node:util/types'
import { execFileSync, spawn } from 'node:child_process'
import { closeSync, fchmodSync, openSync, readFileSync, readdirSync } from 'node:fs'
import { privately } from './private-dir.js'
import { until } from './until.js'

/** A command to run in the background, and the file its output is appended to. */
export type ServerCommand = {
  readonly command: string
  readonly args: readonly string[]
  readonly logFile: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly user?: { readonly uid: number; readonly gid: number }
}

/** A process we started: its id, and text of its command line by which it is known again (a path only it names). */
export type ServerProcess = { readonly pid: number; readonly marker: string }

/**
 * Starts a process in a session of its own, so a Ctrl-C meant for us does not reach it before we have stopped it in order.
 * It does not keep this process alive. What it writes is its owner's alone.
 */
export async function spawnServer(server: ServerCommand, marker: string): Promise<ServerProcess> {
  const log = openSync(server.logFile, 'a', 0o600)
  try {
    // An older one may have been readable by all users.
    fchmodSync(log, 0o600)
    const child = privately(() =>
      spawn(server.command, server.args, {
        detached: true,
        stdio: ['ignore', log, log],
        cwd: server.cwd,
        env: server.env ?? process.env,
        ...server.user,
      }),
    )
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    child.unref()
    if (child.pid === undefined) throw new Error(`${server.command} has no process id`)
    return { pid: child.pid, marker }
  } finally {
    closeSync(log)
  }
}

/** Is this process there, and still the one we started? Process ids are used again. */
export function isRunning({ pid, marker }: ServerProcess): boolean {
  return commandLineOf(pid).includes(marker)
}

/** Sends the signal and waits until the process is gone; after the limit it is killed. A process that is gone already is not an error. */
export async function endProcess(server: ServerProcess, signal: NodeJS.Signals, limitMs = 20_000): Promise<void> {
  if (!isRunning(server)) return
  send(server.pid, signal)
  try {
    await until(() => isGone(server.pid), { what: `process ${server.pid} to end`, limitMs, everyMs: 20 })
  } catch (error) {
    if (signal === 'SIGKILL') throw error
    await endProcess(server, 'SIGKILL', 5_000)
  }
}

/** Has the process ended and let go of its files and ports? One that its parent has not waited for yet (a zombie) has. */
export function isGone(pid: number): boolean {
  // The first thread of a process turns into a zombie while the others still hold its ports: all must have gone.
  if (hasProc) return /^State:\s+[^ZX]/m.exec(read(`/proc/${pid}/status`)) === null && threadsOf(pid).length <= 1
  return ps('-p', String(pid), '-o', 'pid=').trim() === ''
}

/** Sends a signal; a process that has gone meanwhile is not an error. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // Jest has an Error of its own.
    if (!(isNativeError(error) && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** The processes whose command line, or (where /proc shows it) environment, contains the text; never this process itself. */
export function processesMentioning(text: string): number[] {
  return allProcesses().filter((pid) => pid !== process.pid && `${commandLineOf(pid)}\n${environmentOf(pid)}`.includes(text))
}

/** The processes whose command line contains the text; never this process itself. */
export function processesRunning(text: string): number[] {
  return allProcesses().filter((pid) => pid !== process.pid && commandLineOf(pid).includes(text))
}

/** The direct children of a process. */
export function childrenOf(parent: number): number[] {
  return allProcesses().filter((pid) => parentOf(pid) === parent)
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

// /proc first: slim container images have no `ps`.
const hasProc = process.platform === 'linux'

function allProcesses(): number[] {
  const names = hasProc ? readdirSync('/proc') : ps('-A', '-o', 'pid=').split('\n')
  return names.map((name) => Number(name.trim() || NaN)).filter(Number.isInteger)
}

/** As it was called; empty where there is no such process, or one that has ended. */
export function commandLineOf(pid: number): string {
  if (!hasProc) return ps('-p', String(pid), '-o', 'command=')
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

function environmentOf(pid: number): string {
  return hasProc ? read(`/proc/${pid}/environ`) : ''
}

function parentOf(pid: number): number {
  if (!hasProc) return Number(ps('-p', String(pid), '-o', 'ppid=').trim() || NaN)
  return Number(/^PPid:\s+(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1])
}

function ps(...args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
