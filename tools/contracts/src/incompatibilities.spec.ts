import { describe, expect, it } from '@jest/globals'
import { boolean, customFields, ids, int, isObject, resource, text, type Json, type Resource } from '@trellis/pipeline'
import type { Contracts } from './contract.js'
import { contracts } from './documents.js'
import { incompatibilities } from './incompatibilities.js'

const columns = {
  name: text('name').describe('Its name.'),
  job_id: int('job_id'),
  office_ids: ids('office_ids'),
  is_open: boolean('is_open'),
  custom_fields: customFields('custom_fields'),
}
const things = resource({
  name: 'things',
  domain: 'offers',
  about: 'A thing.',
  key: int('id'),
  harvest: { path: 'things', permission: 'Things', cadence: 'hot' },
  webhooks: {},
  columns,
})
const others: Resource = { ...things, name: 'others', domain: 'jobs' }
const before = contracts([things, others])

/** What is said of a change of the declaration. */
const after = (...of: readonly Resource[]) => incompatibilities(before, contracts(of))

/** What is said of a change of the documents: the value at a path (names joined by ` > `), undefined takes it away. */
const changed = (path: string, value: Json | undefined) =>
  incompatibilities(before, put(before, path.split(' > '), value) as Contracts)

function put(into: Json, [name = '', ...rest]: readonly string[], value: Json | undefined): Json {
  if (!isObject(into) || !Object.hasOwn(into, name)) throw new Error(`there is no ${name}`)
  const { [name]: old = null, ...others } = into
  const now = rest.length > 0 ? put(old, rest, value) : value
  return now === undefined ? others : { ...others, [name]: now }
}

describe('a compatible change', () => {
  it('is none at all', () => {
    expect(after(things, others)).toEqual([])
  })

  it('is another column, between the others', () => {
    expect(after({ ...things, columns: { nickname: text('nickname'), ...columns } }, others)).toEqual([])
  })

  it('is another resource', () => {
    expect(after(things, others, { ...things, name: 'more' })).toEqual([])
  })

  it('is another description, or another sensitivity', () => {
    const name = columns.name.describe('What it is called.').sensitive('personal')
    expect(after({ ...things, about: 'Something.', columns: { ...columns, name } }, others)).toEqual([])
  })

  it('is that a cell is read from elsewhere', () => {
    expect(after({ ...things, columns: { ...columns, name: text('name', 'title') } }, others)).toEqual([])
  })

  it.each([
    [
      'a longer retention',
      'asyncapi.json > channels > greenhouse.offers > bindings > kafka > topicConfiguration > retention.ms',
      -1,
    ],
    ['another topic', 'asyncapi.json > channels', { ...(before['asyncapi.json']?.['channels'] as object), more: {} }],
    [
      'another event type',
      'things.json > oneOf',
      [{ $ref: '#/$defs/observed' }, { $ref: '#/$defs/removed' }, { $ref: '#/$defs/more' }],
    ],
    ['another version', 'things.json > version', '1.1.0'],
  ])('is %s', (_, path, value) => {
    expect(changed(path, value)).toEqual([])
  })
})

describe('an incompatible change', () => {
  const cells = 'things.json > $defs > observed > properties > cells > properties'
  const channel = 'asyncapi.json > channels > greenhouse.offers'
  const kafka = `${channel} > bindings > kafka`
  const message = 'asyncapi.json > components > messages > greenhouse.things.observed'
  const headers = 'asyncapi.json > components > schemas > CanonicalHeaders'

  it('is a removed resource', () => {
    expect(after(things)).toContain('others.json: removed')
  })

  it('is a removed column', () => {
    const { name: _, ...rest } = columns
    expect(after({ ...things, columns: rest }, others)).toEqual(['things.json.observed.cells.name: removed'])
  })

  it('is a renamed column', () => {
    const { name, ...rest } = columns
    expect(after({ ...things, columns: { ...rest, title: name } }, others)).toEqual(['things.json.observed.cells.name: removed'])
  })

  it('is another type of a column', () => {
    expect(after({ ...things, columns: { ...columns, is_open: text('is_open') } }, others)).toEqual([
      'things.json.observed.cells.is_open: type changed from ["boolean","null"] to ["string","null"]',
    ])
  })

  it('is another topic for a resource', () => {
    const said = after({ ...things, domain: 'candidates' }, others)
    expect(said).toContain('things.json: topic changed from "greenhouse.offers" to "greenhouse.candidates"')
    expect(said).toContain('topic greenhouse.offers event type greenhouse.things.observed: removed')
  })

  it.each<[string, string, Json | undefined, string]>([
    ['a narrowed type', `${cells} > name > type`, ['string'], 'name: type changed'],
    ['a widened type', `${cells} > name > type`, ['string', 'null', 'number'], 'name: type changed'],
    ['a type where there was none', `${cells} > office_ids > items > type`, 'string', 'office_ids[]: type changed'],
    ['a narrower text', `${cells} > job_id > pattern`, '^\\d+$', 'job_id: pattern changed'],
    ['a format', `${cells} > name`, { type: ['string', 'null'], format: 'uri' }, 'name: format changed from nothing to "uri"'],
    ['a closed set', `${cells} > name`, { type: ['string', 'null'], enum: ['a'] }, 'name: enum changed'],
    ['a requirement', `things.json > $defs > observed > required`, ['cells', 'more'], '"more" is required now'],
    ['a requirement taken back', `things.json > $defs > removed > required`, [], '"how" is no longer required'],
    ['a removed event type', 'things.json > oneOf', [{ $ref: '#/$defs/observed' }], 'is no longer one of them'],
    ['a removed schema of events', 'things.json > $defs > removed', undefined, 'things.json.removed: removed'],
    [
      'a renamed event type',
      'things.json > x-event-types > removed',
      'greenhouse.things.gone',
      'event type "greenhouse.things.removed"',
    ],
    ['another key', 'things.json > x-key', '<id>', 'key rule changed from "<connection>/things/<id>" to "<id>"'],
    ['another key on the topic', `${message} > bindings > kafka > key > description`, '<id>', 'bindings.kafka.key changed'],
    ['a removed topic', channel, undefined, 'topic greenhouse.offers: removed'],
    ['a renamed topic', `${channel} > address`, 'offers', 'address changed'],
    ['another number of partitions', `${kafka} > partitions`, 12, 'partitions changed from 6 to 12'],
    ['another cleanup', `${kafka} > topicConfiguration > cleanup.policy`, ['compact'], 'cleanup.policy changed'],
    ['a shorter retention', `${kafka} > topicConfiguration > retention.ms`, 1000, 'retention.ms changed'],
    ['a removed message', message, undefined, 'event type greenhouse.things.observed: removed'],
    ['another payload', `${message} > payload`, {}, 'payload changed'],
    ['a removed header', `${headers} > properties > ce_subject`, undefined, 'CanonicalHeaders.ce_subject: removed'],
    ['a header newly required', `${headers} > required`, ['ce_action'], '"ce_action" is required now'],
    ['another version of the format', `${headers} > properties > ce_format > const`, '2', 'ce_format: const changed'],
  ])('is %s', (_, path, value, says) => {
    expect(changed(path, value).join('\n')).toContain(says)
  })

  it('is a closed object', () => {
    const removed = before['things.json']?.['$defs'] as Readonly<Record<string, Json>>
    const closed = { ...(removed['removed'] as object), additionalProperties: false }
    expect(changed('things.json > $defs > removed', closed).join()).toContain(
      'additionalProperties changed from nothing to false',
    )
  })
})
