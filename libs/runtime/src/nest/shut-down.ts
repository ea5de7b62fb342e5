import type { INestApplication } from '@nestjs/common'
import type { BatchConsumer } from '../kafka/consumer/batch-consumer.js'
import type { Logger } from '../telemetry/logger.js'

const LIMIT_MS = 25_000

/** Closes a service in order; each part even where one before it failed. Rejects after 25 s, or with what failed. */
export async function shutDown(
  app: INestApplication,
  endHttp: () => Promise<void>,
  parts: {
    readonly strategy?: BatchConsumer
    readonly onShutdown?: readonly (() => unknown)[]
    readonly logger: Logger
  },
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not closed within ${LIMIT_MS} ms`)), LIMIT_MS)
  })
  try {
    await Promise.race([closeAll([() => parts.strategy?.close(), endHttp, () => app.close(), ...(parts.onShutdown ?? [])]), late])
    parts.logger.info('closed')
  } finally {
    clearTimeout(timer)
  }
}

async function closeAll(closers: readonly (() => unknown)[]): Promise<void> {
  const errors: unknown[] = []
  for (const close of closers) {
    try {
      await close()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} parts were not closed in order`)
}
