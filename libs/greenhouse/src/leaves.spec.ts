import { describe, expect, it } from '@jest/globals'
import { instantOfMs, normalize, type CanonicalEvent, type Json, type RawEvent } from '@trellis/pipeline'
import { ignoredLeaves, source } from './index.js'
import { fixtures, parsed } from './testing/fixtures.js'
import { leavesOf, withAnother, type Leaf } from './testing/leaves.js'

const about = { connection: 'acme', id: '0123456789abcdef01234567', at: instantOfMs(1_700_000_000_000) } as const

/** A body by what it is of: a webhook's action, or a listing's resource. */
interface Body {
  readonly name: string
  readonly of: string
  readonly kind: 'webhook' | 'record'
  readonly body: Json
}
const bodies: readonly Body[] = [
  ...[...fixtures.webhooks].map(([name, body]): Body => ({
    name,
    of: name.replace(/-.*$/, ''),
    kind: 'webhook',
    body: parsed(body),
  })),
  ...fixtures.listed.map(({ name, resource, body }): Body => ({ name, of: resource, kind: 'record', body: parsed(body) })),
]

/** What a body says: keys, cells, `_extra` among them, how something was removed, and by which action. */
function said({ of, kind }: Body, body: Json): string {
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  const raw: RawEvent = { ...about, kind, body: bytes, ...(kind === 'record' && { resource: of }) }
  const { events, problems } = normalize(source, raw)
  return JSON.stringify([events.map(words), problems.map(({ code, resource, column }) => [code, resource, column])])
}

function words(event: CanonicalEvent): unknown {
  const { resource, key, cause } = event
  return [resource, key, cause.action, event.type === 'observed' ? event.cells : event.how]
}

/** A leaf that could say anything else without any cell or key being another is not kept. */
const unkept = bodies.map((body) => {
  const whole = said(body, body.body)
  const leaves = leavesOf(body.body)
  return { body, leaves, silent: leaves.filter((leaf) => said(body, withAnother(body.body, leaf)) === whole) }
})

/** The place by whose reason the leaf is ignored. */
function placeOf({ of, kind }: Body, { path }: Leaf): string | undefined {
  return Object.keys(ignoredLeaves).find((place) => {
    const [where = '', names = ''] = place.split(' ')
    return (where === of || (where === '*' && kind === 'webhook')) && `${path}.`.startsWith(`${names}.`)
  })
}

describe('every leaf of every fixture', () => {
  it('is in a cell, in _extra, or ignored by name', () => {
    const silent = unkept.flatMap(({ body, silent }) => silent.map((leaf) => ({ body, leaf, place: placeOf(body, leaf) })))
    const lost = silent.filter(({ place }) => place === undefined)
    const kept = unkept.reduce((sum, { leaves }) => sum + leaves.length, 0) - silent.length
    process.stdout.write(`leaves: ${kept} kept, ${silent.length - lost.length} ignored, ${lost.length} lost\n`)
    expect([...new Set(lost.map(({ body, leaf }) => `${body.name}: ${leaf.path}`))]).toEqual([])
  })

  it('that is ignored has a reason, and no reason is unused', () => {
    const needed = new Set(unkept.flatMap(({ body, silent }) => silent.map((leaf) => placeOf(body, leaf))))
    expect(Object.keys(ignoredLeaves).filter((place) => !needed.has(place))).toEqual([])
    expect(Object.entries(ignoredLeaves).flatMap(([place, why]) => (/^[A-Z].{20,}\.$/.test(why) ? [] : [place]))).toEqual([])
  })
})
