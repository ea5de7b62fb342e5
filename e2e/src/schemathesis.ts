import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localDir, workspaceRoot } from '@trellis/local'

const REQUIREMENTS = join(workspaceRoot, 'e2e/schemathesis/requirements.txt')
const MINUTE = 60_000
/** What it says of a run may be long. */
const MOST_SAID = 64 * 1024 * 1024

/** Exits with 0 where a Python is new enough and can make environments. */
const PROBE = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

/** What it needs and this machine has not; undefined where all is there. */
export function missingForSchemathesis(): string | undefined {
  const isThere = spawnSync('python3', ['-c', PROBE], { stdio: 'ignore' }).status === 0
  return isThere ? undefined : 'python3 of 3.11 or newer with venv (Debian: apt-get install python3-venv)'
}

/** The program, out of exactly the packages that are named with their hashes. They are fetched once for each list of them, into a folder of the checkout. */
export function installSchemathesis(): string {
  const list = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex')
  const folder = join(localDir, `schemathesis-${list.slice(0, 12)}`)
  const whole = join(folder, 'whole')
  if (!existsSync(whole)) {
    console.log(`Schemathesis is installed into ${folder}`)
    rmSync(folder, { recursive: true, force: true })
    run('python3', ['-m', 'venv', folder])
    run(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', REQUIREMENTS])
    writeFileSync(whole, '')
  }
  return join(folder, 'bin/st')
}

/** What came of a run: 0 where nothing was found, and what it said. */
export interface SchemathesisRun {
  readonly status: number
  readonly said: string
}

/** Sends requests by a document, in `folder`. */
export async function schemathesis(program: string, folder: string, args: readonly string[]): Promise<SchemathesisRun> {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: 20 * MINUTE, maxBuffer: MOST_SAID }
    execFile(program, ['run', ...args, '--no-color'], options, (error, out, complaints) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ status, said: `${out}${complaints}` })
    })
  })
}

function run(program: string, words: readonly string[]): void {
  execFileSync(program, words, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 10 * MINUTE })
}
