import { describe, expect, it } from '@jest/globals'
import type { CanonicalEvent, Problem } from './event.js'
import type { Instant } from './instant.js'
import { decodeCanonical, decodeProblem, decodeRaw, encodeCanonical, encodeProblem, encodeRaw, type Message } from './message.js'
import { normalize } from './normalize.js'
import { raw, source, told } from './testing/things.js'

const POSITION = { topic: 'greenhouse.raw', partition: 0, offset: '0' }
const LATE = 2 ** 43
const [observed] = normalize(source, told('thing_created', { id: 1, title: 'a' })).events as [CanonicalEvent]
const [removed] = normalize(source, told('thing_deleted', { thing: { id: 1 } })).events as [CanonicalEvent]
const problem: Problem = {
  code: 'unreadable_cell',
  connection: 'acme',
  cause: observed.cause,
  resource: 'things',
  key: '1',
  column: 'count',
}

const without = (message: Message, name: string): Message => {
  const { [name]: _, ...headers } = message.headers
  return { ...message, headers }
}
const withHeader = (message: Message, name: string, text: string): Message => ({
  ...message,
  headers: { ...message.headers, [name]: text },
})
const saying = (message: Message, value: unknown): Message => ({
  ...message,
  value: new TextEncoder().encode(JSON.stringify(value)),
})

describe('a raw event', () => {
  it('keeps the bytes of its body', () => {
    const body = new Uint8Array([0xff, 0x00, 0xef, 0xbb, 0xbf, 0x7b])
    expect(encodeRaw({ ...raw('webhook', ''), body }, 'k').value).toBe(body)
  })

  it.each(['ce_id', 'ce_type', 'ce_time', 'ce_connection', 'ce_format'])('is none without %s', (name) => {
    expect(decodeRaw(without(encodeRaw(raw('webhook', {}), 'k'), name), POSITION, LATE)).toBeUndefined()
  })

  it.each([
    ['ce_id', 'A'.repeat(24)],
    ['ce_id', 'a'.repeat(23)],
    ['ce_type', 'greenhouse.raw.rumour'],
    ['ce_time', 'yesterday'],
    ['ce_connection', ''],
    ['ce_format', '2'],
  ])('is none where %s is %s', (name, text) => {
    expect(decodeRaw(withHeader(encodeRaw(raw('webhook', {}), 'k'), name, text), POSITION, LATE)).toBeUndefined()
  })
})

describe('a canonical event', () => {
  it('has the key of its row, so that one row is on one partition', () => {
    expect(encodeCanonical(observed).key).toBe('acme/things/1')
  })

  it.each([
    'ce_id',
    'ce_type',
    'ce_connection',
    'ce_resource',
    'ce_subject',
    'ce_version',
    'ce_cause',
    'ce_causekind',
    'ce_format',
  ])('is none without %s', (name) => {
    expect(decodeCanonical(without(encodeCanonical(observed), name))).toBeUndefined()
  })

  it.each([
    ['ce_version', 'new'],
    ['ce_type', 'greenhouse.others.observed'],
    ['ce_causekind', 'rumour'],
    ['ce_format', '2'],
  ])('is none where %s is %s', (name, text) => {
    expect(decodeCanonical(withHeader(encodeCanonical(observed), name, text))).toBeUndefined()
  })

  it.each([{}, [], null, { cells: [] }, { cells: null }])('is none where it observed %j', (value) => {
    expect(decodeCanonical(saying(encodeCanonical(observed), value))).toBeUndefined()
  })

  it.each([{}, { how: null }, { how: 'webhook' }, { how: {} }])('is none where it went away by %j', (value) => {
    expect(decodeCanonical(saying(encodeCanonical(removed), value))).toBeUndefined()
  })
})

describe('a problem', () => {
  it('has an id that no other problem of the same body has', () => {
    const idOf = (one: Problem) => encodeProblem(one, 0 as Instant).headers['ce_id']
    expect(idOf({ ...problem, column: 'rate' })).not.toBe(idOf(problem))
  })

  it('says nothing of the body but names and ids', () => {
    expect(JSON.parse(new TextDecoder().decode(encodeProblem(problem, 0 as Instant).value))).toEqual({
      code: 'unreadable_cell',
      resource: 'things',
      key: '1',
      column: 'count',
    })
  })

  it('is none where its code is not of the closed list', () => {
    expect(decodeProblem(saying(encodeProblem(problem, 0 as Instant), { code: 'bad_mood' }))).toBeUndefined()
  })
})
