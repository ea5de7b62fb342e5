import { readFileSync } from 'node:fs'
import type { ServerRecord } from './infrastructure-state.js'
import { kafkaKind, postgresKind, type ServerKind } from './server-kinds.js'
import { endProcess, isRunning, processesRunning } from './server-process.js'
import { until } from './until.js'

/** The servers of a folder, by the name under which they are noted. */
export const kinds = { kafka: kafkaKind, postgres: postgresKind } as const
export type Name = keyof typeof kinds

/** A server that answers; without a record it belongs to another owner. */
export type Ensured = { readonly address: string; readonly record?: ServerRecord; readonly startedHere: boolean }

/** Where it is to be, and what was noted of it. */
type ServerRequest = {
  readonly dir: string
  readonly env: NodeJS.ProcessEnv
  readonly log: (line: string) => void
  readonly secure: boolean
  readonly before: ServerRecord | undefined
}

/**
 * The server that the environment names, else the one that runs already and answers, else a new one. The caller holds the folder's lock, and
 * writes down what it gives.
 */
export async function ensure(kind: ServerKind, { dir, env, log, secure, before }: ServerRequest): Promise<Ensured> {
  const given = givenIn(env, kind.variable)
  if (given) return { address: given, startedHere: false }
  if (before && (await runs(before)) && (await repliesInTime(kind, before)))
    return { address: before.address, record: before, startedHere: false }
  // One that does not answer, or that was started by a process that was killed before writing it down, would hold the data.
  await stopOne(kind, dir, before)
  const backend = await kind.backend()
  if (backend.from === 'nowhere') throw new Error(backend.advice)
  const record = await kind.start(backend.from, { dir: kind.dirIn(dir), secure, log })
  return { address: record.address, record, startedHere: true }
}

/** The address that the environment names, itself or by a file that has it. */
export function givenIn(env: NodeJS.ProcessEnv, variable: string): string | undefined {
  const file = env[`${variable}_FILE`]
  return env[variable] || (file ? readFileSync(file, 'utf8').trim() : undefined)
}

/** Is it there? Whether it answers is another question. */
export async function runs(record: ServerRecord): Promise<boolean> {
  if (record.in === 'process') return isRunning(record)
  return (await import('./containers.js')).containerRuns(record.id)
}

async function repliesInTime(kind: ServerKind, record: ServerRecord): Promise<boolean> {
  try {
    return await until(() => kind.replies(record), { what: `${kind.name} at its last address`, limitMs: 10_000, everyMs: 200 })
  } catch {
    return false
  }
}

/** Stops what is noted and what was never noted, and says what that was. */
export async function stopOne(kind: ServerKind, dir: string, record: ServerRecord | undefined): Promise<readonly string[]> {
  const marker = await kind.marker(kind.dirIn(dir))
  const recorded = record?.in === 'process' && isRunning(record) ? [record] : []
  const strays = processesRunning(marker).map((pid) => ({ pid, marker }))
  const servers = [...new Map([...strays, ...recorded].map((server) => [server.pid, server])).values()]
  await Promise.all(servers.map((server) => endProcess(server, kind.signal)))
  if (record?.in !== 'container' || !(await runs(record))) return servers.length > 0 ? [kind.name] : []
  await (await import('./containers.js')).stopContainer(record.id)
  return [kind.name]
}
