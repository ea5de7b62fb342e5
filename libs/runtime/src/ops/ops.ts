import type { Pool } from 'pg'
import type { DataSource } from 'typeorm'

/** The operational schema `ops`: TypeORM for entities and reads, a pool for set-based SQL and transactions. */
export interface Ops {
  readonly data: DataSource
  readonly pool: Pool
  close(): Promise<void>
}
