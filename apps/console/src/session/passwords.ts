import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id, as the package sets it: 19 MiB, two passes, one lane. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password)
}

let unknown: Promise<string> | undefined

/** Is it the password? Takes as long where there is no account, or one without a password. */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const compared = passwordHash ?? (await (unknown ??= hashPassword(randomBytes(32).toString('hex'))))
  return (await verify(compared, password)) && typeof passwordHash === 'string'
}
