import { isNativeError } from 'node:util/types'
import type { MessageHandler } from '@nestjs/microservices'
import { isObservable, lastValueFrom } from 'rxjs'
import type { LogBatch, SeekTo } from './log-batch.js'

/** A handler's answer, through whatever Nest has put around it. */
export async function handlerAnswer(handler: MessageHandler<LogBatch> | null, batch: LogBatch): Promise<SeekTo | undefined> {
  let last: unknown
  try {
    const answer: unknown = await handler?.(batch)
    last = isObservable(answer) ? await lastValueFrom(answer, { defaultValue: undefined }) : answer
  } catch (error) {
    throw isNativeError(error)
      ? error
      : new Error('Nest has replaced a handler’s error: the RethrowFilter is missing', { cause: error })
  }
  return typeof last === 'object' && last !== null && 'seekTo' in last && typeof last.seekTo === 'bigint'
    ? { seekTo: last.seekTo }
    : undefined
}
