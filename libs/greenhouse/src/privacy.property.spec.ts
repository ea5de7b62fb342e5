import { describe, expect, it } from '@jest/globals'
import {
  apply,
  EMPTY_ROW,
  encodeCanonical,
  encodeProblem,
  EXTRA,
  instantOfMs,
  normalize,
  PRIVACY_SWITCHES,
  sensitivityOfSwitch,
  withhold,
  withholdCells,
  withheldBy,
  type CanonicalEvent,
  type JsonObject,
  type RawEvent,
  type Row,
  type Withheld,
} from '@trellis/pipeline'
import fc from 'fast-check'
import { resourceNamed, resources, resourcesKept, source, withheldParts } from './index.js'
import { fixtures, parsed } from './testing/fixtures.js'

const CANARY = 'canary-9f3a'

/** A body of a webhook or a listing, and in the second case of which resource. */
interface Body {
  readonly resource?: string
  readonly body: JsonObject
}

const bodies: readonly Body[] = [
  ...[...fixtures.webhooks.values()].map((body) => ({ body: parsed(body) as JsonObject })),
  ...fixtures.listed.map(({ resource, body }) => ({ resource, body: marked(resource, parsed(body) as JsonObject) })),
]

/** The record with a canary in each field that a switch is about, and in one that no column reads. */
function marked(resource: string, record: JsonObject): JsonObject {
  const of = resourceNamed(resource)
  const about = new Set(PRIVACY_SWITCHES.map(sensitivityOfSwitch))
  const columns = Object.values(of?.columns ?? {}).filter(({ sensitivity }) => about.has(sensitivity))
  const fields = columns.flatMap(({ sql, holds, names }) =>
    names.map((name) => [
      name,
      sql === 'jsonb' ? { canary: { name: CANARY } } : sql === 'text' || holds !== 'one value' ? CANARY : 1,
    ]),
  )
  return { ...record, ...Object.fromEntries(fields), bonus_of_a_later_release: CANARY } as JsonObject
}

const anyHistory = fc.array(fc.tuple(fc.nat(bodies.length - 1), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 12 })
const anySwitches = fc.subarray([...PRIVACY_SWITCHES], { minLength: 1 }).map(withheldBy)

const rawsOf = (history: readonly (readonly [number, number])[]): readonly RawEvent[] =>
  history.flatMap(([index, second], order): readonly RawEvent[] => {
    const found = bodies[index]
    if (!found) return []
    const id = order.toString(16).padStart(24, '0')
    const about = { id, connection: 'acme', at: instantOfMs(second * 1_000), body: Buffer.from(JSON.stringify(found.body)) }
    return [found.resource === undefined ? { ...about, kind: 'webhook' } : { ...about, kind: 'record', resource: found.resource }]
  })

const saidOf = (raws: readonly RawEvent[], withheld: Withheld) =>
  raws.map((raw) => withhold(source, normalize(source, raw), withheld))

/** What of an event may not be there, by the declarations alone. */
function forbiddenIn(event: CanonicalEvent, withheld: Withheld): readonly string[] {
  const of = resourceNamed(event.resource)
  if (of?.sensitivity !== undefined && withheld.has(of.sensitivity)) return [event.resource]
  const cells = event.type === 'observed' ? Object.entries(event.cells) : []
  return cells.flatMap(([name, value]) => {
    if (name === EXTRA && JSON.stringify(value) === '{}') return []
    const column = of?.columns[name]
    return column === undefined || withheld.has(column.sensitivity) ? [`${event.resource}.${name}`] : []
  })
}

/** Rows by entity. */
function fold(events: readonly CanonicalEvent[]): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>()
  for (const event of events) {
    const key = `${event.resource}/${event.key}`
    rows.set(key, apply(rows.get(key) ?? EMPTY_ROW, event))
  }
  return rows
}

/** As a writer takes events from a topic that was filled before the switch was turned off. */
const writtenOf = (events: readonly CanonicalEvent[], withheld: Withheld): readonly CanonicalEvent[] =>
  events.flatMap((event) => {
    const of = resourceNamed(event.resource)
    return of ? (withholdCells(of, event, withheld) ?? []) : []
  })

describe('P1 with a switch off', () => {
  it('no event, problem, name or row has a cell of that sensitivity, or one that no column names', () => {
    fc.assert(
      fc.property(anyHistory, anySwitches, (history, withheld) => {
        const said = saidOf(rawsOf(history), withheld)
        const events = said.flatMap((each) => each.events)
        expect(events.flatMap((event) => forbiddenIn(event, withheld))).toEqual([])
        if (withheld.size < PRIVACY_SWITCHES.length) return
        const messages = [
          ...events.map(encodeCanonical),
          ...said.flatMap(({ problems }) => problems.map((problem) => encodeProblem(problem, instantOfMs(1_000)))),
        ]
        const text = [...messages.map(({ value }) => Buffer.from(value).toString()), JSON.stringify([...fold(events)])].join('\n')
        expect(text).not.toContain(CANARY)
      }),
      { numRuns: 150 },
    )
  })

  it('what was written live, in any order and from topics that were filled before, is what a rebuild makes', () => {
    fc.assert(
      fc.property(anyHistory, anySwitches, fc.infiniteStream(fc.nat()), (history, withheld, order) => {
        const raws = rawsOf(history)
        const rebuilt = fold(saidOf(raws, withheld).flatMap(({ events }) => events))
        const shuffled = raws.map((raw) => ({ raw, at: order.next().value as number })).sort((a, b) => a.at - b.at)
        const before = saidOf(
          shuffled.map(({ raw }) => raw),
          withheldBy([]),
        ).flatMap(({ events }) => events)
        expect(fold(writtenOf(before, withheld))).toEqual(rebuilt)
      }),
      { numRuns: 200 },
    )
  })

  it('turned on again, a rebuild has all that there was, and joins what was written meanwhile', () => {
    fc.assert(
      fc.property(anyHistory, anySwitches, (history, withheld) => {
        const raws = rawsOf(history)
        const all = saidOf(raws, withheldBy([])).flatMap(({ events }) => events)
        const meanwhile = saidOf(raws, withheld).flatMap(({ events }) => events)
        expect(fold([...meanwhile, ...all])).toEqual(fold(all))
      }),
      { numRuns: 100 },
    )
  })
})

describe('P1 the declarations', () => {
  it('have a whole collection for each part of demographics: none of its rows says something else', () => {
    const left = withheldParts(withheldBy(['demographics']))
    expect(left.columns).toEqual([])
    expect(left.collections).toEqual(resources.filter(({ domain }) => domain === 'demographics'))
  })

  it('say which collections are about pay, and which columns of others', () => {
    const { collections, columns } = withheldParts(withheldBy(['pay']))
    expect(collections.map(({ name }) => name)).toEqual(['pay_input_ranges', 'pay_inputs'])
    expect(columns.map(({ of, names }) => `${of.name}.${names.join(',')}`)).toEqual([
      'jobs.custom_fields',
      'offers.custom_fields',
      'openings.custom_fields',
    ])
  })

  it('keep no version of such a column in a history: it would stay when the cell has gone', () => {
    const parts = withheldParts(withheldBy(PRIVACY_SWITCHES))
    expect(parts.collections.filter(({ history }) => history !== undefined)).toEqual([])
    expect(parts.columns.flatMap(({ of, names }) => names.filter((name) => of.history?.includes(name)))).toEqual([])
  })

  it('leave all that is asked for where every switch is on', () => {
    expect(resourcesKept(withheldBy([]))).toBe(resources)
  })
})
