import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Fault } from '../fault.js'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Reads TRELLIS_MASTER_KEY: 32 bytes in base64. Throws a Fault for anything else, without showing it. */
export function parseMasterKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  // Node skips what is not base64; only a text that comes back the same was one.
  if (key.length !== 32 || key.toString('base64').replace(/=+$/, '') !== text.trim().replace(/=+$/, ''))
    throw new Fault('TRELLIS_MASTER_KEY must be 32 bytes in base64 (make one: openssl rand -base64 32)', { retryable: false })
  return key
}

/** Encrypts with a random IV: IV, tag, ciphertext. `place` binds it to its row and column, so it opens nowhere else. */
export function seal(key: Buffer, place: string, text: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** Opens what `seal` made. Throws a Fault where the key or the place is another, or a byte was changed. */
export function unseal(key: Buffer, place: string, sealed: Buffer): string {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch (error) {
    const what = `TRELLIS_MASTER_KEY does not open ${place}: it is not the key that the secret was stored with`
    throw new Fault(what, { retryable: false, cause: error })
  }
}
