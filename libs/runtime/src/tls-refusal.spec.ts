import { describe, expect, it } from '@jest/globals'
import { oneLine, tlsAdvice } from './tls-refusal.js'

const variables = { ca: 'CA', own: 'OWN' }

describe('what can be done about a certificate', () => {
  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', /is its authority in CA\?/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /is its authority in CA\?/],
    ['CERT_HAS_EXPIRED', /out of date/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /has another name/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /is the one in OWN current/],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /is the one in OWN current/],
  ])('%s', (code, advice) => {
    expect(tlsAdvice(code, variables)).toMatch(advice)
  })

  it.each(['ECONNRESET', 'ERR_SSL_WRONG_VERSION_NUMBER', '28P01', undefined])('%s is about something else', (code) => {
    expect(tlsAdvice(code, variables)).toBeUndefined()
  })
})

it('OpenSSL’s words are one line', () => {
  const text =
    '805C:error:0A000416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown:../deps/rec_layer_s3.c:1601:SSL alert number 46\n'
  expect(oneLine(`Connection error: ${text}`)).toBe('Connection error: sslv3 alert certificate unknown')
  expect(oneLine('certificate has expired')).toBe('certificate has expired')
})
