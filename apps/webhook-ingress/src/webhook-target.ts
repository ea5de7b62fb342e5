import { isAction, type Action } from '@trellis/greenhouse/webhook'

/** The URL of a webhook. */
export interface WebhookTarget {
  readonly connection: string
  /** The event that it names, undefined for the connection's common URL; `unknown` where it names one that there is none of. */
  readonly event: Action | 'unknown' | undefined
}

const PATH = /^\/webhooks\/greenhouse\/([A-Za-z0-9._-]{1,64})(?:\/([a-z_]{1,64}))?\/?$/
const AUTHORITY = /^https?:\/\/[^/?#]*/i

/**
 * What a request target names; undefined where it is no webhook's. Every spelling that means the same reaches the same: absolute form, which proxies
 * send (RFC 9112, 3.2.2), and percent-encoded letters (RFC 3986, 6.2.2.2).
 */
export function webhookTarget(target: string): WebhookTarget | undefined {
  const [path = ''] = target.replace(AUTHORITY, '').split(/[?#]/, 1)
  const [, connection, event] = PATH.exec(path.includes('%') ? decoded(path) : path) ?? []
  if (connection === undefined) return undefined
  return { connection, event: event === undefined || isAction(event) ? event : 'unknown' }
}

/** Segment by segment: a slash that is encoded parts nothing. What cannot be decoded names no connection. */
function decoded(path: string): string {
  try {
    const segments = path.split('/').map(decodeURIComponent)
    return segments.some((segment) => segment.includes('/')) ? '' : segments.join('/')
  } catch {
    return ''
  }
}
