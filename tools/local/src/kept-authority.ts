import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Certificate, type CertificateRequest, issueCertificate, newAuthority } from './certificates.js'
import { writePrivately } from './private-dir.js'

/** The authority that vouches for the servers of one folder; its clients trust `caFile`. */
export type KeptAuthority = {
  /** The authority's certificate, as PEM. */
  readonly caFile: string
  readonly issue: (request: CertificateRequest) => Promise<Certificate>
}

/** Is the folder's server one that demands proof of its clients? */
export function hasAuthority(dir: string): boolean {
  return existsSync(join(dir, 'ca.key'))
}

/** Reads the folder's authority, or makes it. */
export async function keptAuthority(dir: string, name: string): Promise<KeptAuthority> {
  const [caFile, keyFile] = [join(dir, 'ca.crt'), join(dir, 'ca.key')]
  if (!hasAuthority(dir)) {
    const made = await newAuthority(name)
    await writeFile(caFile, made.certificate, { mode: 0o644 })
    await writePrivately(keyFile, made.key)
  }
  const authority = { certificate: await readFile(caFile, 'utf8'), key: await readFile(keyFile, 'utf8') }
  return { caFile, issue: (request) => issueCertificate(authority, request) }
}
