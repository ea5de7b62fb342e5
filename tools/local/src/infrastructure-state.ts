import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A server that was started: its address as clients use it, and how it is known again. */
export type ServerRecord =
  | { readonly in: 'process'; readonly address: string; readonly pid: number; readonly marker: string }
  | { readonly in: 'container'; readonly address: string; readonly id: string }

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
  await writeSecret(statePath(dir), JSON.stringify(state, undefined, 2))
  if (state.postgres) await writeSecret(databaseUrlFile(dir), state.postgres.address)
}

/** The database's address alone, password and all: for commands to read, so it need not be shown. */
export function databaseUrlFile(dir: string): string {
  return join(dir, 'database-url')
}

async function writeSecret(path: string, text: string): Promise<void> {
  const part = `${path}.part`
  await writeFile(part, text, { mode: 0o600 })
  await rename(part, path)
}

function statePath(dir: string): string {
  return join(dir, 'state.json')
}
