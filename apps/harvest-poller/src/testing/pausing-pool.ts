import type { Pool, PoolClient } from '@trellis/runtime'
import { overriding } from '@trellis/runtime/testing'

/** A pool whose transactions stand still before a statement until they are let go on. */
interface PausingPool {
  readonly pool: Pool
  /** Resolves when they stand still. */
  readonly hasPaused: Promise<void>
  readonly goOn: () => void
}

/** Stands still once so many statements of its transactions were carried out, `begin` and `commit` among them. */
export function pausingPool(pool: Pool, after: number): PausingPool {
  let statements = 0
  let pause = (): void => undefined
  let goOn = (): void => undefined
  const hasPaused = new Promise<void>((resolve) => (pause = resolve))
  const goesOn = new Promise<void>((resolve) => (goOn = resolve))
  const pausing = (client: PoolClient): PoolClient => {
    const query = async (...args: readonly unknown[]): Promise<unknown> => {
      if (statements++ === after) {
        pause()
        await goesOn
      }
      return Reflect.apply(client.query.bind(client), undefined, args)
    }
    return overriding(client, 'query', query)
  }
  return { pool: overriding(pool, 'connect', async () => pausing(await pool.connect())), hasPaused, goOn: () => goOn() }
}
