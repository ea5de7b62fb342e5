import type { Pool } from 'pg'
import type { Metrics } from '../telemetry/metrics.js'

/** Shows how a pool is used, whenever the figures are read. */
export function poolMetrics(metrics: Metrics, pool: Pool): void {
  const connections = metrics.gauge('trellis_postgres_connections', 'Connections to Postgres, by what they do.', ['state'])
  const waiting = metrics.gauge('trellis_postgres_waiting', 'How much work waits for a connection to Postgres.')
  metrics.beforeReading(() => {
    connections.set({ state: 'idle' }, pool.idleCount)
    connections.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
    waiting.set(pool.waitingCount)
  })
}
