import { setTimeout as pause } from 'node:timers/promises'
import { users } from '@trellis/greenhouse'
import { Fault, pgFault, readProgress, type Logger } from '@trellis/runtime'
import type { ConnectionContext } from '../connection-context.js'
import { listingsOf } from './listings.js'
import type { Fence } from '../known-entities/listed-register.js'
import { WITHOUT_PERMISSION_MS } from '../schedule/pauses.js'
import { untilLater } from '../schedule/until-later.js'
import { verifyCredentials } from './verify-credentials.js'

const PAUSE_MS = { first: 1_000, refused: 900_000 }

/**
 * Whether polling may begin, by what the credentials show (rule N5). Where they are refused, or that is unknown, it has waited by then for what may
 * change that, so the caller begins again. The logger is the connection's. Throws what is neither a Fault nor a stop.
 */
export async function areCredentialsProven(
  context: ConnectionContext,
  fence: Fence,
  logger: Logger,
  signal: AbortSignal,
): Promise<boolean> {
  const { connection, metrics } = context
  const proof = await verifyCredentials(context, fence, signal).catch((error: unknown) => {
    const fault = pgFault(error)
    if (!signal.aborted && !(fault instanceof Fault)) throw error
    return undefined
  })
  if (!proof) await pause(PAUSE_MS.first, undefined, { signal }).catch(() => undefined)
  if (!proof || proof.isProven) {
    metrics.credentialsAre(connection, 'usable')
    return proof !== undefined
  }
  metrics.credentialsAre(connection, 'refused')
  logger.error({ why: proof.why }, 'polling stops: credentials refused')
  if (proof.isForbidden) await untilGranted(context, signal)
  else await pause(PAUSE_MS.refused, undefined, { signal }).catch(() => undefined)
  return false
}

/** Waits until users may be asked for again: in a minute, or as soon as it was seen that they may be listed. */
async function untilGranted({ pool, connection }: ConnectionContext, signal: AbortSignal): Promise<void> {
  const endMs = performance.now() + WITHOUT_PERMISSION_MS
  while (!signal.aborted && performance.now() < endMs) {
    await pause(PAUSE_MS.first, undefined, { signal }).catch(() => undefined)
    const found = await readProgress(pool, connection, [listingsOf(users)[0]]).catch(untilLater)
    if (found?.some(({ permission }) => permission !== 'missing')) return
  }
}
