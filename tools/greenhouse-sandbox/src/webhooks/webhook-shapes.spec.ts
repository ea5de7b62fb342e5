import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { RunningSandbox } from '../running-sandbox.js'
import { startSandbox } from '../start-sandbox.js'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

interface Webhook {
  readonly action: string
  readonly payload: { readonly [key: string]: Json }
}

const SAMPLES = new URL('../../fixtures/webhooks/', import.meta.url)

const APPLICATION =
  'id rejected_at prospect status applied_at last_activity_at url source credited_to rejection_reason rejection_details current_stage custom_fields candidate jobs'
const JOB =
  'id name requisition_id notes confidential job_post_id status created_by_id created_at opened_at closed_at departments offices hiring_team openings custom_fields'
const OFFER = 'id application_id job_id user_id version sent_on resolved_at start_date notes offer_status custom_fields'

const JOB_POST = 'id title location content internal_content updated_at job_id external internal live questions'

/** Actions without a sample of their own: path of the object and its fields (https://developers.greenhouse.io/webhooks.html). */
const FIELDS: Readonly<Record<string, readonly [path: string, fields: string]>> = {
  unhire_candidate: ['application', APPLICATION],
  unreject_candidate: ['application', APPLICATION],
  new_prospect_application: ['application', APPLICATION],
  application_updated: ['application', `${APPLICATION} prospect_detail`],
  delete_candidate: [
    'person',
    'id first_name last_name company title created_at headline is_private recruiter_user_id coordinator_user_id can_email deleted_application_ids',
  ],
  office_deleted: ['office', 'id name location child_ids parent_id external_id'],
  job_updated: ['job', JOB],
  job_approved: ['job', JOB],
  interview_deleted: ['interview', 'id'],
  scorecard_deleted: ['scorecard', 'id candidate_id interviewed_at created_at updated_at scorecard_status'],
  job_post_updated: ['', JOB_POST],
  job_post_deleted: ['job_post', JOB_POST],
  offer_updated: ['', OFFER],
  offer_approved: ['', OFFER],
}

describe('webhook bodies', () => {
  let sandbox: RunningSandbox
  let byAction: Map<string, Webhook[]>

  beforeAll(async () => {
    sandbox = await startSandbox({ candidates: 200, webhooksKept: 20_000 })
    sandbox.step(3_000)
    byAction = new Map()
    for (const { body } of sandbox.webhooks()) {
      const webhook = JSON.parse(body) as Webhook
      byAction.set(webhook.action, [...(byAction.get(webhook.action) ?? []), webhook])
    }
  })
  afterAll(() => sandbox.stop())

  it.each(readdirSync(SAMPLES).map((file) => file.replace('.json', '')))(
    'of %s have the keys and types of its sample',
    (action) => {
      const sample = JSON.parse(readFileSync(new URL(`${action}.json`, SAMPLES), 'utf8')) as Webhook
      const bodies = byAction.get(action) ?? []
      expect(bodies.length).toBeGreaterThan(0)
      expect(new Set(bodies.flatMap((body) => differences(body.payload, sample.payload, 'payload')))).toEqual(new Set())
    },
  )

  it.each(Object.entries(FIELDS))('of %s have the fields that are listed for it', (action, [path, fields]) => {
    const bodies = byAction.get(action) ?? []
    expect(bodies.length).toBeGreaterThan(0)
    for (const { payload } of bodies) {
      const object = path === '' ? payload : payload[path]
      expect(Object.keys(object as object).sort()).toEqual(fields.split(' ').sort())
    }
  })

  it('are of all 29 actions and no other', () => {
    const documented = [...Object.keys(FIELDS), ...readdirSync(SAMPLES).map((file) => file.replace('.json', ''))]
    expect([...byAction.keys()].sort()).toEqual(documented.sort())
    expect(byAction.size).toBe(29)
  })

  it('say the same instants and ids as the listings', () => {
    const truth = new Map(sandbox.truth('applications').map((record) => [record['id'], record]))
    const last = new Map(
      [...byAction.values()]
        .flat()
        .filter(({ action }) => action === 'candidate_stage_change')
        .map(({ payload }) => payload['application'] as Readonly<Record<string, Json>>)
        .map((application) => [application['id'], application]),
    )
    const compared = [...last].filter(([id, application]) => {
      const record = truth.get(id)
      if (record === undefined || record['status'] !== 'in_process' || application['status'] !== 'active') return false
      expect(application['applied_at']).toBe(String(record['created_at']).replace('.000Z', 'Z'))
      return (application['current_stage'] as { id: number }).id === record['job_interview_stage_id']
    })
    expect(compared.length).toBeGreaterThan(20)
  })
})

/** Where the body has other keys or types than the sample; null and empty lists fit everywhere. */
function differences(body: Json | undefined, sample: Json | undefined, path: string): string[] {
  if (body === null || sample === null || isEmptyList(body) || isEmptyList(sample)) return []
  if (Array.isArray(body) && Array.isArray(sample))
    return (body as Json[]).flatMap((item) => differences(item, (sample as Json[])[0], `${path}[]`))
  if (path.endsWith('.custom_fields')) return Object.entries(body as object).flatMap(([, field]) => fieldDifferences(field, path))
  if (typeof body !== 'object' || typeof sample !== 'object') {
    return typeof body === typeof sample ? [] : [`${path} is ${typeof body}, not ${typeof sample}`]
  }
  const [own, expected] = [body as Readonly<Record<string, Json>>, sample as Readonly<Record<string, Json>>]
  // A credit that is no user's is only a name (https://developers.greenhouse.io/webhooks.html).
  if (path.endsWith('.credited_to') && Object.keys(own).join() === 'name') return []
  const keys = [...new Set([...Object.keys(own), ...Object.keys(expected)])]
  return keys.flatMap((key) => {
    if (!(key in own)) return [`${path}.${key} is missing`]
    return key in expected ? differences(own[key], expected[key], `${path}.${key}`) : [`${path}.${key} is too much`]
  })
}

const isEmptyList = (json: Json | undefined): boolean => Array.isArray(json) && json.length === 0

/** What the value of a custom field looks like, by its type (https://developers.greenhouse.io/webhooks.html). */
const VALUES: Readonly<Record<string, (value: unknown) => boolean>> = {
  short_text: (value) => typeof value === 'string',
  long_text: (value) => typeof value === 'string',
  url: (value) => typeof value === 'string',
  single_select: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  multi_select: (value) => Array.isArray(value),
  currency: (value) => hasKeys(value, 'amount,unit'),
  currency_range: (value) => hasKeys(value, 'max_value,min_value,unit'),
  number_range: (value) => hasKeys(value, 'max_value,min_value'),
  date: (value) => /^(\d{4}-\d{2}-\d{2})?$/.test(String(value)),
  user: (value) => hasKeys(value, 'email,employee_id,name,user_id'),
}

function fieldDifferences(field: unknown, path: string): string[] {
  const { name, type, value } = field as { name: unknown; type: string; value: unknown }
  const isRight = typeof name === 'string' && (value === null || VALUES[type]?.(value) === true)
  return isRight ? [] : [`${path}: ${JSON.stringify(field)}`]
}

const hasKeys = (value: unknown, keys: string): boolean =>
  Object.keys(value as object)
    .sort()
    .join() === keys
