import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { workspaceRoot } from '@trellis/local'

/** What an installed Chrome or Chromium is called. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A way to a browser: gives where programs of one may be, and says what it does. */
type Way = () => readonly string[]

/** The first that leads to one counts. */
const WAYS: readonly Way[] = [
  () => installed(),
  () => [chromium.executablePath()],
  () => {
    run('npx', ['--no', 'playwright', 'install', 'chromium'])
    return [chromium.executablePath()]
  },
  () => {
    if (process.getuid?.() !== 0) return []
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
    return installed()
  },
]

/**
 * The program of a Chrome or Chromium that runs here: an installed one, else Playwright's own, which is downloaded, else the system's, which is installed.
 * Throws an Error where there is none to be had.
 */
export function findBrowser(ways = WAYS): string {
  for (const way of ways) {
    const found = way().find((program) => existsSync(program) && canRun(program))
    if (found === undefined) continue
    console.log(`The browser is ${found}`)
    return found
  }
  throw new Error('There is no browser: install Chrome or Chromium, then run this again')
}

/** Where an installed one may be, by the folders in which programs are looked for. */
export function installed(path = process.env['PATH'] ?? ''): readonly string[] {
  return [...path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))), ...APPLICATIONS]
}

/** A download lacks libraries of the system now and then, and a file may stand for a package that is not there. */
function canRun(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 60_000 })
    return true
  } catch (error) {
    console.log(`${program} does not run, so another is looked for: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

/** Runs it; where it fails, the next way is tried. */
function run(program: string, words: readonly string[]): void {
  console.log(`No browser is installed: ${[program, ...words].join(' ')}`)
  try {
    execFileSync(program, words, { cwd: workspaceRoot, stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 })
  } catch (error) {
    console.log(error instanceof Error ? error.message : error)
  }
}
