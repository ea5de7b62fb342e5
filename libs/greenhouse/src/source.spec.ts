import { describe, expect, it } from '@jest/globals'
import { instantOfMs, normalize, type CanonicalEvent, type Json, type RawEvent } from '@trellis/pipeline'
import { offers, recordEventId, resourceNamed, source, webhookEventId } from './index.js'

const at = instantOfMs(1_700_000_000_000)

function eventsOf(body: Uint8Array, resource?: string): readonly CanonicalEvent[] {
  const raw: RawEvent = resource
    ? { id: recordEventId('acme', resource, at, body), connection: 'acme', kind: 'record', resource, at, body }
    : { id: webhookEventId('acme', 'd', body), connection: 'acme', kind: 'webhook', at, body }
  const { events, problems } = normalize(source, raw)
  expect(problems).toEqual([])
  return events
}
const said = (action: string, payload: Json) => eventsOf(new TextEncoder().encode(JSON.stringify({ action, payload })))
const listed = (resource: string, record: Json) => eventsOf(new TextEncoder().encode(JSON.stringify(record)), resource)
const cellsOf = (events: readonly CanonicalEvent[], resource: string) =>
  events.flatMap((event) => (event.resource === resource && event.type === 'observed' ? [{ id: event.key, ...event.cells }] : []))
const application = (more: Readonly<Record<string, Json>>) => said('application_updated', { application: { id: 1, ...more } })

it('knows its resources by name', () => {
  expect(resourceNamed('offers')).toBe(offers)
  expect(resourceNamed('toString')).toBeUndefined()
})

describe('an application in a webhook', () => {
  it("is of the one job it shows, where it is a candidate's", () => {
    const cells = cellsOf(application({ prospect: false, jobs: [{ id: 7 }] }), 'applications')
    expect(cells).toEqual([{ id: '1', prospect: false, job_id: 7 }])
  })

  it('is for the jobs it shows, where it is a prospect', () => {
    const cells = cellsOf(application({ prospect: true, jobs: [{ id: 7 }, { id: 8 }] }), 'applications')
    expect(cells).toEqual([{ id: '1', prospect: true, prospective_job_ids: [7, 8] }])
  })

  it('has no job, where it is a prospect without one', () => {
    const cells = cellsOf(application({ prospect: true, jobs: [] }), 'applications')
    expect(cells).toEqual([{ id: '1', prospect: true, job_id: null, prospective_job_ids: [] }])
  })

  it('leaves the row of its stage alone: current_stage is the stage of the job', () => {
    const current_stage = { id: 5, name: 'Offer', interviews: [] }
    expect(cellsOf(application({ current_stage }), 'applications')).toEqual([
      { id: '1', stage_name: 'Offer', job_interview_stage_id: 5 },
    ])
    expect(cellsOf(application({ current_stage: null }), 'applications')).toEqual([
      { id: '1', stage_name: null, job_interview_stage_id: null },
    ])
  })

  it('is credited to a user, to a person who is none, or to no person', () => {
    const credited = (credited_to: Json) => cellsOf(application({ credited_to }), 'applications')
    expect(credited({ id: 9, name: 'Ada' })).toEqual([{ id: '1', credited_to_user_id: 9, credited_to_name: 'Ada' }])
    expect(credited({ name: 'Bo' })).toEqual([{ id: '1', credited_to_user_id: null, credited_to_name: 'Bo' }])
    expect(credited(null)).toEqual([{ id: '1', credited_to_user_id: null, credited_to_name: null }])
    expect(cellsOf(application({ credited_to: { name: 'Bo' } }), 'users')).toEqual([])
  })

  it('never speaks of a referrer: credited_to is a user', () => {
    const cells = cellsOf(application({ credited_to: { id: 9, name: 'Ada' } }), 'applications')
    expect(cells[0]).not.toHaveProperty('referrer_id')
  })

  it("has Harvest v3's word for being active", () => {
    expect(cellsOf(application({ status: 'active' }), 'applications')).toEqual([
      { id: '1', status: 'in_process', status_as_told: 'active' },
    ])
    expect(cellsOf(listed('applications', { id: 1, status: 'active' }), 'applications')[0]).toMatchObject({
      status: 'in_process',
    })
  })

  it('is hired once the candidate was', () => {
    expect(cellsOf(said('hire_candidate', { application: { id: 1 } }), 'applications')).toEqual([{ id: '1', status: 'hired' }])
  })

  it('goes along with its candidate', () => {
    const events = said('delete_candidate', { person: { id: 3, deleted_application_ids: [1, 2] } })
    expect(events.map(({ resource, key, type }) => `${type} ${resource} ${key}`)).toEqual([
      'removed applications 1',
      'removed applications 2',
      'removed candidates 3',
    ])
  })
})

