import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const oldestJava = 17

/** The Java to run Kafka with (17 or newer): JAVA_HOME's, then the one on the PATH; `undefined` when neither answers. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const candidates = env['JAVA_HOME'] ? [join(env['JAVA_HOME'], 'bin/java'), 'java'] : ['java']
  for (const java of candidates) {
    const major = await javaMajor(java)
    if (major !== undefined && major >= oldestJava) return java
  }
  return undefined
}

/** The Maven to fetch Kafka with; `undefined` when none answers. */
export async function findMaven(): Promise<string | undefined> {
  try {
    await run('mvn', ['-v'], { timeout: 20_000 })
    return 'mvn'
  } catch {
    return undefined
  }
}

async function javaMajor(java: string): Promise<number | undefined> {
  try {
    // `java -version` speaks on standard error.
    const { stdout, stderr } = await run(java, ['-version'], { timeout: 20_000 })
    const major = /version "(?:1\.)?(\d+)/.exec(stdout + stderr)?.[1]
    return major === undefined ? undefined : Number(major)
  } catch {
    return undefined
  }
}
