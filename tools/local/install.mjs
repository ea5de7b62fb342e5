// Makes a checkout runnable: installs what the lock file says if that is not what is there, compiles what has changed, and builds the
// console's pages for `npm start`.
// Plain JavaScript without dependencies, because it runs before there are any.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPages } from './build-pages.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [major, minor] = process.versions.node.split('.').map(Number)
const script = process.env.npm_lifecycle_event ?? ''
// `npm test` promises a count as its last line, whatever goes wrong.
const testing = script === 'test' || script === 'verify'
// These need nothing but this folder: broken types elsewhere must not keep anybody from stopping, and a test run compiles as one of its checks.
const projects = testing || script === 'stop' || script === 'local' ? ['tools/local'] : []

if (major < 20 || (major === 20 && minor < 19)) fail(`Trellis needs Node 20.19 or newer; this is ${process.versions.node}`)

const missing = firstDifference()
if (missing !== undefined) {
  console.log(`Installing dependencies with npm ci (${missing})`)
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', ['ci', ...quiet], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (npm.status !== 0) fail('npm ci failed; its messages are above')
}

if (!existsSync(join(root, 'tools/local/dist/index.js'))) console.log('Compiling')
const colours = process.stdout.isTTY ? ['--pretty'] : []
const tsc = spawnSync(process.execPath, ['node_modules/typescript-native/bin/tsc', '-b', ...colours, ...projects], {
  cwd: root,
  encoding: 'utf8',
})
if (tsc.status !== 0) {
  console.error(`${tsc.stdout}${tsc.stderr}`.trimEnd())
  fail('The types are broken; the messages of the compiler are above')
}

if (script === 'start') {
  const wrong = buildPages(root)
  if (wrong !== undefined) {
    console.error(wrong)
    fail("The console's pages cannot be built; the messages of vite are above")
  }
}

/** What the lock file asks for and npm has not installed, in a few words; `undefined` when all is there. */
function firstDifference() {
  const installed = packagesOf('node_modules/.package-lock.json')
  if (installed === undefined) return 'none are installed'
  const wanted = packagesOf('package-lock.json') ?? {}
  for (const [path, { version, integrity, optional, link }] of Object.entries(wanted)) {
    if (path === '' || !path.includes('node_modules/')) continue
    const there = installed[path]
    // What is optional may be for another platform.
    if (there === undefined && !optional) return `${nameOf(path)} is missing`
    if (there && !link && (there.version !== version || there.integrity !== integrity)) return `${nameOf(path)} is not ${version}`
  }
  const extra = Object.keys(installed).find((path) => wanted[path] === undefined)
  return extra === undefined ? undefined : `${nameOf(extra)} is no longer wanted`
}

function packagesOf(lockFile) {
  const path = join(root, lockFile)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/')).replace('node_modules/', '')
}

function fail(message) {
  console.error(message)
  if (testing) console.log('0 passed, 1 failed')
  process.exit(1)
}
