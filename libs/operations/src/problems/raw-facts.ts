import { decodeRaw, isObject, parseJson, type Position } from '@trellis/pipeline'
import type { LogRecord } from '@trellis/runtime'

/** What a record of raw is. Its body holds personal data. */
export interface RawFacts {
  readonly position: Position
  /** ISO 8601. */
  readonly appendedAt: string
  readonly bytes: number
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  /** `of no format that is known`, where it is none of ours. */
  readonly kind: string
  /** Of a webhook. */
  readonly action?: string
  readonly body?: string
}

/** What there is to say of a record of raw; its body only where that is wanted. */
export function rawFacts({ message, position, appendedAtMs }: LogRecord, isBodyWanted: boolean): RawFacts {
  const decoded = decodeRaw(message, position, appendedAtMs)
  const body = Buffer.from(message.value)
  const parsed = parseJson(body.toString('utf8'))
  return {
    position,
    appendedAt: new Date(appendedAtMs).toISOString(),
    bytes: body.byteLength,
    key: message.key,
    headers: message.headers,
    kind: decoded?.kind ?? 'of no format that is known',
    ...(isObject(parsed) && typeof parsed['action'] === 'string' && { action: parsed['action'] }),
    ...(isBodyWanted && { body: body.toString('utf8') }),
  }
}
