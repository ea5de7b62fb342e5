import { describe, expect, it } from '@jest/globals'
import { instantOfMs, normalize, type Json, type RawEvent } from '@trellis/pipeline'
import { recordEventId, source, webhookEventId } from './index.js'

const at = instantOfMs(1_700_000_000_000)
const bytes = (value: Json): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

function cellsOf(raw: RawEvent, resource: string) {
  const { events, problems } = normalize(source, raw)
  expect(problems).toEqual([])
  return events.flatMap((event) =>
    event.resource === resource && event.type === 'observed' ? [{ id: event.key, ...event.cells }] : [],
  )
}

function said(action: string, payload: Json, resource: string) {
  const body = bytes({ action, payload })
  return cellsOf({ id: webhookEventId('acme', 'd', body), connection: 'acme', kind: 'webhook', at, body }, resource)
}

function listed(resource: string, record: Json) {
  const body = bytes(record)
  const raw: RawEvent = { id: recordEventId('acme', resource, at, body), connection: 'acme', kind: 'record', resource, at, body }
  return cellsOf(raw, resource)
}

const inApplication = (about: Readonly<Record<string, Json>>, resource: string) =>
  said('application_updated', { application: { id: 1, ...about } }, resource)

describe('a job post in a webhook', () => {
  it('is of no job where it names none: it looks for prospects', () => {
    expect(said('job_post_created', { id: 5, title: 'Talk to us' }, 'job_posts')).toEqual([
      { id: '5', title: 'Talk to us', job_id: null },
    ])
    expect(said('job_post_updated', { id: 5, job_id: 7 }, 'job_posts')).toEqual([{ id: '5', job_id: 7 }])
  })

  it("asks its questions in Harvest v3's words, and says nothing of what it leaves out", () => {
    const questions: Json = [
      { required: true, private: false, label: 'Site', type: 'input_text', values: [] },
      { required: false, private: true, label: 'Shift', type: 'multi_value_single_select', values: ['Day', 'Night'] },
      { label: 'New', type: 'input_unheard_of', values: [] },
    ]
    expect(said('job_post_updated', { id: 5, job_id: 7, questions }, 'job_posts')[0]).toMatchObject({
      questions: [
        { required: true, private: false, label: 'Site', answer_type: 'short_text', options: [] },
        {
          required: false,
          private: true,
          label: 'Shift',
          answer_type: 'single_select',
          options: [{ label: 'Day' }, { label: 'Night' }],
        },
        { label: 'New', answer_type: 'input_unheard_of', options: [] },
      ],
    })
  })

  it.each([
    ['none', null, null],
    ['an empty list', [], []],
    ['something that is no list', 'none', 'none'],
    ['something that is no question', ['Site'], ['Site']],
  ])('with %s for questions is read all the same', (_, questions, read) => {
    expect(said('job_post_updated', { id: 5, job_id: 7, questions }, 'job_posts')).toEqual([
      { id: '5', job_id: 7, questions: read },
    ])
  })
})

it("the questions of Harvest v3 are kept as they are, those of Harvest v1 take Harvest v3's words", () => {
  const v3: Json = [{ id: 1, answer_type: 'boolean', label: 'New?', options: [{ id: 2, label: 'Yes' }] }]
  expect(listed('job_posts', { id: 5, questions: v3 })[0]).toMatchObject({ questions: v3 })
  const v1: Json = [{ type: 'boolean', label: 'New?', values: [{ value: 2, label: 'Yes' }] }]
  expect(listed('job_posts', { id: 5, questions: v1 })[0]).toMatchObject({
    questions: [{ answer_type: 'boolean', label: 'New?', options: [{ id: 2, label: 'Yes' }] }],
  })
})

describe('an opening', () => {
  it('inside a job is of that job, and an empty list of custom fields is an empty map', () => {
    const openings = [{ id: 8, opening_id: 'abc-1', custom_fields: [] }]
    expect(said('job_updated', { job: { id: 7, openings } }, 'openings')).toEqual([
      { id: '8', opening_id: 'abc-1', job_id: 7, custom_fields: {} },
    ])
  })

  it('of a hire is left to re-reads: it has no id', () => {
    expect(said('hire_candidate', { application: { id: 1, opening: { opening_id: 'abc-1' } } }, 'openings')).toEqual([])
  })

  it.each([
    ['open', { open: true }],
    ['closed', { open: false }],
    ['on hold', {}],
  ])('whose status is %s says whether it is open, if the word does', (status, cells) => {
    const [read] = listed('openings', { id: 8, status })
    expect(read).toEqual({ id: '8', ...cells, _extra: {} })
  })
})

describe('an application in a webhook', () => {
  it('shows the stage of the job that it stands in', () => {
    const current_stage = { id: 5, name: 'Offer', interviews: [{ id: 9, name: 'Call' }] }
    expect(inApplication({ current_stage }, 'job_interview_stages')).toEqual([{ id: '5', name: 'Offer' }])
    expect(inApplication({ current_stage }, 'job_interviews')).toEqual([])
    expect(inApplication({ current_stage: null }, 'job_interview_stages')).toEqual([])
  })

  it.each(['name', 'public_name'])('shows its source under %s', (name) => {
    expect(inApplication({ source: { id: 16, [name]: 'Meetups' } }, 'sources')).toEqual([{ id: '16', name: 'Meetups' }])
  })

  it('shows why it was rejected without the key of the type, which stays as it is', () => {
    const rejection_reason = { id: 14, name: 'Too Junior', type: { id: 3, name: 'Wrong skill set' } }
    expect(inApplication({ rejection_reason }, 'rejection_reasons')).toEqual([
      { id: '14', name: 'Too Junior', type_id: 3, type_name: 'Wrong skill set' },
    ])
    expect(inApplication({ rejection_details: { custom_fields: {} } }, 'rejection_details')).toEqual([])
  })

  it("shows a prospect's pool, the stage of that pool and the owner", () => {
    const prospect_detail = { prospect_pool: { id: 17, name: 'Maps' }, prospect_stage: { id: 2, name: 'Interested' } }
    const prospect_owner = { id: 9, name: 'Ada' }
    const about = { prospect_detail: { ...prospect_detail, prospect_owner } }
    expect(inApplication(about, 'prospect_pools')).toEqual([{ id: '17', name: 'Maps' }])
    expect(inApplication(about, 'prospect_pool_stages')).toEqual([{ id: '2', name: 'Interested', prospect_pool_id: 17 }])
    expect(inApplication(about, 'users')).toEqual([{ id: '9', name: 'Ada' }])
    expect(inApplication(about, 'prospect_details')).toEqual([])
  })
})

it("a rating of Harvest v1 and who may read its notes take Harvest v3's words", () => {
  expect(listed('scorecards', { id: 1, overall_recommendation: 'definitely_not' })[0]).toMatchObject({
    candidate_rating: 'strong_no',
  })
  expect(listed('notes', { id: 1, visibility: 'admin_only' })[0]).toMatchObject({ visibility: 'admin_only_visible' })
})
