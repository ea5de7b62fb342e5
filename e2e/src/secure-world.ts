import { join } from 'node:path'
import { scratchDir, startInfrastructure, type Infrastructure } from '@trellis/local'
import { makeWorld, type World } from './world.js'

/** A small world on a cluster that asks everybody who they are, and on a database that speaks TLS alone, both its own. */
export interface SecureWorld {
  readonly world: World
  readonly infrastructure: Infrastructure
  /** Where the cluster keeps keys and passwords. */
  readonly kafkaDir: string
  close(): Promise<void>
}

/** Starts servers, and all services of ten candidates' company. */
export async function startSecureWorld(): Promise<SecureWorld> {
  const dir = await scratchDir('secure')
  const infrastructure = await startInfrastructure({ dir, secure: true, env: {} })
  const world = await makeWorld({ sandbox: { candidates: 10 }, ...infrastructure })
  await world.start()
  const close = async (): Promise<void> => {
    await world.close()
    await infrastructure.stop()
  }
  return { world, infrastructure, kafkaDir: join(dir, 'kafka'), close }
}
