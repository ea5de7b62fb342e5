import { afterEach, describe, expect, it } from '@jest/globals'
import type { JsonRecord } from '../collections/collection.js'
import { ReadingClient } from '../reading-client.js'
import type { RunningSandbox } from '../running-sandbox.js'
import type { SandboxSettings } from '../settings.js'
import { startSandbox } from '../start-sandbox.js'
import { STEPS } from './lifecycle.js'

const COLLECTIONS = ['applications', 'candidates', 'jobs', 'application_stages', 'offers', 'users', 'departments', 'offices']
const START = Date.UTC(2026, 10, 1)

describe('the life of the company', () => {
  let now = START
  const running: RunningSandbox[] = []

  afterEach(async () => {
    now = START
    for (const sandbox of running.splice(0)) await sandbox.stop()
  })

  const start = async (settings: Partial<SandboxSettings>): Promise<RunningSandbox> => {
    const sandbox = await startSandbox({ candidates: 150, webhooksKept: 50_000, now: () => now, ...settings })
    running.push(sandbox)
    return sandbox
  }
  const truths = (sandbox: RunningSandbox): unknown => COLLECTIONS.map((name) => sandbox.truth(name))

  it('is the same for the same seed, ids included', async () => {
    const [one, other] = [await start({ seed: 5 }), await start({ seed: 5 })]
    expect(one.step(1_000)).toEqual(other.step(1_000))
    expect(truths(one)).toEqual(truths(other))
    expect(one.webhooks().map(({ body }) => body)).toEqual(other.webhooks().map(({ body }) => body))
  })

  it('is not changed by faults of delivery and of replicas', async () => {
    const faults = { lagMs: 500, droppedWebhookProbability: 0.5, lateCommitProbability: 0.5, lateCommitMs: 900 }
    const [one, other] = [await start({}), await start({ faults })]
    expect(one.step(300)).toEqual(other.step(300))
    expect(truths(one)).toEqual(truths(other))
  })

  it('differs with the seed', async () => {
    expect(truths(await start({ seed: 1 }))).not.toEqual(truths(await start({ seed: 2 })))
  })

  it.each([true, false])('takes every kind of step, silent cascades %s', async (silentCascades) => {
    const taken = (await start({ silentCascades })).step(4_000)
    expect(STEPS.map(({ name }) => name).filter((name) => taken[name] === undefined)).toEqual([])
  })

  it('never moves updated_at back, nor before created_at', async () => {
    const sandbox = await start({})
    const before = new Map(sandbox.truth('applications').map((record) => [record['id'], String(record['updated_at'])]))
    sandbox.step(1_000)
    for (const name of COLLECTIONS) {
      expect(sandbox.truth(name).filter((record) => String(record['updated_at']) < String(record['created_at']))).toEqual([])
    }
    expect(sandbox.truth('applications').filter(({ id, updated_at: at }) => String(at) < (before.get(id) ?? ''))).toEqual([])
  })

  it('names only what exists', async () => {
    const sandbox = await start({ silentCascades: false })
    sandbox.step(2_000)
    const ids = Object.fromEntries(COLLECTIONS.map((name) => [name, new Set(sandbox.truth(name).map(({ id }) => id))]))
    const dangling = (from: string, key: string, to: string): unknown[] =>
      sandbox.truth(from).filter((record) => [record[key]].flat().some((id) => id !== null && !ids[to]?.has(id)))
    expect(dangling('applications', 'candidate_id', 'candidates')).toEqual([])
    expect(dangling('applications', 'job_id', 'jobs')).toEqual([])
    expect(dangling('applications', 'prospective_job_ids', 'jobs')).toEqual([])
    expect(dangling('applications', 'stage_id', 'application_stages')).toEqual([])
    expect(dangling('application_stages', 'application_id', 'applications')).toEqual([])
    expect(dangling('offers', 'application_id', 'applications')).toEqual([])
    expect(dangling('offers', 'candidate_id', 'candidates')).toEqual([])
    expect(dangling('jobs', 'department_id', 'departments')).toEqual([])
    expect(dangling('jobs', 'office_ids', 'offices')).toEqual([])
    expect(dangling('jobs', 'copied_from_id', 'jobs')).toEqual([])
    expect(dangling('users', 'department_ids', 'departments')).toEqual([])
    expect(dangling('users', 'linked_candidate_ids', 'candidates')).toEqual([])
    expect(dangling('departments', 'parent_id', 'departments')).toEqual([])
    expect(dangling('offices', 'parent_id', 'offices')).toEqual([])
  })

  it('without silent cascades can be followed by windows and webhooks alone', async () => {
    const sandbox = await start({ silentCascades: false })
    expect(await roundsAstray(sandbox, () => (now += 1_000))).toEqual([])
  })

  it('with silent cascades can not', async () => {
    const sandbox = await start({ silentCascades: true })
    expect(await roundsAstray(sandbox, () => (now += 1_000))).not.toEqual([])
  })
})

