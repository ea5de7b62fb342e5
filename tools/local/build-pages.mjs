// Builds the pages of the console, where they or what they are made with have changed since they were built.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MADE = new Set(['dist', 'node_modules', '.cache'])

/** Builds them where that is due, and says so. Returns what went wrong; undefined where nothing did. */
export function buildPages(root) {
  const project = join(root, 'apps/console-web')
  const built = join(project, 'dist/.sources')
  const sources = hashOf([...filesIn(project), join(root, 'package-lock.json')])
  if (existsSync(built) && readFileSync(built, 'utf8') === sources) return undefined
  console.log("Building the console's pages")
  const vite = spawnSync('npm', ['run', 'build', '--silent'], {
    cwd: project,
    encoding: 'utf8',
    // Another one makes pages for developers, which are larger and slower.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (vite.status !== 0) return `${vite.stdout}${vite.stderr}`.trimEnd()
  writeFileSync(built, sources)
  return undefined
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !MADE.has(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
}
