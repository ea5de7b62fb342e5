// Builds the pages of the console, where they or what they are made with have changed since they were built; by itself: node tools/local/build-pages.mjs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MADE = new Set(['dist', 'node_modules', '.cache'])

/** Builds them where that is due, and says so. Returns what went wrong; undefined where nothing did. */
export function buildPages(root) {
  const project = join(root, 'apps/console-web')
  const pages = join(project, 'dist')
  const built = join(pages, '.sources')
  const sources = hashOf([...filesIn(project), join(root, 'package-lock.json')])
  if (existsSync(built) && readFileSync(built, 'utf8') === sources) return undefined
  console.log("Building the console's pages")
  // Beside those that a console may be serving, or another start be building.
  const made = `.cache/pages-${process.pid}`
  const vite = spawnSync('npm', ['run', 'build', '--silent', '--', '--outDir', made, '--emptyOutDir', '--bypass-lock'], {
    cwd: project,
    encoding: 'utf8',
    // Another one makes pages for developers, which are larger and slower.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (vite.status !== 0) return `${vite.stdout}${vite.stderr}`.trimEnd()
  writeFileSync(join(project, made, '.sources'), sources)
  replace(pages, join(project, made))
  return undefined
}

function replace(folder, by) {
  const before = `${by}-before`
  if (existsSync(folder)) renameSync(folder, before)
  renameSync(by, folder)
  rmSync(before, { recursive: true, force: true })
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = buildPages(fileURLToPath(new URL('../..', import.meta.url)))
  if (wrong !== undefined) {
    console.error(wrong)
    process.exitCode = 1
  }
}
