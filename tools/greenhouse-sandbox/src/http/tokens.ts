import { createHmac, randomBytes, randomUUID } from 'node:crypto'

interface IssuedToken {
  readonly token: string
  readonly expiresAt: number
}

/** Access tokens in force, and the user each acts as. */
export class Tokens {
  readonly #key = randomBytes(32)
  #issued = new Map<string, { readonly userId: number; readonly expiresAt: number }>()

  constructor(
    private readonly settings: { readonly tokenLifeMs: number; readonly newTokenEndsOld: boolean },
    private readonly now: () => number,
  ) {}

  /** A new token, in the form of a JWT (Harvest v3 guide, authentication); clients have no business reading it. */
  issue(userId: number): IssuedToken {
    const now = this.now()
    const expiresAt = now + this.settings.tokenLifeMs
    const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url')
    const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: String(userId), exp: Math.floor(expiresAt / 1000), jti: randomUUID() })}`
    const token = `${head}.${createHmac('sha256', this.#key).update(head).digest('base64url')}`
    if (this.settings.newTokenEndsOld) this.expireAll()
    for (const [other, { expiresAt: end }] of this.#issued) if (end <= now) this.#issued.delete(other)
    this.#issued.set(token, { userId, expiresAt })
    return { token, expiresAt }
  }

  /** The user a token acts as; undefined when it is unknown or over. */
  actingUser(token: string): number | undefined {
    const issued = this.#issued.get(token)
    return issued === undefined || issued.expiresAt <= this.now() ? undefined : issued.userId
  }

  expireAll(): void {
    this.#issued = new Map()
  }
}
