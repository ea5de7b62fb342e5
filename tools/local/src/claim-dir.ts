import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { holdingLock } from './held-lock.js'
import { privateHome } from './private-dir.js'
import { commandLineOf, isRunning, type ServerProcess } from './server-process.js'

/** Who works with a folder, since when (ISO 8601), and how the process is known again. */
type Claim = ServerProcess & { readonly what: string; readonly since: string }

/**
 * Takes the folder for this process until the function that it gives is called: two that serve one folder's account would write over each other's notes.
 * One whose process has gone is free.
 * @throws Error that says who has it
 */
export async function claimDir(dir: string, what: string): Promise<() => Promise<void>> {
  await privateHome(dir)
  const file = join(dir, 'in-use.json')
  const marker = commandLineOf(process.pid).trim()
  const own: Claim = { pid: process.pid, marker, what, since: new Date().toISOString() }
  await holdingLock(dir, async () => {
    const held = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Claim) : undefined
    if (held && held.pid !== process.pid && isRunning(held))
      throw new Error(
        `${dir} is in use by ${held.what}, process ${held.pid}, since ${held.since}. Stop that one, or name another folder with --dir`,
      )
    await writeFile(file, JSON.stringify(own), { mode: 0o600 })
  })
  return () => rm(file, { force: true })
}
