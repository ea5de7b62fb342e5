import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { JsonRecord } from '../collections/collection.js'
import type { RunningSandbox } from '../running-sandbox.js'
import { startSandbox } from '../start-sandbox.js'

type Body = Readonly<Record<string, unknown>>

interface Raised {
  readonly action: string
  readonly payload: Body
  /** What the listings say just after the step that raised it. */
  readonly record: (collection: string, id: unknown) => JsonRecord
}

const WHOLE_APPLICATION = [
  'new_candidate_application',
  'new_prospect_application',
  'candidate_stage_change',
  'reject_candidate',
  'unreject_candidate',
  'unhire_candidate',
  'application_updated',
]

describe('what a webhook says', () => {
  let sandbox: RunningSandbox
  const compared = new Map<string, number>()

  beforeAll(async () => {
    sandbox = await startSandbox({ candidates: 60, seed: 11 })
  })
  afterAll(() => sandbox.stop())

  it('is what the listings say at that time', () => {
    for (let step = 0; step < 1_000; step++) {
      const before = sandbox.webhooks().length
      sandbox.step()
      const record = (collection: string, id: unknown): JsonRecord =>
        sandbox.truth(collection).find((candidate) => candidate['id'] === id) ?? {}
      for (const { body } of sandbox.webhooks().slice(before)) compare({ ...(JSON.parse(body) as Body), record } as Raised)
    }
    const actions = [...WHOLE_APPLICATION, 'update_candidate', 'job_created', 'job_updated', 'offer_created', 'offer_updated']
    expect(actions.filter((action) => !compared.has(action))).toEqual([])
  })

  function compare(raised: Raised): void {
    const { action, payload } = raised
    compared.set(action, (compared.get(action) ?? 0) + 1)
    if (WHOLE_APPLICATION.includes(action)) compareApplication(payload['application'] as Body, raised)
    if (action === 'hire_candidate') expect(raised.record('applications', idOf(payload['application']))['status']).toBe('hired')
    if (action === 'update_candidate') compareCandidate(payload['candidate'] as Body, raised)
    if (action === 'job_created' || action === 'job_updated') compareJob(payload['job'] as Body, raised)
    if (action.startsWith('offer_') && action !== 'offer_deleted') compareOffer(payload, raised)
  }
})

function compareApplication(application: Body, { action, record }: Raised): void {
  const listed = record('applications', application['id'])
  const jobs = application['jobs'] as readonly Body[]
  expect({
    action,
    status: application['status'] === 'active' ? 'in_process' : application['status'],
    prospect: application['prospect'],
    created_at: application['applied_at'],
    rejected_at: application['rejected_at'],
    last_activity_at: application['last_activity_at'],
    candidate_id: idOf(application['candidate']),
    source_id: idOf(application['source']),
    rejection_reason_id: idOf(application['rejection_reason']),
    job_interview_stage_id: idOf(application['current_stage']),
    stage_name: (application['current_stage'] as Body | null)?.['name'] ?? null,
    jobs: jobs.map(idOf),
  }).toEqual({
    action,
    status: listed['status'],
    prospect: listed['prospect'],
    created_at: seconds(listed['created_at']),
    rejected_at: seconds(listed['rejected_at']),
    last_activity_at: seconds(listed['last_activity_at']),
    candidate_id: listed['candidate_id'],
    source_id: listed['source_id'],
    rejection_reason_id: listed['rejection_reason_id'],
    job_interview_stage_id: listed['job_interview_stage_id'],
    stage_name: listed['stage_name'],
    jobs: listed['job_id'] === null ? listed['prospective_job_ids'] : [listed['job_id']],
  })
  expect(valuesOf(application['custom_fields'])).toEqual(valuesOf(listed['custom_fields']))
}

function compareCandidate(candidate: Body, { record }: Raised): void {
  const listed = record('candidates', candidate['id'])
  for (const key of ['first_name', 'last_name', 'title', 'company', 'phone_numbers', 'email_addresses', 'addresses', 'tags']) {
    expect(candidate[key]).toEqual(listed[key])
  }
  expect(candidate['created_at']).toBe(seconds(listed['created_at']))
  expect(valuesOf(candidate['custom_fields'])).toEqual(valuesOf(listed['custom_fields']))
}

function compareJob(job: Body, { record }: Raised): void {
  const listed = record('jobs', job['id'])
  for (const key of ['name', 'requisition_id', 'notes', 'confidential', 'status']) expect(job[key]).toEqual(listed[key])
  for (const key of ['created_at', 'opened_at', 'closed_at']) expect(job[key]).toBe(seconds(listed[key]))
  expect((job['departments'] as readonly unknown[]).map(idOf)).toEqual([listed['department_id']].filter((id) => id !== null))
  expect((job['offices'] as readonly unknown[]).map(idOf)).toEqual(listed['office_ids'] ?? [])
  expect(valuesOf(job['custom_fields'])).toEqual(valuesOf(listed['custom_fields']))
}

function compareOffer(offer: Body, { record }: Raised): void {
  const listed = record('offers', offer['id'])
  for (const key of ['application_id', 'job_id', 'version', 'sent_on']) expect(offer[key]).toEqual(listed[key])
  expect([offer['offer_status'], offer['resolved_at']]).toEqual([listed['status'], seconds(listed['resolved_at'])])
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(asText(listed['starts_on'])) ?? []
  expect(offer['start_date']).toBe(year === undefined ? null : `${month}/${day}/${year}`)
  expect(valuesOf(offer['custom_fields'])).toEqual(valuesOf(listed['custom_fields']))
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

const seconds = (value: unknown): string | null => (value === null ? null : asText(value).replace(/\.\d{3}Z$/, 'Z'))

const idOf = (object: unknown): unknown => (object as Body | null)?.['id'] ?? null

/** Values by key, without what differs by convention: unset dates, ranges as text (Recruiting webhooks guide, custom fields). */
function valuesOf(fields: unknown): readonly unknown[] {
  return Object.entries(fields as Readonly<Record<string, Body>>).map(([key, { name, type, value }]) => {
    const range = type === 'currency_range' && value !== null ? (value as Body) : undefined
    const plain = range === undefined ? value : [Number(range['min_value']), Number(range['max_value']), range['unit']]
    return [key, name, type === 'boolean' ? 'yes_no' : type, plain === '' ? null : plain]
  })
}
