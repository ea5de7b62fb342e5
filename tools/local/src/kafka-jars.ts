import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { holdingLock } from './held-lock.js'
import { findMaven } from './java.js'
import { kafkaAssetsDir, localDir } from './workspace.js'

const pom = join(kafkaAssetsDir, 'pom.xml')

/** The version of the broker, as the pom pins it. */
export async function kafkaVersion(): Promise<string> {
  const version = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)</.exec(await readFile(pom, 'utf8'))?.[1]
  if (version === undefined) throw new Error(`${pom} does not say which Kafka`)
  return version
}

/** Where the broker's jars are (or will be) kept. */
export async function kafkaLibDir(): Promise<string> {
  return join(localDir, `kafka-${await kafkaVersion()}`, 'lib')
}

/** The folder with Kafka's jars, fetched with Maven when they are not there yet. The folder appears complete or not at all. */
export async function kafkaJars(log: (line: string) => void): Promise<string> {
  const lib = await kafkaLibDir()
  if (existsSync(lib)) return lib
  const home = dirname(lib)
  return holdingLock(home, async () => {
    if (existsSync(lib)) return lib
    const maven = await findMaven()
    if (maven === undefined) throw new Error(`Maven (mvn) is needed once, to fetch Kafka into ${lib}`)
    log(`Fetching Apache Kafka ${await kafkaVersion()} with Maven (about 45 MB, once)`)
    const parts = join(home, 'lib.part')
    await rm(parts, { recursive: true, force: true })
    await mkdir(parts)
    await fetchJars(maven, parts)
    await rename(parts, lib)
    log('Apache Kafka fetched')
    return lib
  })
}

async function fetchJars(maven: string, into: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${into}`]
  try {
    await promisify(execFile)(maven, ['-q', '-B', '-f', pom, ...goal], { timeout: 600_000, maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : ''
    throw new Error(`Maven could not fetch Kafka.\n${said}`, { cause: error })
  }
}
