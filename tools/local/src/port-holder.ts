import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { isNativeError } from 'node:util/types'
import { commandLineOf } from './server-process.js'

/** Is no process listening there? On the loopback address, if no other is named. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ port, host }, resolve))
    return true
  } catch (error) {
    // Jest has an Error of its own.
    if (isNativeError(error) && 'code' in error && error.code === 'EADDRINUSE') return false
    throw error
  } finally {
    server.close()
  }
}

/** Who listens on a port, in words; of another user's process little can be seen. */
export async function portHolder(port: number): Promise<string> {
  const pid = process.platform === 'linux' ? holderInProc(port) : await holderByLsof(port)
  if (pid === undefined) return 'another process'
  return pid === process.pid ? 'this process' : `process ${pid} (${commandLineOf(pid).trim().slice(0, 100)})`
}

/** @throws Error that says who has the port, and how to do without it, unless it is free. */
export async function demandPort(port: number, { what, host, instead }: PortWanted): Promise<void> {
  if (await isFree(port, host)) return
  throw new Error(`Port ${port}, ${what}, is taken by ${await portHolder(port)}. ${instead}`)
}

/** What a port is for, the address it is wanted on (loopback if none is named), and what else can be done. */
type PortWanted = { readonly what: string; readonly host?: string; readonly instead: string }

const LISTENING = '0A'

function holderInProc(port: number): number | undefined {
  const sockets = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6']
      .flatMap((path) => orNothing(() => readFileSync(path, 'utf8').split('\n')))
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
        const isIt = state === LISTENING && parseInt(local.split(':')[1] ?? '', 16) === port
        return isIt ? [`socket:[${inode ?? ''}]`] : []
      }),
  )
  if (sockets.size === 0) return undefined
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const holder = pids.find((pid) => descriptorsOf(pid).some((target) => sockets.has(target)))
  return holder === undefined ? undefined : Number(holder)
}

/** What the process has open; one that is closed meanwhile, or another user's, is skipped. */
function descriptorsOf(pid: string): readonly string[] {
  const folder = `/proc/${pid}/fd`
  return orNothing(() => readdirSync(folder)).flatMap((name) => orNothing(() => [readlinkSync(`${folder}/${name}`)]))
}

function orNothing(read: () => readonly string[]): readonly string[] {
  try {
    return read()
  } catch {
    return []
  }
}

async function holderByLsof(port: number): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)('lsof', ['-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN'])
    return Number(stdout.split('\n')[0]) || undefined
  } catch {
    return undefined
  }
}
