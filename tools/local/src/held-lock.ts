import { join } from 'node:path'
import { lock } from 'proper-lockfile'
import { privateHome } from './private-dir.js'

/** Does the work while holding the folder's lock, so two processes do not do it at once; the lock of a dead process lapses after 10 s. */
export async function holdingLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  await privateHome(dir)
  const release = await lock(dir, {
    lockfilePath: join(dir, '.lock'),
    stale: 10_000,
    retries: { retries: 3_000, factor: 1, minTimeout: 100, maxTimeout: 100 },
  })
  try {
    return await work()
  } finally {
    await release()
  }
}
