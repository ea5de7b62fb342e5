import { beginAct, endAct, type Act, type Pool, type PoolClient } from '@trellis/runtime'

/** Writes an act that a transaction does, and what it changes, to be kept together or not at all: `ops.audit_log` says that it was begun and done. */
export async function noteAct(client: PoolClient, act: Act): Promise<void> {
  await endAct(client, await beginAct(client, act), 0)
}

/**
 * Does what takes longer than a transaction should: the audit log has that it was begun before it is, and afterwards how it ended. What cannot be recorded is not
 * begun. Throws what the work throws.
 */
export async function recordAct<T>(pool: Pool, act: Act, work: () => Promise<T>): Promise<T> {
  const begun = await beginAct(pool, act)
  const done = await work().catch(async (error: unknown) => {
    // That it was begun is known in any case.
    await endAct(pool, begun, 1).catch(() => undefined)
    throw error
  })
  await endAct(pool, begun, 0)
  return done
}
