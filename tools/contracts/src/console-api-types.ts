import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../apps/console-web/api-types.mjs', import.meta.url))

/** Makes the types by which the console's pages know its API from its OpenAPI document, or compares them. Returns what went wrong, or nothing. */
export function consoleApiTypes(how: 'write' | 'compare'): string {
  const { status, stderr } = spawnSync(process.execPath, [program, ...(how === 'compare' ? ['--check'] : [])], {
    encoding: 'utf8',
  })
  return status === 0 ? '' : stderr.trim() || `${program} failed`
}