type Rows = ReadonlyMap<string, ReadonlyMap<unknown, JsonRecord>>

const byId = (sandbox: RunningSandbox): Rows =>
  new Map(COLLECTIONS.map((name) => [name, new Map(sandbox.truth(name).map((record) => [record['id'], still(record)]))]))

/** Without what counts on by itself. */
const still = ({ days_in_stage: _, ...record }: JsonRecord): JsonRecord => record

const sorted = (rows: ReadonlyMap<unknown, JsonRecord>): string =>
  JSON.stringify([...rows.values()].sort((one, other) => Number(one['id']) - Number(other['id'])))

const ROUNDS = 30
const STEPS_A_ROUND = 60

/** Who knew everything, and since then reads each window once and believes the webhooks' removals: when they are wrong, and where. */
async function roundsAstray(sandbox: RunningSandbox, tick: () => number): Promise<string[]> {
  const astray: string[] = []
  const known = new Map([...byId(sandbox)].map(([name, rows]) => [name, new Map(rows)]))
  const client = new ReadingClient(sandbox)
  for (let round = 0; round < ROUNDS; round++) {
    const since = new Date(tick()).toISOString()
    const heard = sandbox.webhooks().length
    sandbox.step(STEPS_A_ROUND)
    for (const [name, rows] of known) {
      const all = name === 'users' ? '&show_service_accounts=true' : ''
      const listed = await client.listAll(`/v3/${name}?per_page=500&updated_at=gte|${since}${all}`)
      for (const record of listed) rows.set(record['id'], still(record))
    }
    for (const { body } of sandbox.webhooks().slice(heard)) {
      for (const [name, id] of removals(JSON.parse(body) as { action: string; payload: Payload })) known.get(name)?.delete(id)
    }
    const truth = byId(sandbox)
    for (const [name, rows] of known) {
      if (sorted(rows) !== sorted(truth.get(name) ?? new Map())) astray.push(`${name} in round ${round}`)
    }
  }
  return astray
}

interface Payload {
  readonly [root: string]: { readonly id: number; readonly deleted_application_ids?: readonly number[] } | undefined
}

function removals({
  action,
  payload,
}: {
  action: string
  payload: Payload
}): (readonly [collection: string, id: number | undefined])[] {
  switch (action) {
    case 'delete_application':
      return [['applications', payload['application']?.id]]
    case 'merge_candidate':
    case 'delete_candidate':
      return [
        ['candidates', payload['person']?.id],
        ...(payload['person']?.deleted_application_ids ?? []).map((id) => ['applications', id] as const),
      ]
    case 'department_deleted':
      return [['departments', payload['department']?.id]]
    case 'office_deleted':
      return [['offices', payload['office']?.id]]
    case 'job_deleted':
      return [['jobs', payload['job']?.id]]
    case 'offer_deleted':
      return [['offers', payload['offer']?.id]]
    default:
      return []
  }
}
