import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** What is wrong with a file of certificates, in words that follow its name; undefined where it can be used now. */
export function wrongWithCertificate(path: string): string | undefined {
  const certificate = attempt(() => new X509Certificate(readFileSync(path)))
  if ('error' in certificate) return `names a file in which no certificate can be read (${reason(certificate.error)})`
  const { validFrom, validTo } = certificate.result
  if (Date.parse(validTo) < Date.now()) return `names a certificate that has expired on ${validTo}`
  return Date.parse(validFrom) > Date.now() ? `names a certificate that is not valid before ${validFrom}` : undefined
}

/** The same of a private key, which has to belong to the certificate. */
export function wrongWithKey(
  path: string,
  certificatePath: string | undefined,
  password: string | undefined,
): string | undefined {
  const key = attempt(() =>
    createPrivateKey({ key: readFileSync(path), ...(password !== undefined && { passphrase: password }) }),
  )
  if ('error' in key) return `names a file in which no private key can be read (${reason(key.error)})`
  const certificate = attempt(() => new X509Certificate(readFileSync(certificatePath ?? '')))
  if ('error' in certificate || certificate.result.checkPrivateKey(key.result)) return undefined
  return 'names a key that does not belong to the certificate'
}

function attempt<T>(work: () => T): { readonly result: T } | { readonly error: unknown } {
  try {
    return { result: work() }
  } catch (error) {
    return { error }
  }
}

function reason(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return code.startsWith('E') && !code.startsWith('ERR_') ? code : 'no PEM'
}
