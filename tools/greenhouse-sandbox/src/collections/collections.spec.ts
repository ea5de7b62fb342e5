import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { COLLECTIONS, DOCUMENTED, fits, pathsOf } from '../documented-fields.js'
import { ReadingClient } from '../reading-client.js'
import type { RunningSandbox } from '../running-sandbox.js'
import { startSandbox } from '../start-sandbox.js'
import type { JsonRecord } from './collection.js'

/** Nulls that the documents allow and that would say nothing here, or that hardly any row has. */
const NEVER_NULL = [
  'applications.last_activity_at',
  'applications.agency_note_id',
  'approvers.approver_group_id',
  'candidates.last_activity_at',
  'job_post_locations.job_post_id',
  'notes.candidate_id',
  'openings.opened_at',
  'rejection_details.rejected_at',
  'users.name',
]

describe('every list collection of the documents', () => {
  let sandbox: RunningSandbox
  let client: ReadingClient
  const now = Date.UTC(2026, 10, 1)

  beforeAll(async () => {
    sandbox = await startSandbox({ candidates: 300, now: () => now })
    sandbox.step(1_500)
    client = new ReadingClient(sandbox)
  })
  afterAll(() => sandbox.stop())

  const listed = async (collection: string, query: string): Promise<JsonRecord[]> =>
    (await Promise.all(pathsOf(collection, query).map((path) => client.listAll(path)))).flat()
  const descending = (records: readonly JsonRecord[]): JsonRecord[] =>
    [...records].sort((one, other) => Number(other['id']) - Number(one['id']))

  it('is served, with rows', () => {
    const empty = COLLECTIONS.filter((name) => sandbox.truth(name).length === 0)
    const advice = (name: string) => `make rows of ${name} in tools/greenhouse-sandbox/src (company/, operations/)`
    expect(empty.map(advice)).toEqual([])
  })

  it.each(COLLECTIONS)('%s has the documented fields and no others, with their types', (collection) => {
    const fields = Object.entries(DOCUMENTED[collection]?.fields ?? {})
    const names = fields.map(([name]) => name).sort()
    const records = sandbox.truth(collection)
    expect([...new Set(records.map((record) => Object.keys(record).sort().join()))]).toEqual([names.join()])
    const misfits = records.flatMap((record) =>
      fields.filter(([name, type]) => !fits(record[name], type)).map(([name]) => [name, record[name]]),
    )
    expect(misfits).toEqual([])
  })

  it.each(COLLECTIONS)('%s is listed page by page, by descending id past 32 bits', async (collection) => {
    const truth = sandbox.truth(collection)
    const perPage = truth.length > 40 ? Math.ceil(truth.length / 3) : 1
    const all = await listed(collection, `per_page=${Math.min(500, perPage)}`)
    expect(descending(all)).toEqual(truth)
    const ids = (await client.listAll(`/v3/${collection}?per_page=500`)).map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((one, other) => other - one))
    expect(ids.every((id) => id > 2 ** 31 && Number.isSafeInteger(id))).toBe(true)
  })

  it.each(
    Object.entries(DOCUMENTED).flatMap(([name, { filters }]) => Object.entries(filters).map((filter) => [name, ...filter])),
  )('%s is filtered by %s (%s)', async (collection = '', filter = '', kind = '') => {
    const truth = sandbox.truth(collection)
    const test = testOf(collection, filter, kind, truth)
    if (test === undefined) return
    for (const [text, holds] of test) {
      const query = `per_page=500&${filter}=${encodeURIComponent(text)}`
      const asked = filter === 'active' ? client.listAll(`/v3/${collection}?${query}`) : listed(collection, query)
      const found = descending(await asked)
      expect(found).toEqual(truth.filter(holds))
      expect((await client.get(`/v3/${collection}?${filter}=`)).status).toBe(takesAnyText(filter, kind) ? 200 : 422)
    }
  })

  it.each(['demographic_questions', 'demographic_answer_options'])('%s has no dates to filter by', async (collection) => {
    expect((await client.get(`/v3/${collection}?updated_at=gte|2026-01-01T00:00:00Z`)).status).toBe(422)
    expect(new Set(sandbox.truth(collection).map(({ updated_at: at }) => at === null))).toEqual(new Set([true, false]))
  })

  it('leaves out what has to be asked for', async () => {
    const idsOf = async (path: string): Promise<unknown[]> => (await client.listAll(path)).map(({ id }) => id)
    const inactive = sandbox.truth('job_posts').filter(({ active }) => active === false)
    expect(inactive.length).toBeGreaterThan(0)
    expect(await idsOf('/v3/job_posts?active=false')).toEqual(inactive.map(({ id }) => id))
    expect(await idsOf('/v3/job_posts?per_page=500')).toHaveLength(sandbox.truth('job_posts').length - inactive.length)
    expect(await idsOf('/v3/rejection_reasons')).toHaveLength(5)
    expect(await idsOf('/v3/rejection_reasons?include_defaults=true')).toHaveLength(8)
  })

  it('has a null wherever one may be and there are rows enough', () => {
    const never = Object.entries(DOCUMENTED).flatMap(([collection, { fields }]) =>
      Object.entries(fields)
        .filter(([name, type]) => type.endsWith('?') && hasNone(sandbox.truth(collection), name))
        .map(([name]) => `${collection}.${name}`),
    )
    expect(never.filter((name) => !NEVER_NULL.includes(name))).toEqual([])
  })
})

const FEW = 50

const hasNone = (records: readonly JsonRecord[], name: string): boolean =>
  records.length > FEW && records.every((record) => record[name] !== null)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const takesAnyText = (filter: string, kind: string): boolean =>
  kind === 'string' || filter === 'email' || filter === 'employee_ids'

type Tests = readonly (readonly [text: string, holds: (record: JsonRecord) => boolean])[]

/** Parameters that switch something, or look elsewhere than at a field of their name. */
const ELSEWHERE = /^(current_only|show_service_accounts|include_defaults|custom_field_option_id|external_.*_id|custom_field_key)$/

/** What to ask for by a filter, and which records that means, from a value that some record has. */
function testOf(collection: string, filter: string, kind: string, truth: readonly JsonRecord[]): Tests | undefined {
  const field = fieldOf(collection, filter, kind)
  if (ELSEWHERE.test(filter) || field === undefined) return undefined
  const value = truth.map((record) => [record[field]].flat()[0]).find((own) => own !== null && own !== undefined)
  if (value === undefined) return undefined
  const has = (record: JsonRecord): boolean => [record[field]].flat().includes(value)
  switch (kind) {
    case 'op':
      return [[`gte|${textOf(value)}`, (record) => record[field] !== null && textOf(record[field]) >= textOf(value)]]
    case 'bool':
      return [
        ['true', (record) => record[field] === true],
        ['false', (record) => record[field] === false],
      ]
    default:
      return [[value === 'in_process' ? 'active' : textOf(value), has]]
  }
}

function fieldOf(collection: string, filter: string, kind: string): string | undefined {
  const fields = DOCUMENTED[collection]?.fields ?? {}
  return [filter, ...(kind === 'list' ? [filter.slice(0, -1)] : []), ...(kind === 'int' ? [`${filter}s`] : [])].find(
    (name) => name in fields,
  )
}
