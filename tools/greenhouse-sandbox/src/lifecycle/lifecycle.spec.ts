import { afterEach, describe, expect, it } from '@jest/globals'
import type { JsonRecord } from '../collections/collection.js'
import { COLLECTIONS, DOCUMENTED, pathsOf } from '../documented-fields.js'
import { ReadingClient } from '../reading-client.js'
import type { RunningSandbox } from '../running-sandbox.js'
import type { SandboxSettings } from '../settings.js'
import { startSandbox } from '../start-sandbox.js'
import { STEPS } from './lifecycle.js'

const LONG_MS = 240_000
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
  /** As texts: a company is compared thousands of times as fast. */
  const truths = (sandbox: RunningSandbox): readonly string[] => COLLECTIONS.map((name) => JSON.stringify(sandbox.truth(name)))

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
    const sandbox = await start({ silentCascades })
    const open = new Set<string>(STEPS.map(({ name }) => name))
    for (let round = 0; round < 24 && open.size > 0; round += 1)
      for (const name of Object.keys(sandbox.step(250))) open.delete(name)
    expect([...open]).toEqual([])
  })

  it('never moves updated_at back, nor before created_at', async () => {
    const sandbox = await start({})
    const before = new Map(sandbox.truth('applications').map((record) => [record['id'], String(record['updated_at'])]))
    sandbox.step(1_000)
    for (const name of COLLECTIONS) {
      expect(sandbox.truth(name).filter(({ created_at: made, updated_at: at }) => String(at) < String(made))).toEqual([])
    }
    expect(sandbox.truth('applications').filter(({ id, updated_at: at }) => String(at) < (before.get(id) ?? ''))).toEqual([])
  })

  it(
    'without silent cascades can be followed by windows and webhooks alone',
    async () => {
      const sandbox = await start({ candidates: 80, silentCascades: false })
      expect(await roundsAstray(sandbox, () => (now += 1_000))).toEqual([])
    },
    LONG_MS,
  )

  it(
    'with silent cascades can not',
    async () => {
      const sandbox = await start({ candidates: 80, silentCascades: true })
      expect(await roundsAstray(sandbox, () => (now += 1_000))).not.toEqual([])
    },
    LONG_MS,
  )
})

type Rows = ReadonlyMap<string, ReadonlyMap<unknown, JsonRecord>>

const byId = (sandbox: RunningSandbox): Rows =>
  new Map(COLLECTIONS.map((name) => [name, new Map(sandbox.truth(name).map((record) => [record['id'], still(record)]))]))

/** Without what counts on by itself. */
const still = ({ days_in_stage: _, url: __, ...record }: JsonRecord): JsonRecord => record

const sorted = (rows: ReadonlyMap<unknown, JsonRecord>): string =>
  JSON.stringify([...rows.values()].sort((one, other) => Number(one['id']) - Number(other['id'])))

const ROUNDS = 15
const STEPS_A_ROUND = 60
/** What was missed once stays missed: it is enough to look now and then. */
const COMPARED_EVERY = 5

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
      // Where there is no window, the whole is listed.
      const window = DOCUMENTED[name]?.filters['updated_at'] === undefined ? '' : `&updated_at=gte|${since}`
      for (const path of pathsOf(name, `per_page=500${window}`)) {
        for (const record of await client.listAll(path)) rows.set(record['id'], still(record))
      }
    }
    for (const { body } of sandbox.webhooks().slice(heard)) {
      for (const [name, id] of removals(JSON.parse(body) as { action: string; payload: Payload })) known.get(name)?.delete(id)
    }
    if (round % COMPARED_EVERY !== COMPARED_EVERY - 1) continue
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
    case 'interview_deleted':
      return [['interviews', payload['interview']?.id]]
    case 'scorecard_deleted':
      return [['scorecards', payload['scorecard']?.id]]
    case 'job_interview_stage_deleted':
      return [['job_interview_stages', payload['job_interview_stage']?.id]]
    default:
      return []
  }
}
