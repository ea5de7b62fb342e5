import { describe, expect, it } from '@jest/globals'
import {
  apply,
  claimsOn,
  EMPTY_ROW,
  instantOfMs,
  int,
  mentioned,
  normalize,
  text,
  type CanonicalEvent,
  type JsonObject,
  type RawEvent,
  type Resource,
  type Row,
} from '@trellis/pipeline'
import fc from 'fast-check'
import { ACTIONS, ignoredActions, offers, recordEventId, resources, source, webhookEventId } from './index.js'
import { fixtures, parsed } from './testing/fixtures.js'
import { resourceSuite, silentClaims, silentPlaces, undescribed, unshownFields } from './testing/resource-suite.js'

const { webhooks, listed } = fixtures

const raws: readonly RawEvent[] = [
  ...[...webhooks].map(([action, body], index): RawEvent => {
    const at = instantOfMs(1_700_000_000_000 + index * 1000)
    return { id: webhookEventId('acme', action, body), connection: 'acme', kind: 'webhook', at, delivery: action, body }
  }),
  ...listed.map(({ resource, body }, index): RawEvent => {
    const at = instantOfMs(1_700_000_000_500 + index * 1000)
    return { id: recordEventId('acme', resource, at, body), connection: 'acme', kind: 'record', resource, at, body }
  }),
]

describe('every action', () => {
  it.each(ACTIONS)('%s has a fixture of its own name', (action) => {
    expect((parsed(webhooks.get(action) ?? new Uint8Array()) as JsonObject)['action']).toBe(action)
  })

  it.each(ACTIONS)('%s is claimed or ignored, not both', (action) => {
    const isClaimed = resources.some((of) => claimsOn(of, action).length > 0)
    expect(Object.hasOwn(ignoredActions, action)).toBe(!isClaimed)
  })

  it('is one that Greenhouse documents', () => {
    const claimed = resources.flatMap((of) => Object.keys(of.webhooks))
    expect([...new Set([...claimed, ...Object.keys(ignoredActions)])].sort()).toEqual([...ACTIONS, 'ping'].sort())
  })
})

describe.each(resources)('$name', (of) =>
  resourceSuite(
    of,
    fixtures,
    resources.map(({ name }) => name),
  ),
)

describe('the fixtures', () => {
  it.each(raws.map((raw) => ({ what: raw.delivery ?? raw.resource, raw })))('$what yields no problem', ({ raw }) => {
    expect(normalize(source, raw).problems).toEqual([])
  })

  it('of Harvest v3 hold nothing that no column names', () => {
    const ofV3 = new Set(listed.filter(({ name }) => name.endsWith('-v3')).map(({ body }) => body))
    expect(raws.filter(({ body }) => ofV3.has(body)).flatMap((raw) => normalize(source, raw).unknown)).toEqual([])
  })

  it('give the same rows however they are shuffled and doubled', () => {
    const events = raws.flatMap((raw) => normalize(source, raw).events)
    const expected = fold(events)
    expect(expected.size).toBeGreaterThan(20)
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }), (shuffled) => {
        expect(fold(shuffled)).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a documented field that no record shows', () => {
  it('is found out', () => {
    const v3Fields = { ...fixtures.v3Fields, offers: { ...fixtures.v3Fields['offers'], approved_on: 'date?' } }
    expect(unshownFields(offers, { ...fixtures, v3Fields })).toEqual(['approved_on'])
  })
})

describe('a description that says TODO', () => {
  const isTodo = (about: string): boolean => about.includes('TODO')
  const fileOf = ({ name }: Resource): string => `libs/greenhouse/src/resources/${name.replaceAll('_', '-')}.ts`

  it('is a draft’s, and no resource’s', () => {
    const left = resources.flatMap((of) => undescribed(of, isTodo).map((advice) => `${fileOf(of)}: ${advice}`))
    expect(left).toEqual([])
  })

  it('is found out, of the row and of a column', () => {
    const drafted: Resource = {
      ...offers,
      about: 'TODO: what a row is.',
      columns: { ...offers.columns, sent_on: text('sent_on').describe('TODO: sent on.') },
    }
    expect(undescribed(drafted, isTodo)).toEqual(['say in `about` what a row is', 'say with `.describe(…)` what sent_on is'])
  })
})

describe('a misspelt path', () => {
  it('of a column is found out, also where another place still speaks', () => {
    const misspelt: Resource = { ...offers, columns: { ...offers.columns, sent_on: text('sent_on', 'sent_att') } }
    expect(silentPlaces(misspelt, fixtures)).toEqual(['sent_on[1]'])
  })

  it('of a key is found out', () => {
    const misspelt: Resource = { ...offers, key: int('idd') }
    expect(silentPlaces(misspelt, fixtures)).toEqual(['id[0]'])
    expect(silentClaims(misspelt, fixtures)).toContain('offer_created')
  })

  it('of a claim is found out', () => {
    const misspelt: Resource = {
      ...offers,
      webhooks: { ...offers.webhooks, hire_candidate: mentioned('payload.application.ofer') },
    }
    expect(silentClaims(misspelt, fixtures)).toEqual(['hire_candidate'])
  })

  it('of an action is found out', () => {
    const misspelt: Resource = { ...offers, webhooks: { offer_creatd: claimsOn(offers, 'offer_created') } }
    expect(silentClaims(misspelt, fixtures)).toEqual(['offer_creatd'])
  })
})

function fold(events: readonly CanonicalEvent[]): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>()
  for (const event of events) {
    const key = `${event.resource}/${event.key}`
    rows.set(key, apply(rows.get(key) ?? EMPTY_ROW, event))
  }
  return rows
}
