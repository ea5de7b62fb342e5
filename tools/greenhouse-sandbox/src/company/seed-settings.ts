import { bulkRequests } from '../collections/bulk-requests.js'
import { emailTemplates } from '../collections/email-templates.js'
import type { Job } from '../collections/jobs.js'
import { prospectPoolStages } from '../collections/prospect-pool-stages.js'
import { prospectPools } from '../collections/prospect-pools.js'
import { DAY_MS, wholeSecond } from '../instants.js'
import type { Company } from './company.js'
import type { Invention } from './invention.js'
import { EMAIL_TEMPLATES, PROSPECT_POOLS, PROSPECT_STAGES } from './setup.js'

/** Templates and requests that users made once. */
export function seedSettings(company: Company, invention: Invention, at: number): void {
  const { random } = invention
  for (const [index, template] of EMAIL_TEMPLATES.entries()) {
    const body = random.chance(0.2) ? null : `Dear {{CANDIDATE_NAME}},\n${invention.text()}`
    company.add(emailTemplates, random, at, {
      ...template,
      default: index === 0,
      description: random.chance(0.5) ? null : invention.text(),
      subject: index === 3 ? null : `Your application & {{COMPANY}}`,
      body,
      html_body: body && `<p>${body}</p>`,
      recipients: random.chance(0.7) ? null : 'one@example.com,two@example.com',
      cc_recruiter: random.chance(0.3),
      cc_coordinator: random.chance(0.3),
      office_anywhere: random.pick([true, false, null]),
      user_id: random.pickOrNull(company.staff(), 0.6)?.id ?? null,
    })
  }
  for (const isDone of [true, true, false]) {
    const failure_count = isDone ? random.int(0, 2) : 0
    company.add(bulkRequests, random, at, {
      bulk_action_uuid: inventUuid(invention),
      requested_by_user_id: random.pick(company.staff()).id,
      status: isDone ? 'complete' : 'in_progress',
      record_count: 12,
      success_count: isDone ? 12 - failure_count : 4,
      failure_count,
      callback_url: random.chance(0.5) ? null : 'https://callback.example.com/?a=1&b=2',
      callback_response: null,
      completed_at: isDone ? wholeSecond(at + 60_000) : null,
      expires_at: isDone ? wholeSecond(at + 7 * DAY_MS) : null,
      api_endpoint: '/v3/openings/bulk',
      requested_at: wholeSecond(at),
    })
  }
}

/** Where prospects are kept. */
export function seedPools(company: Company, { random }: Invention, jobs: readonly Job[], at: number): void {
  for (const [index, name] of PROSPECT_POOLS.entries()) {
    const pool = company.add(prospectPools, random, at, {
      name,
      active: index < 2,
      description: index === 0 ? null : 'People <to keep> in mind',
      department_ids: random.some([...company.departments.rows()], random.int(0, 2)).map(({ id }) => id),
      office_ids: random.some([...company.offices.rows()], random.int(0, 2)).map(({ id }) => id),
      job_ids: random.some(jobs, random.int(0, 2)).map(({ id }) => id),
    })
    for (const [sort_order, stage] of PROSPECT_STAGES.entries()) {
      company.add(prospectPoolStages, random, at, { prospect_pool_id: pool.id, name: stage, sort_order })
    }
  }
}

const inventUuid = ({ random }: Invention): string =>
  '00000000-0000-4000-8000-000000000000'.replace(/0/g, () => random.int(0, 15).toString(16))
