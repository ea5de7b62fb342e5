import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { holdingLock } from './held-lock.js'
import { findMaven } from './java.js'

/** Jars to be had: what they are called, how large they are, the pom that names them (and what its `${…}` stand for), and the folder they are kept in. */
export type JarsWanted = {
  readonly what: string
  readonly megabytes: number
  readonly pom: string
  readonly properties?: Readonly<Record<string, string>>
  readonly lib: string
}

/** The folder with the jars, fetched with Maven when they are not there yet. The folder appears complete or not at all. */
export async function mavenJars(wanted: JarsWanted, log: (line: string) => void): Promise<string> {
  const { what, megabytes, lib } = wanted
  if (existsSync(lib)) return lib
  return holdingLock(dirname(lib), async () => {
    if (existsSync(lib)) return lib
    const maven = await findMaven()
    if (maven === undefined) throw new Error(`Maven (mvn) is needed once, to fetch ${what} into ${lib}`)
    log(`Fetching ${what} with Maven (about ${megabytes} MB, once)`)
    const parts = `${lib}.part`
    await rm(parts, { recursive: true, force: true })
    await mkdir(parts)
    await fetchJars(maven, wanted, parts)
    await rename(parts, lib)
    log(`${what} fetched`)
    return lib
  })
}

async function fetchJars(maven: string, { what, pom, properties = {} }: JarsWanted, into: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${into}`]
  const set = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`)
  try {
    await promisify(execFile)(maven, ['-q', '-B', '-f', pom, ...goal, ...set], { timeout: 600_000, maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : ''
    throw new Error(`Maven could not fetch ${what}.\n${said}`, { cause: error })
  }
}
