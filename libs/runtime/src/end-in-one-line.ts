import { createLogger } from './telemetry/logger.js'

/**
 * Whatever ends this process by surprise is one line of its log, and exit code 1: a faulty configuration, a refused login, a bug. Called first in a
 * service's entry, before there is a logger.
 */
export function endInOneLine(service: string): void {
  process.on('uncaughtException', (error: unknown) => {
    createLogger(service).fatal({ err: error }, error instanceof Error ? error.message : String(error))
    process.exit(1)
  })
}
