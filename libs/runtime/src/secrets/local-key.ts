import { createHash, randomBytes } from 'node:crypto'
import { Fault } from '../fault.js'
import { decrypt, encrypt } from './aes-gcm.js'
import type { DataKey, MasterKey } from './master-key.js'

const KEY_BYTES = 32

/** A master key that this process was given. */
export class LocalKey implements MasterKey {
  readonly names: readonly [string, ...string[]]

  /** `key` is 32 bytes; without a name it is called by the beginning of its hash. */
  constructor(
    private readonly key: Buffer,
    name?: string,
  ) {
    const own = `key-${createHash('sha256').update('trellis master key').update(key).digest('hex').slice(0, 12)}`
    this.names = name === undefined ? [own] : [name, own]
  }

  async makeDataKey(connection: string): Promise<DataKey> {
    const clear = randomBytes(KEY_BYTES)
    return { clear, wrapped: encrypt(this.key, Buffer.from(connection), clear) }
  }

  async unwrap(wrapped: Buffer, connection: string): Promise<Buffer> {
    try {
      return decrypt(this.key, Buffer.from(connection), wrapped)
    } catch (error) {
      const what = `another key was given under the id ${this.names[0]}, or what is stored was changed`
      throw new Fault(what, { retryable: false, cause: error })
    }
  }

  /** What was sealed before envelopes named their key: with the key itself. Undefined where it was another. */
  openNameless(place: string, sealed: Buffer): string | undefined {
    try {
      return decrypt(this.key, Buffer.from(place), sealed).toString('utf8')
    } catch {
      return undefined
    }
  }
}

/** Reads a key: 32 bytes in base64. Undefined for anything else. */
export function parseLocalKey(text: string): Buffer | undefined {
  const key = Buffer.from(text, 'base64')
  // Node skips what is not base64; only a text that comes back the same was one.
  const isSame = key.toString('base64').replace(/=+$/, '') === text.trim().replace(/=+$/, '')
  return key.length === KEY_BYTES && isSame ? key : undefined
}
