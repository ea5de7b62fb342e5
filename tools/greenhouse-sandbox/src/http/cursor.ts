/** Where a listing goes on. Opaque to clients: URL-safe base64 (Harvest v3 guide, pagination). */
export interface Cursor {
  readonly collection: string
  /** The parameters of the first request, paging included. */
  readonly given: readonly (readonly [string, string])[]
  readonly below: number
  readonly issuedAt: number
}

export const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** The cursor in the text, or undefined where it is none of ours. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return isCursor(json) ? json : undefined
  } catch {
    return undefined
  }
}

function isCursor(json: unknown): json is Cursor {
  if (typeof json !== 'object' || json === null) return false
  const { collection, given, below, issuedAt } = json as Record<string, unknown>
  return typeof collection === 'string' && Array.isArray(given) && typeof below === 'number' && typeof issuedAt === 'number'
}
