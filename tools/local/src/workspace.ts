import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the checkout this file stands in, whether it runs from `src` or from `dist`. */
export const workspaceRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)))

/** Where everything that belongs to this machine alone is kept; ignored by git. */
export const localDir: string = join(workspaceRoot, '.local')

/** The folder of an `npm start`: what TRELLIS_DIR names, relative to where the command was given, or else `.local`. */
export function dataDir(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['TRELLIS_DIR']
  // npm runs scripts in the folder of the package.
  return named ? resolve(env['INIT_CWD'] ?? '.', named) : localDir
}

/** The folder with the broker's pom and its logging configuration. */
export const kafkaAssetsDir: string = join(workspaceRoot, 'tools/local/kafka')

function findRoot(from: string): string {
  if (existsSync(join(from, 'nx.json'))) return from
  const parent = dirname(from)
  if (parent === from) throw new Error('No workspace root (a folder with nx.json) above tools/local')
  return findRoot(parent)
}
