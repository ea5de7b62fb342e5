import { describe, expect, it } from '@jest/globals'
import { webhookEventId } from '@trellis/greenhouse'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import type { LogRecord } from '@trellis/runtime'
import { rawFacts } from './raw-facts.js'

const position = { topic: 'greenhouse.raw', partition: 1, offset: '7' }
const body = Buffer.from('{"action":"offer_updated","payload":{"id":7,"first_name":"Ada"}}')
const message = encodeRaw(
  { id: webhookEventId('acme', '1', body), connection: 'acme', kind: 'webhook', at: instantOfMs(0), body },
  'acme/1',
)
const record: LogRecord = { message, position, appendedAtMs: 1_700_000_000_000 }

describe('what there is to say of a raw event', () => {
  it('is where and what it is, and nothing of its body unless that is wanted', () => {
    const facts = rawFacts(record, false)
    expect(facts).toMatchObject({
      ...{ position, appendedAt: '2023-11-14T22:13:20.000Z', bytes: body.byteLength, key: 'acme/1' },
      ...{ kind: 'webhook', action: 'offer_updated', headers: { ce_connection: 'acme' } },
    })
    expect(JSON.stringify(facts)).not.toContain('Ada')
    expect(rawFacts(record, true).body).toBe(body.toString())
  })

  it('is that it is of no format that is known, where it is', () => {
    const odd = { ...record, message: { ...message, headers: {}, value: Buffer.from('[') } }
    expect(rawFacts(odd, false)).toMatchObject({ kind: 'of no format that is known', bytes: 1 })
  })
})
