import { readState, type Variables } from './infrastructure-state.js'
import { localDir } from './workspace.js'

/** The addresses of the Kafka and the Postgres that were last started for the folder; whether they still run, a connection shows. */
export async function runningAddresses(dir = localDir): Promise<RunningAddresses> {
  const { kafka, postgres } = await readState(dir)
  return {
    ...(kafka && { brokers: kafka.address }),
    ...(postgres && { databaseUrl: postgres.address }),
    client: kafka?.client ?? {},
  }
}

/** Where they are, and the variables by which clients show who they are. */
export type RunningAddresses = { readonly brokers?: string; readonly databaseUrl?: string; readonly client: Variables }
