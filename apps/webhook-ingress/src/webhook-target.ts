const PATH = /^\/webhooks\/greenhouse\/([A-Za-z0-9._-]{1,64})\/?$/
const AUTHORITY = /^https?:\/\/[^/?#]*/i

/**
 * The connection that a request target names; undefined where it is no webhook's. Every spelling that means the same reaches the same connection:
 * absolute form, which proxies send (RFC 9112, 3.2.2), and percent-encoded letters (RFC 3986, 6.2.2.2).
 */
export function connectionNamed(target: string): string | undefined {
  const [path = ''] = target.replace(AUTHORITY, '').split(/[?#]/, 1)
  return PATH.exec(path.includes('%') ? decoded(path) : path)?.[1]
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
