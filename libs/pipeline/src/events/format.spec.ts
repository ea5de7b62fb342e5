import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { Cause } from './event.js'
import { decodeCanonical, decodeProblem, decodeRaw, encodeCanonical, encodeProblem, encodeRaw, type Message } from './message.js'
import type { Instant } from './instant.js'

const AT = 1_795_445_767_691_003 as Instant
const POSITION = { topic: 'greenhouse.raw', partition: 3, offset: '9007199254740993' }
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const RAW_ID = '0123456789abcdef01234567'
const CAUSE: Cause = { rawId: RAW_ID, kind: 'webhook', action: 'thing_updated', position: POSITION }
const BODY = '{"action":"thing_updated","payload":{"id":9007199254740993,"title":"Zoë 👩‍🚀\\n","count":null}}'

/** A message as it once stood on the log. These files are never changed: a new format gets a folder of its own. */
function stored(name: string): Message {
  const path = new URL(`../../fixtures/format-1/${name}.json`, import.meta.url)
  const { key, headers, value } = JSON.parse(readFileSync(path, 'utf8')) as Omit<Message, 'value'> & { readonly value: string }
  return { key, headers, value: Uint8Array.from(Buffer.from(value, 'base64')) }
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe('G3 every format ever written stays readable: format 1', () => {
  const webhook = {
    ...{ id: RAW_ID, connection: 'acme', kind: 'webhook' as const, at: AT, body: bytes(BODY), position: POSITION },
    ...{ delivery: '5f2b6a0e-0c1f-4f0e-9a54-3f1f5b0c7d11', traceparent: TRACE },
  }
  const record = {
    ...{ id: 'fedcba9876543210fedcba98', connection: 'acme', kind: 'record' as const, resource: 'things', at: AT },
    ...{ body: bytes('{"id":7,"title":"listed","later":[1.50]}'), position: POSITION, traceparent: TRACE },
  }
  const about = {
    ...{ id: `${RAW_ID}-0`, connection: 'acme', resource: 'things', key: '9007199254740993', cause: CAUSE },
    version: `0660f2cb325afb10001${RAW_ID}0000`,
  }
  const observed = { ...about, type: 'observed', cells: { title: 'Zoë 👩‍🚀\n', count: null } }
  const removed = { ...about, type: 'removed', how: { by: 'merge', into: 8 } }
  const problem = { code: 'unreadable_cell', connection: 'acme', cause: CAUSE, resource: 'things', key: '7', column: 'count' }

  it.each([
    ['raw-webhook', webhook],
    ['raw-record', record],
    ['raw-record-subject', { ...record, key: '7' }],
  ])('reads %s', (name, raw) => {
    expect(decodeRaw(stored(name), POSITION, AT)).toEqual(raw)
  })

  it.each([
    ['canonical-observed', observed],
    ['canonical-removed', removed],
  ])('reads %s', (name, event) => {
    expect(decodeCanonical(stored(name))).toEqual(event)
  })

  it('reads problem', () => {
    expect(decodeProblem(stored('problem'))).toEqual(problem)
  })

  it.each(['raw-webhook', 'raw-record', 'raw-record-subject'])('is what is written today: %s', (name) => {
    const message = stored(name)
    const raw = decodeRaw(message, POSITION, AT)
    expect(raw && encodeRaw(raw, message.key)).toEqual(message)
  })

  it.each(['canonical-observed', 'canonical-removed'])('is what is written today: %s', (name) => {
    const event = decodeCanonical(stored(name))
    expect(event && encodeCanonical(event)).toEqual(stored(name))
  })

  it('is what is written today: problem', () => {
    const read = decodeProblem(stored('problem'))
    expect(read && encodeProblem(read, AT)).toEqual(stored('problem'))
  })
})
