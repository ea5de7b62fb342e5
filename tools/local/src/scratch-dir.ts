import { chmod, mkdir, mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new empty folder for one spec: inside the test run's own, so whatever is left in it or runs in it is cleared away with the run. */
export async function scratchDir(name: string): Promise<string> {
  const parent = process.env['TRELLIS_TEST_DIR'] ?? (await realpath(tmpdir()))
  await mkdir(parent, { recursive: true })
  const dir = await mkdtemp(join(parent, `${name}-`))
  // Postgres may run as another user, who has to pass through.
  await chmod(dir, 0o711)
  return dir
}
