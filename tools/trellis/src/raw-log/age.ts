import { readFile } from 'node:fs/promises'
import { ReadableStream } from 'node:stream/web'

/** Bytes, in pieces of any size. */
type Bytes = AsyncIterable<Uint8Array>

/** A file is packed, encrypted or both by its name. */
export function isPacked(file: string): boolean {
  return /\.gz(\.age)?$/.test(file)
}

/** A file that only the holder of an identity can read. */
export function isEncrypted(file: string): boolean {
  return file.endsWith('.age')
}

/** Whether a text looks like a recipient of age, a public key; whether it is one, encrypting shows. */
export function isRecipient(text: string): boolean {
  return /^age1[0-9a-z]{8,}$/.test(text)
}

/** Encrypts on the way, in the format of age: each of the recipients alone can read it. */
export function encryptedTo(recipients: readonly string[]): (bytes: Bytes) => Bytes {
  return async function* (bytes) {
    const { Encrypter } = await age()
    const encrypter = new Encrypter()
    for (const recipient of recipients) encrypter.addRecipient(recipient)
    yield* await encrypter.encrypt(ReadableStream.from(bytes))
  }
}

/** Decrypts on the way, with the identities of a file as `age-keygen` writes it. Throws where none of them is meant, or a byte was changed. */
export async function* decryptedWith(identityFile: string, bytes: Bytes): Bytes {
  const identities = (await readFile(identityFile, 'utf8')).split(/\s+/).filter((word) => word.startsWith('AGE-SECRET-KEY-'))
  if (identities.length === 0) throw new Error(`There is no identity (AGE-SECRET-KEY-…) in ${identityFile}`)
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  yield* await decrypter.decrypt(ReadableStream.from(bytes))
}

/** Loaded by the two commands that need it, not by every one. */
async function age() {
  return import('age-encryption')
}
