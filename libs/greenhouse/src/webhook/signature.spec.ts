import { describe, expect, it } from '@jest/globals'
import { instantOfMs } from '@trellis/pipeline'
import fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { absenceEventId, matchingSecret, recordEventId, verifySignature, webhookEventId } from './signature.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const secret = 'example-secret'
const escaped = bytes('{"action":"job_post_updated","payload":{"id":1,"content":"\\u003cp\\u003ehello\\u003c/p\\u003e"}}')
const plain = bytes('{"action":"job_post_updated","payload":{"id":1,"content":"<p>hello</p>"}}')
const header = 'sha256 64f80efaa96c171d7ab554c4589a96196654797b4c35cde467afe09c575569c0'

describe('verifySignature', () => {
  it('accepts the signature over the bytes as they came', () => {
    expect(verifySignature(escaped, header, [secret])).toBe('valid')
    expect(verifySignature(plain, 'sha256 6e634c297d295e5b249301cbbd87a6c42e843a5a951cf181dc8c2906a1d91e93', [secret])).toBe(
      'valid',
    )
  })

  it('refuses the same JSON in other bytes', () => expect(verifySignature(plain, header, [secret])).toBe('invalid'))

  it('accepts any of several active secrets, and says which', () => {
    expect(verifySignature(escaped, header, ['old', secret, 'other'])).toBe('valid')
    expect(matchingSecret(escaped, header, ['old', secret, 'other'])).toBe(1)
    expect(matchingSecret(escaped, header, ['old', 'other'])).toBeUndefined()
  })

  it('calls a header that is not there missing', () => {
    expect(verifySignature(escaped, undefined, [secret])).toBe('missing')
    expect(verifySignature(escaped, '', [secret])).toBe('missing')
  })

  it.each([
    ['other algorithm', header.replace('sha256', 'sha1')],
    ['upper case', header.toUpperCase().replace('SHA256', 'sha256')],
    ['no algorithm', header.replace('sha256 ', '')],
    ['two spaces', header.replace(' ', '  ')],
    ['an equals sign', header.replace(' ', '=')],
    ['a line break behind', `${header}\n`],
    ['a space before', ` ${header}`],
    ['cut short', header.slice(0, -1)],
    ['one digit too many', `${header}0`],
    ['two of them', `${header}, ${header}`],
    ['no digits', 'sha256 '],
    ['digits of another alphabet', `sha256 ${'٠'.repeat(64)}`],
  ])('refuses a header of %s', (_, malformed) => expect(verifySignature(escaped, malformed, [secret])).toBe('invalid'))

  it('never accepts without a secret, nor with an empty one', () => {
    const signedWithNothing = `sha256 ${createHmac('sha256', '').update(escaped).digest('hex')}`
    expect(verifySignature(escaped, header, [])).toBe('invalid')
    expect(verifySignature(escaped, signedWithNothing, [''])).toBe('invalid')
  })

  it('accepts what was signed and refuses it once a bit was changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.string({ minLength: 1 }), fc.nat(), (body, key, at) => {
        const signed = `sha256 ${createHmac('sha256', key).update(body).digest('hex')}`
        const changed = Uint8Array.from(body, (byte, index) => (index === at % body.length ? byte ^ 1 : byte))
        expect(verifySignature(body, signed, ['x', key])).toBe('valid')
        expect(verifySignature(changed, signed, [key])).toBe('invalid')
      }),
    )
  })
})

describe('event ids', () => {
  const at = instantOfMs(1_700_000_000_000)

  it('are 24 hex digits and the same for the same words', () => {
    expect(webhookEventId('acme', 'd-1', escaped)).toMatch(/^[0-9a-f]{24}$/)
    expect(webhookEventId('acme', 'd-1', escaped)).toBe(webhookEventId('acme', 'd-1', escaped.slice()))
    expect(recordEventId('acme', 'offers', at, escaped)).toBe(recordEventId('acme', 'offers', at, escaped))
  })

  it('differ by each part, and by where one part ends and the next begins', () => {
    const ids = [
      webhookEventId('acme', 'd-1', bytes('{}')),
      webhookEventId('acme', 'd-2', bytes('{}')),
      webhookEventId('acmed', '-1', bytes('{}')),
      webhookEventId('acme', 'd-1{', bytes('}')),
      webhookEventId('acme', undefined, bytes('{}')),
      webhookEventId('acme', '', bytes('{}')),
      webhookEventId('acme', 'none', bytes('{}')),
      recordEventId('acme', 'offers', at, bytes('{}')),
      recordEventId('acme', 'offers', instantOfMs(1), bytes('{}')),
      recordEventId('acme', 'jobs', at, bytes('{}')),
      absenceEventId('acme', 'offers', at, bytes('{}')),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('never change: what is on the log was named so', () => {
    expect(webhookEventId('acme', 'd-1', bytes('{}'))).toBe('4cbe908b293d545094aa806b')
    expect(recordEventId('acme', 'offers', at, bytes('{}'))).toBe('c8ab0de7875691cc45e0049e')
    expect(absenceEventId('acme', 'offers', at, bytes('{}'))).toBe('0203e54cd8f28cdebf4de99d')
  })
})
