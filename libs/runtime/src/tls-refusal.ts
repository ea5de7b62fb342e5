const UNTRUSTED: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'INVALID_CA',
  'INVALID_PURPOSE',
])
const OUT_OF_DATE: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])
const OTHER_NAME: ReadonlySet<string> = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH', 'IP_ADDRESS_MISMATCH'])
/** What a server says to a certificate that it does not take, or to none. */
const REFUSED_OURS = /^ERR_SSL_.*ALERT_.*(?:CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/

/** An error's text in one line, without what OpenSSL says of its own source. */
export function oneLine(message: string): string {
  return message
    .replace(/[0-9A-F]+:error:[0-9A-F]+:SSL routines:[^:]*:([^:]+):[\s\S]*/, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** How a server's certificate is checked, and where ours comes from, for the messages. */
interface TlsVariables {
  readonly ca: string
  readonly own: string
}

/** What an operator can do where TLS fails on a certificate, by the code of Node's error; undefined for any other code. */
export function tlsAdvice(code: string | undefined, { ca, own }: TlsVariables): string | undefined {
  if (code === undefined) return undefined
  if (UNTRUSTED.has(code)) return `No authority that is trusted here vouches for the server: is its authority in ${ca}?`
  if (OUT_OF_DATE.has(code)) return 'The certificate of the server is out of date: renew it there, or put the clock right'
  if (OTHER_NAME.has(code))
    return 'The certificate of the server has another name: use that name as its address, or have it issued for this one'
  return REFUSED_OURS.test(code)
    ? `The server does not take our certificate: is the one in ${own} current, and of an authority of its own?`
    : undefined
}
