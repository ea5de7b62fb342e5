import { addresses } from './addresses.js'
import { openStatus, type StatusPorts } from './status.js'

/** Opens log and database as the environment or this machine names them, and closes them after the work. */
export async function withPorts(work: (ports: StatusPorts) => Promise<void>): Promise<void> {
  const ports = await openStatus(await addresses())
  try {
    await work(ports)
  } catch (error) {
    throw isMissingTable(error)
      ? new Error('There are no tables yet: start the services once (`npm start`)', { cause: error })
      : error
  } finally {
    await ports.close()
  }
}

/** Postgres' own codes: undefined table, undefined column, invalid schema name. */
function isMissingTable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['42P01', '3F000'].includes(String(error.code))
}
