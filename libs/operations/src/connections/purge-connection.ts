import { RAW_TOPIC } from '@trellis/greenhouse'
import { forgetProblemsOf, removeConnection, type LogRecord } from '@trellis/runtime'
import { Refusal } from '../refusal.js'
import type { Stores } from '../stores.js'
import { connectionNamed } from './connection-named.js'

const AT_A_TIME = 1_000

/**
 * Erases every raw event of a removed connection: a tombstone each (rule N5). Rows are none of its business: they go with the next rebuild, which passes
 * removed connections over (rule N6). Doing it again erases what came meanwhile. Returns how many were erased. Throws a Refusal where the
 * connection is not removed.
 */
export async function purgeConnection(
  { log, pool }: Stores,
  id: string,
  onProgress?: (done: number, total: number) => void,
): Promise<number> {
  const { removedAt } = await connectionNamed(pool, id)
  if (removedAt === null)
    throw new Refusal('conflict', `Connection ${id} is in use: remove it first (\`connections remove ${id}\`)`)
  // A poller may have gone on for seconds after the removal, and written to the known entities.
  await removeConnection(pool, id)
  let erased = 0
  await log.scan(
    RAW_TOPIC,
    async (records) => {
      const own = records.filter((record) => isOf(id, record))
      for (let start = 0; start < own.length; start += AT_A_TIME)
        await log.erase(
          RAW_TOPIC,
          own
            .slice(start, start + AT_A_TIME)
            .map(({ message, position }) => ({ key: message.key, partition: position.partition })),
        )
      erased += own.length
      return undefined
    },
    onProgress && { onProgress },
  )
  await forgetProblemsOf(pool, id)
  return erased
}

function isOf(id: string, { message }: LogRecord): boolean {
  return message.headers['ce_connection'] === id || message.key.startsWith(`${id}/`)
}
