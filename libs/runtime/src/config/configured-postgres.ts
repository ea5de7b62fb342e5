import type { DatabaseUrl } from '../postgres/database-url.js'
import { readSecretFile } from './secret.js'
import { secretFileOf } from './read-config.js'
import type { KafkaPostgresConfig } from './shared-config.js'

/** The database as a configuration describes it; where a file has its address, as the file says at each new connection. */
export function configuredPostgres(config: KafkaPostgresConfig): DatabaseUrl {
  const file = secretFileOf(config, 'databaseUrl')
  return file === undefined ? config.databaseUrl : () => readSecretFile(file)
}
