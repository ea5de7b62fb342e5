import { describe, expect, it } from '@jest/globals'
import type { CanonicalEvent, Problem } from './event.js'
import type { Instant } from './instant.js'
import { decodeCanonical, decodeProblem, decodeRaw, encodeCanonical, encodeProblem, encodeRaw, type Message } from './message.js'
import { normalize } from './normalize.js'
import { NEVER } from './version.js'
import { raw, source, webhook } from '../testing/things.js'

const POSITION = { topic: 'greenhouse.raw', partition: 0, offset: '0' }
const LATE = 2 ** 43
const [observed] = normalize(source, webhook('thing_created', { id: 1, title: 'a' })).events as [CanonicalEvent]
const [removed] = normalize(source, webhook('thing_deleted', { thing: { id: 1 } })).events as [CanonicalEvent]
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

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const withText = (message: Message, text: string): Message => ({ ...message, value: new TextEncoder().encode(text) })
const LONG = 'x'.repeat(501)

describe('a foreign raw event', () => {
  it.each(['ce_connection', 'ce_resource', 'ce_subject'])('is none where %s is longer than any of ours', (name) => {
    expect(decodeRaw(withHeader(encodeRaw(raw('webhook', {}), 'k'), name, LONG), POSITION, LATE)).toBeUndefined()
  })

  it.each([
    ['ce_delivery', 'delivery'],
    ['ce_endpoint', 'endpoint'],
    ['traceparent', 'traceparent'],
  ])('is read without %s where that is longer than any of ours', (name, field) => {
    const read = decodeRaw(withHeader(encodeRaw(raw('webhook', {}), 'k'), name, LONG), POSITION, LATE)
    expect([read?.connection, read && field in read]).toEqual(['acme', false])
  })
})

describe('a foreign canonical event', () => {
  it('G5 is read however deep a cell of ours may be, and is none where one is deeper: a process that wrote or copied it would run out of stack', () => {
    const cells = (levels: number): Message => withText(encodeCanonical(observed), `{"cells":{"other":${deep(levels)}}}`)
    const extra = (levels: number): Message => withText(encodeCanonical(observed), `{"cells":{"_extra":{"a":${deep(levels)}}}}`)
    const decoded = [cells(64), extra(64), cells(65), extra(65), cells(4_800), cells(200_000)].map(decodeCanonical)
    expect(decoded.map((event) => event !== undefined)).toEqual([true, true, false, false, false, false])
  })

  it('is none where a removal says how it came about too deep', () => {
    const how = (levels: number): Message => withText(encodeCanonical(removed), `{"how":{"by":"merge","into":${deep(levels)}}}`)
    expect([how(60), how(70)].map((message) => decodeCanonical(message) !== undefined)).toEqual([true, false])
  })

  it.each(['ce_id', 'ce_connection', 'ce_subject', 'ce_cause', 'ce_action'])(
    'is none where %s is longer than any of ours',
    (name) => {
      expect(decodeCanonical(withHeader(encodeCanonical(observed), name, LONG))).toBeUndefined()
    },
  )

  it.each([
    ['no kind', '0'],
    ['no kind', 'f'],
  ])('is none where its version is of %s', (_, kind) => {
    const { version } = observed
    const forged = version.slice(0, 14) + kind + version.slice(15)
    expect(decodeCanonical(withHeader(encodeCanonical(observed), 'ce_version', forged))).toBeUndefined()
  })

  it.each(['greenhouse.raw/2147483648/0', 'greenhouse.raw/0/9223372036854775808', `${LONG}/0/0`])(
    'is read without a position that no log has: %s',
    (position) => {
      const read = decodeCanonical(withHeader(encodeCanonical(observed), 'ce_causeposition', position))
      expect([read?.key, read?.cause.position]).toEqual(['1', undefined])
    },
  )
})

describe('a foreign problem', () => {
  it.each(['ce_connection', 'ce_cause', 'ce_action'])('is none where %s is longer than any of ours', (name) => {
    expect(decodeProblem(withHeader(encodeProblem(problem, 0 as Instant), name, LONG))).toBeUndefined()
  })

  it.each(['resource', 'key', 'column'])('is none where its %s is longer than any of ours', (name) => {
    const said = { code: problem.code, [name]: LONG }
    expect(decodeProblem(saying(encodeProblem(problem, 0 as Instant), said))).toBeUndefined()
  })
})

describe('a canonical event', () => {
  it('may have the version NEVER where it says nothing but that there is an entity, as a snapshot has it', () => {
    const mentionOnly = encodeCanonical({ ...observed, version: NEVER, cells: {} } as CanonicalEvent)
    expect(decodeCanonical(mentionOnly)).toMatchObject({ key: '1', version: NEVER, cells: {} })
    expect(decodeCanonical(saying(mentionOnly, { cells: { title: 'a' } }))).toBeUndefined()
  })

  it('has the key of its row, so one row is on one partition', () => {
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
