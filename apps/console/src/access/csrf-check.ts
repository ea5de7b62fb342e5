import { timingSafeEqual } from 'node:crypto'
import { csrfSync } from 'csrf-sync'
import type { Request } from 'express'
import { ConsoleError } from '../problem/console-error.js'

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

const tokens = csrfSync({ size: 32 })

/** The token of the request's session; made with its first use. */
export function csrfTokenOf(request: Request): string {
  return tokens.generateToken(request)
}

/** Requests that change something come from the console's own pages: by their origin, and by the token of their session. */
export class CsrfCheck {
  private readonly origins: ReadonlySet<string>

  constructor(publicUrl: URL) {
    this.origins = originsOf(publicUrl)
  }

  /** Throws a ConsoleError where one of the two is another. */
  check(request: Request): void {
    if (READS.includes(request.method)) return
    const { origin, 'sec-fetch-site': site = 'same-origin' } = request.headers
    // Browsers send an origin with whatever changes something; other programs may leave it out.
    const isOwn = origin === undefined ? site === 'same-origin' : this.origins.has(origin)
    if (!isOwn) throw new ConsoleError('origin-refused')
    const [given, kept] = [tokens.getTokenFromRequest(request), tokens.getTokenFromState(request)]
    if (!given || !kept || !isSame(given, kept)) throw new ConsoleError('csrf-token-wrong')
  }
}

/** This machine has several names for itself. */
function originsOf({ origin, hostname, protocol, port }: URL): ReadonlySet<string> {
  if (!LOOPBACK.includes(hostname)) return new Set([origin])
  return new Set(LOOPBACK.map((name) => new URL(`${protocol}//${name}${port === '' ? '' : `:${port}`}`).origin))
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
