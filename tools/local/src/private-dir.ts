import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** As root, Postgres runs as another user, who has to pass through to its data but need not list or read what is there. */
const PASSABLE = process.getuid?.() === 0 ? 0o711 : 0o700

/** What shows that a folder was made by us and for us alone. */
const OURS = ['state.json', 'keys.json', 'kafka', 'postgres']

/** Makes the folder, for its owner alone: raw personal data is kept in it. One that is there is closed to others too. */
export async function privateDir(dir: string): Promise<void> {
  await closed(dir, 0o700)
}

/** The same, of one that is on the way to the data of Postgres. */
export async function passableDir(dir: string): Promise<void> {
  await closed(dir, PASSABLE)
}

/** The same of a folder that was named; one that is there and holds other things as well is left as it is, only what we put into it is closed. */
export async function privateHome(dir: string): Promise<void> {
  const isOurs = !existsSync(dir) || (await isEmpty(dir)) || OURS.some((name) => existsSync(join(dir, name)))
  await (isOurs ? passableDir(dir) : mkdir(dir, { recursive: true }))
}

/** Does the work, such as to start a process, so whatever it makes is its owner's alone. Not for what goes on after it returns. */
export function privately<T>(work: () => T): T {
  const before = process.umask(0o077)
  try {
    return work()
  } finally {
    process.umask(before)
  }
}

/** Writes a file for our eyes only, whole or not at all. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const part = `${path}.part`
  await writeFile(part, text, { mode: 0o600 })
  await rename(part, path)
}

async function closed(dir: string, mode: number): Promise<void> {
  await mkdir(dir, { recursive: true, mode })
  await chmod(dir, mode)
}

async function isEmpty(dir: string): Promise<boolean> {
  return (await readdir(dir)).length === 0
}
