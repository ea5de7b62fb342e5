import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type forge from 'node-forge'

/** A certificate and its private key (PKCS#8), both as PEM. */
export type Certificate = { readonly certificate: string; readonly key: string }

/** Whose certificate it is to be, and when it is good; from an hour ago for a year where nothing is said. */
export type CertificateRequest = { readonly name: string; readonly from?: Date; readonly until?: Date }

const hour = 3_600_000
const year = 365 * 24 * hour

/** An authority of our own, good for ten years. */
export async function newAuthority(name: string): Promise<Certificate> {
  const { pki } = await library()
  const keys = await newKeys()
  const certificate = begin(pki, keys.publicKey, { name, until: new Date(Date.now() + 10 * year) })
  certificate.setIssuer(certificate.subject.attributes)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ])
  return signed(certificate, keys.privateKey, keys.privateKey)
}

/** A certificate of the authority's for a server on this machine (`localhost`, 127.0.0.1), or for a client that shows who it is. */
export async function issueCertificate(authority: Certificate, request: CertificateRequest): Promise<Certificate> {
  const { pki } = await library()
  const keys = await newKeys()
  const certificate = begin(pki, keys.publicKey, request)
  certificate.setIssuer(pki.certificateFromPem(authority.certificate).subject.attributes)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: 2, value: 'localhost' },
        { type: 7, ip: '127.0.0.1' },
      ],
    },
  ])
  return signed(certificate, keys.privateKey, authority.key)
}

function begin(pki: typeof forge.pki, publicKey: string, { name, from, until }: CertificateRequest): forge.pki.Certificate {
  const certificate = pki.createCertificate()
  certificate.publicKey = pki.publicKeyFromPem(publicKey)
  // A serial number is positive: its first bit is 0.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  certificate.validity.notBefore = from ?? new Date(Date.now() - hour)
  certificate.validity.notAfter = until ?? new Date(Date.now() + year)
  certificate.setSubject([{ name: 'commonName', value: name }])
  return certificate
}

async function signed(certificate: forge.pki.Certificate, key: string, signingKey: string): Promise<Certificate> {
  const { pki, md } = await library()
  certificate.sign(pki.privateKeyFromPem(signingKey), md.sha256.create())
  return { certificate: pki.certificateToPem(certificate), key }
}

/** Loaded where a certificate is made: what is installed without development's packages has none of it. */
async function library(): Promise<typeof forge> {
  return (await import('node-forge')).default
}

function newKeys(): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}
