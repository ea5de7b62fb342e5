import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Cause, Position, Problem, RawEvent } from './event.js'
import { PROBLEM_CODES } from './event.js'
import type { Instant } from './instant.js'
import { decodeCanonical, decodeProblem, decodeRaw, encodeCanonical, encodeProblem, encodeRaw, type Message } from './message.js'
import { anyEvent, storableText } from '../testing/arbitraries.js'
import { KINDS } from './version.js'

const names = storableText.filter((text) => text !== '')
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const positions: fc.Arbitrary<Position> = fc.record({
  topic: fc.stringMatching(/^[a-z.]{1,10}$/),
  partition: fc.nat({ max: 1000 }),
  offset: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
})
const instants = fc.integer({ min: 0, max: 2 ** 51 }).map((at) => at as Instant)
const rawIds = fc.stringMatching(/^[0-9a-f]{24}$/)

const raws: fc.Arbitrary<RawEvent> = fc
  .record({
    about: fc.record({ id: rawIds, connection: names, kind: fc.constantFrom(...KINDS), at: instants, body: fc.uint8Array() }),
    resource: optional(names),
    key: optional(names),
    delivery: optional(storableText),
    endpoint: optional(storableText),
    traceparent: optional(names),
  })
  .map(({ about, ...rest }) => ({ ...about, ...present(rest) }))

const causes: fc.Arbitrary<Cause> = fc
  .record({ rawId: rawIds, kind: fc.constantFrom(...KINDS), action: optional(storableText), position: optional(positions) })
  .map(({ rawId, kind, ...rest }) => ({ rawId, kind, ...present(rest) }))

const problems: fc.Arbitrary<Problem> = fc
  .record({
    about: fc.record({ code: fc.constantFrom(...PROBLEM_CODES), connection: names, cause: causes }),
    where: fc.record({ resource: optional(names), key: optional(names), column: optional(names) }),
  })
  .map(({ about, where }) => ({ ...about, ...present(where) }))

/** As a Kafka client gives it back: headers and key went over the wire as UTF-8. */
function overTheWire({ key, value, headers }: Message): Message {
  const trip = (text: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
  return { key: trip(key), value, headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, trip(text)])) }
}

describe('a raw event', () => {
  it('is read back from its message as it was written', () => {
    fc.assert(
      fc.property(raws, positions, (raw, position) => {
        expect(decodeRaw(overTheWire(encodeRaw(raw, 'k')), position, 2 ** 43)).toEqual({ ...raw, position })
      }),
    )
  })

  it('V2 has the earlier of header time and append time', () => {
    fc.assert(
      fc.property(raws, positions, fc.nat({ max: 2 ** 42 }), (raw, position, appendedAtMs) => {
        expect(decodeRaw(encodeRaw(raw, 'k'), position, appendedAtMs)?.at).toBe(Math.min(raw.at, appendedAtMs * 1000))
      }),
    )
  })
})

describe('a canonical event', () => {
  it('is read back from its message as it was written', () => {
    fc.assert(
      fc.property(anyEvent, optional(positions), (event, position) => {
        const written = { ...event, cause: { ...event.cause, ...present({ position }) } }
        expect(decodeCanonical(overTheWire(encodeCanonical(written)))).toEqual(written)
      }),
    )
  })
})

describe('a problem', () => {
  it('is read back from its message as it was written', () => {
    fc.assert(
      fc.property(problems, instants, (problem, at) => {
        expect(decodeProblem(overTheWire(encodeProblem(problem, at)))).toEqual(problem)
      }),
    )
  })
})

describe('a foreign message', () => {
  const headers = fc.dictionary(
    fc.constantFrom(
      'ce_id',
      'ce_type',
      'ce_time',
      'ce_connection',
      'ce_format',
      'ce_resource',
      'ce_subject',
      'ce_version',
      'ce_cause',
      'ce_causekind',
    ),
    fc.oneof(
      storableText,
      rawIds,
      fc.constantFrom('1', 'webhook', 'greenhouse.raw.webhook', 'greenhouse.1.observed', '2026-01-01T00:00:00Z'),
    ),
  )
  const messages: fc.Arbitrary<Message> = fc.record({
    key: storableText,
    value: fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => new TextEncoder().encode(text)),
    ),
    headers,
  })

  it('never makes the readers throw', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(() => [
          decodeRaw(message, { topic: 't', partition: 0, offset: '0' }, 1),
          decodeCanonical(message),
          decodeProblem(message),
        ]).not.toThrow()
      }),
      { numRuns: 1000 },
    )
  })
})

function present<T extends object>(some: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>
  }
}
