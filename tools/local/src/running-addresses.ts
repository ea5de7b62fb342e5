import { readState } from './infrastructure-state.js'
import { localDir } from './workspace.js'

/** The addresses of the Kafka and the Postgres that were last started for the folder; whether they still run, a connection shows. */
export async function runningAddresses(dir = localDir): Promise<{ readonly brokers?: string; readonly databaseUrl?: string }> {
  const { kafka, postgres } = await readState(dir)
  return { ...(kafka && { brokers: kafka.address }), ...(postgres && { databaseUrl: postgres.address }) }
}
