import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** What an installed Chrome or Chromium is called. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The ways to a browser, the first that leads to one counts. Each says what it does. */
const WAYS: readonly (() => string | undefined)[] = [
  installed,
  () => existing(chromium.executablePath()),
  () => {
    run('npx', ['playwright', 'install', 'chromium'])
    return existing(chromium.executablePath())
  },
  () => {
    if (process.getuid?.() !== 0) return undefined
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
    return installed()
  },
]

/** The program of a Chrome or Chromium: an installed one, else Playwright's own, which is downloaded, else the system's, which is installed. Throws an Error where there is none to be had. */
export function findBrowser(): string {
  for (const way of WAYS) {
    const found = way()
    if (found === undefined) continue
    console.log(`The browser is ${found}`)
    return found
  }
  throw new Error('There is no browser: install Chrome or Chromium, then run this again')
}

function installed(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...APPLICATIONS].find(existsSync)
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined
}

/** Runs it; where it fails, the next way is tried. */
function run(program: string, words: readonly string[]): void {
  console.log(`No browser is installed: ${[program, ...words].join(' ')}`)
  try {
    execFileSync(program, words, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 })
  } catch (error) {
    console.log(error instanceof Error ? error.message : error)
  }
}
