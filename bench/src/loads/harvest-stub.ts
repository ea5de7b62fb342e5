import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A Harvest that lists applications without end of its own work: pages come out of a template, other collections are empty. */
interface HarvestStub {
  readonly url: string
  /** Requests of each window that is over, and how many were answered 429. */
  readonly windows: () => readonly number[]
  readonly refused: () => number
  readonly close: () => Promise<void>
}

const PER_PAGE = 500

/** Serves `records` applications within a budget of `limit` requests per `windowMs`. */
export async function harvestStub(records: number, limit: number, windowMs: number): Promise<HarvestStub> {
  const used = new Map<number, number>()
  let refused = 0
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub')
    request.resume()
    if (url.pathname === '/token') {
      response.setHeader('content-type', 'application/json')
      return void response.end(JSON.stringify({ access_token: 'a token', expires_in: 3_600, token_type: 'Bearer' }))
    }
    const window = Math.floor(Date.now() / windowMs)
    const count = (used.get(window) ?? 0) + 1
    used.set(window, count)
    const endsAt = (window + 1) * windowMs
    response.setHeader('content-type', 'application/json')
    response.setHeader('x-ratelimit-limit', limit)
    response.setHeader('x-ratelimit-remaining', Math.max(0, limit - count))
    response.setHeader('x-ratelimit-reset', Math.ceil(endsAt / 1_000))
    if (count > limit) {
      refused += 1
      return void response.writeHead(429, { 'retry-after': String(Math.ceil((endsAt - Date.now()) / 1_000)) }).end('{}')
    }
    const isWindow = url.searchParams.has('updated_at')
    if (url.pathname !== '/v3/applications' || isWindow) return void response.end('[]')
    const from = Number(url.searchParams.get('cursor') ?? 0)
    const to = Math.min(records, from + PER_PAGE)
    if (to < records) response.setHeader('link', `<http://stub/v3/applications?cursor=${to}>; rel="next"`)
    response.end(page(from, to))
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    windows: () => [...used].sort(([a], [b]) => a - b).map(([, count]) => count),
    refused: () => refused,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function page(from: number, to: number): string {
  const records: string[] = []
  for (let id = from; id < to; id++) records.push(RECORD.replaceAll('1000001', String(1_000_001 + id)))
  return `[${records.join(',')}]`
}

/** The fields of an application in Harvest v3, with invented values. */
const RECORD = JSON.stringify({
  id: 1000001,
  candidate_id: 1000001,
  job_id: 4017,
  job_post_id: 9118,
  prospect: false,
  status: 'in_process',
  stage_id: 1000001,
  stage_name: 'Phone interview',
  job_interview_stage_id: 5521,
  needs_decision: false,
  source_id: 16,
  referrer_id: null,
  recruiter_id: 92120,
  coordinator_id: 92121,
  rejected_at: null,
  rejection_reason_id: null,
  agency_note_id: null,
  location_address: 'Berlin, Germany',
  answers: [{ question: 'How did you hear of us?', answer: 'From a friend who works in the team' }],
  custom_fields: {
    desired_level: { name: 'Desired level', type: 'single_select', value: 'Senior' },
    start: { name: 'Possible start', type: 'date', value: '2026-04-01' },
  },
  last_activity_at: '2026-01-14T09:30:00.000Z',
  created_at: '2026-01-10T08:00:00.000Z',
  updated_at: '2026-01-14T09:30:00.000Z',
})
