import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the invented company of a connection was served last: a port of its own at each start. */
interface KeptSandbox {
  readonly connection: string
  readonly url: string
  readonly tokenUrl: string
}

/** Keeps it for other commands on this machine. */
export async function keepSandbox(dir: string, { connection, url, tokenUrl }: KeptSandbox): Promise<void> {
  await writeFile(fileIn(dir), JSON.stringify({ connection, url, tokenUrl }, undefined, 2), { mode: 0o600 })
}

/** What was kept; undefined where no invented company was ever started here. */
export async function keptSandbox(dir: string): Promise<KeptSandbox | undefined> {
  return existsSync(fileIn(dir)) ? (JSON.parse(await readFile(fileIn(dir), 'utf8')) as KeptSandbox) : undefined
}

function fileIn(dir: string): string {
  return join(dir, 'sandbox.json')
}