describe('a candidate', () => {
  it('loses what the names of anonymized fields mean on it, and nothing else', () => {
    const payload = { candidate_id: 3, anonymized_fields: ['full_name', 'email_addresses', 'notes', 'toString'] }
    expect(said('candidate_anonymized', payload)).toMatchObject([
      { cells: { first_name: null, last_name: null, preferred_name: null, email_addresses: [] } },
    ])
  })

  it('is read however many fields a body names', () => {
    const anonymized_fields = [...Array<string>(200_000).fill('notes'), 'tags']
    expect(said('candidate_anonymized', { candidate_id: 3, anonymized_fields })).toMatchObject([{ cells: { tags: [] } }])
  })

  it('knows which candidate it was merged into, and the survivor is mentioned', () => {
    const events = said('merge_candidate', { person: { id: 3, first_name: 'Jo', new_candidate_id: 4 } })
    expect(events).toMatchObject([
      { type: 'removed', key: '3', how: { by: 'merge', into: 4 } },
      { type: 'observed', key: '3', cells: { merged_into_id: 4 } },
      { type: 'observed', key: '4', cells: {} },
    ])
  })

  it('keeps the recruiter that a webhook shows apart from those of its applications', () => {
    const events = said('update_candidate', { candidate: { id: 3, recruiter: { id: 9, name: 'Ada' }, coordinator: null } })
    expect(cellsOf(events, 'candidates')).toEqual([{ id: '3', recruiter_id: 9, coordinator_id: null }])
    expect(cellsOf(events, 'users')).toEqual([{ id: '9', name: 'Ada' }])
  })
})

describe('a job', () => {
  it.each([
    ['none', [], { department_id: null }],
    ['one', [{ id: 5 }], { department_id: 5 }],
    ['several, without saying which', [{ id: 5 }, { id: 6 }], {}],
  ])('has the department of a list of %s', (_, departments, cells) => {
    expect(cellsOf(said('job_updated', { job: { id: 7, departments } }), 'jobs')).toEqual([{ id: '7', ...cells }])
  })

  it('takes an empty list of custom fields for an empty map', () => {
    expect(cellsOf(said('job_updated', { job: { id: 7, custom_fields: [] } }), 'jobs')).toEqual([{ id: '7', custom_fields: {} }])
  })

  it('is read from both forms in which a hire shows it', () => {
    const job = { id: 7, open_date: '2014-11-20T22:49:14Z', close_date: null }
    const events = said('hire_candidate', { application: { id: 1, job, jobs: [{ id: 7, closed_at: '2014-11-25T22:49:14Z' }] } })
    expect(cellsOf(events, 'jobs')).toEqual([
      { id: '7', opened_at: '2014-11-20T22:49:14.000Z', closed_at: null },
      { id: '7', closed_at: '2014-11-25T22:49:14.000Z' },
    ])
  })

  it('shows its hiring team as users', () => {
    const hiring_team = { recruiters: [{ user_id: 9, employee_id: 'E-9' }], sourcers: [], coordinators: [{ employee_id: 'E-8' }] }
    expect(cellsOf(said('job_created', { job: { id: 7, hiring_team } }), 'users')).toEqual([{ id: '9', employee_id: 'E-9' }])
  })
})

describe('an offer', () => {
  const created = (cells: Readonly<Record<string, Json>>) => cellsOf(said('offer_created', { id: 6, ...cells }), 'offers')

  it('reads American dates, and nothing out of an empty text', () => {
    expect(created({ start_date: '04/15/2013', sent_on: '', resolved_at: '' })).toEqual([
      { id: '6', starts_on: '2013-04-15', sent_on: null, resolved_at: null },
    ])
  })

  it.each([
    ['unresolved', 'Created'],
    ['accepted', 'Accepted'],
    ['rejected', 'Rejected'],
    ['deprecated', 'Deprecated'],
    ['Accepted', 'Accepted'],
  ])("has Harvest v3's word for %s", (status, word) => {
    expect(cellsOf(listed('offers', { id: 6, status }), 'offers')[0]).toMatchObject({ status: word })
  })

  it('keeps numbers past 2^53 to the last digit', () => {
    const events = eventsOf(
      new TextEncoder().encode('{"action":"offer_created","payload":{"id":9007199254740993,"job_id":9007199254740995}}'),
    )
    expect(cellsOf(events, 'offers')).toEqual([{ id: '9007199254740993', job_id: '9007199254740995' }])
  })

  it('inside a hire is accepted, and is of what stands around it', () => {
    const application = { id: 1, candidate: { id: 3 }, jobs: [{ id: 7 }], offer: { id: 6, sent_at: '2014-11-10' } }
    expect(cellsOf(said('hire_candidate', { application }), 'offers')).toEqual([
      { id: '6', status: 'Accepted', application_id: 1, candidate_id: 3, job_id: 7, sent_on: '2014-11-10' },
    ])
    expect(cellsOf(said('hire_candidate', { application: { id: 1, offer: { id: 6 } } }), 'offers')).toEqual([
      { id: '6', status: 'Accepted', application_id: 1 },
    ])
  })
})

describe('departments and offices', () => {
  it.each(['department', 'office'])('below a deleted %s are mentioned, not removed', (kind) => {
    const events = said(`${kind}_deleted`, { [kind]: { id: 1, child_ids: [2], parent_id: null } })
    expect(events).toMatchObject([
      { type: 'removed', resource: `${kind}s`, key: '1' },
      { type: 'observed', resource: `${kind}s`, key: '2', cells: {} },
    ])
  })

  it.each([
    ['text', 'Porto', 'Porto'],
    ['an object', { name: 'Porto' }, 'Porto'],
    ['null', null, null],
    ['an object without a name', { name: null }, null],
  ])('read a location of %s', (_, location, read) => {
    expect(cellsOf(listed('offices', { id: 1, location }), 'offices')[0]).toMatchObject({ location: read })
  })
})
