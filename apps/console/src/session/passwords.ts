import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id, as the package sets it: 19 MiB, two passes, one lane. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password)
}

let unknown: Promise<string> | undefined

/** Is it the password? Does the same work where there is no account, or one without a password: `verifyHash` is asked once, whatever is known. */
export async function isPassword(
  passwordHash: string | null | undefined,
  password: string,
  verifyHash: (hashed: string, password: string) => Promise<boolean> = verify,
): Promise<boolean> {
  const compared = passwordHash ?? (await (unknown ??= hashPassword(randomBytes(32).toString('hex'))))
  return (await verifyHash(compared, password)) && typeof passwordHash === 'string'
}
