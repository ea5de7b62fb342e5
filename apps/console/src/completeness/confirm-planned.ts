import { confirmGone } from '@trellis/operations'
import { Fault, isRetryable, type PoolClient } from '@trellis/runtime'
import { ConsoleError } from '../problem/console-error.js'

/** Confirms exactly so many removals of a resource. Throws a ConsoleError where it would be another number, or nothing waits any more: then nothing is confirmed. */
export async function confirmPlanned(client: PoolClient, connection: string, resource: string, planned: number): Promise<void> {
  const confirmed = await confirmGone(client, connection, resource).catch((error: unknown) => {
    if (error instanceof Fault && !isRetryable(error)) return 0
    throw error
  })
  if (confirmed !== planned) throw new ConsoleError('plan-outdated')
}
