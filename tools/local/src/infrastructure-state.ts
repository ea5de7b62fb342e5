import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivately } from './private-dir.js'

/** Environment variables, as services and commands read them. */
export type Variables = Readonly<Record<string, string>>

/** A server that was started: its address as clients use it, what else they need to reach it, and how it is known again. */
export type ServerRecord = { readonly address: string; readonly client?: Variables } & (
  { readonly in: 'process'; readonly pid: number; readonly marker: string } | { readonly in: 'container'; readonly id: string }
)

/** What runs (or ran) for one folder. */
export type InfrastructureState = { readonly kafka?: ServerRecord; readonly postgres?: ServerRecord }

/** Reads what was last written down for the folder; nothing at all when nothing was. */
export async function readState(dir: string): Promise<InfrastructureState> {
  const path = statePath(dir)
  if (!existsSync(path)) return {}
  return JSON.parse(await readFile(path, 'utf8')) as InfrastructureState
}

/** Writes down what runs; for our eyes only, the database's address has its password. */
export async function writeState(dir: string, state: InfrastructureState): Promise<void> {
  await mkdir(dir, { recursive: true })
  await writePrivately(statePath(dir), JSON.stringify(state, undefined, 2))
  if (state.postgres) await writePrivately(databaseUrlFile(dir), state.postgres.address)
}

/** The database's address alone, password and all: for commands to read, so it need not be shown. */
export function databaseUrlFile(dir: string): string {
  return join(dir, 'database-url')
}

function statePath(dir: string): string {
  return join(dir, 'state.json')
}
