import type { Stores } from '@trellis/operations'
import { isMissingTable, isRetryable, pgFault } from '@trellis/runtime'
import { addresses, openPorts } from './addresses.js'

/** Opens log and database as the environment or this machine names them, and closes them after the work. Throws an Error that says what to do. */
export async function withPorts(work: (ports: Stores) => Promise<void>): Promise<void> {
  const all = await addresses()
  const ports = await openPorts(all).catch((error: unknown) => {
    // A refusal says itself what to do.
    if (!isRetryable(error)) throw error
    throw new Error(`${messageOf(error)}. Is Kafka running at ${all.brokers} (KAFKA_BROKERS, or what \`npm start\` runs)?`, {
      cause: error,
    })
  })
  try {
    await work(ports)
  } catch (error) {
    if (isMissingTable(error)) throw new Error('There are no tables yet: start the services once (`npm start`)', { cause: error })
    const fault = pgFault(error)
    if (!isRetryable(fault) || !fault.message.startsWith('Postgres: ')) throw fault
    throw new Error(`${fault.message}. Is it running (DATABASE_URL, or what \`npm start\` runs)?`, { cause: error })
  } finally {
    await ports.close()
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
