import { afterEach, describe, expect, it } from '@jest/globals'
import { type Faults, readFaults } from './faults.js'
import { ReadingClient } from './reading-client.js'
import type { RunningSandbox } from './running-sandbox.js'
import { startSandbox } from './start-sandbox.js'

const START = Date.UTC(2026, 10, 1)

describe('faults', () => {
  let now = START
  let sandbox: RunningSandbox
  let client: ReadingClient

  afterEach(() => sandbox.stop())

  const start = async (faults: Partial<Faults> = {}): Promise<void> => {
    now = START
    sandbox = await startSandbox({ candidates: 60, now: () => now, faults })
    client = new ReadingClient(sandbox)
  }
  const list = (path = 'applications'): Promise<readonly unknown[]> => client.listAll(`/v3/${path}?per_page=500`)
  const truth = (): readonly unknown[] => structuredClone(sandbox.truth('applications'))

  it('show the state of a while ago on a lagging replica', async () => {
    await start({ lagMs: 1_000 })
    const before = truth()
    now += 500
    sandbox.step(100)
    const after = truth()
    expect(await list()).toEqual(before)
    now += 999
    expect(await list()).toEqual(before)
    now += 1
    expect(await list()).toEqual(after)
    expect(after).not.toEqual(before)
  })

  it('show deleted records on a lagging replica', async () => {
    await start({ lagMs: 1_000 })
    const before = sandbox.truth('candidates').map(({ id }) => id)
    now += 1
    while ((sandbox.step()['delete_candidate'] ?? 0) < 1);
    const listed = (await client.listAll('/v3/candidates?per_page=10')).map(({ id }) => id)
    expect(listed).toEqual(before)
  })

  it('answer from a fresh and a lagging replica in turn', async () => {
    await start({ lagMs: 1_000, alternatingReplicas: true })
    const before = truth()
    now += 500
    sandbox.step(100)
    expect([await list(), await list(), await list()]).toEqual([truth(), before, truth()])
  })

  it('let a commit surface late, with its updated_at in the past', async () => {
    await start({ lateCommitProbability: 1, lateCommitMs: 5_000 })
    const before = truth()
    now += 1
    sandbox.step(100)
    sandbox.setFaults({ lateCommitProbability: 0 })
    now += 4_000
    expect([await list(), sandbox.state().unsurfacedCommits > 0]).toEqual([before, true])
    now += 1_000
    expect([await list(), sandbox.state().unsurfacedCommits]).toEqual([truth(), 0])
    const window = await client.listAll(`/v3/applications?updated_at=gt|${new Date(START + 1).toISOString()}`)
    expect(window).toEqual([])
  })

  it('change records and leave updated_at where it was', async () => {
    await start({ unmovedUpdatedAtProbability: 1 })
    const before = new Map(sandbox.truth('candidates').map((record) => [record['id'], record]))
    now += 1
    sandbox.step(100)
    const changed = sandbox.truth('candidates').filter((record) => {
      const earlier = before.get(record['id'])
      return earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(record)
    })
    expect(changed.length).toBeGreaterThan(5)
    expect(changed.every(({ id, updated_at: at }) => at === before.get(id)?.['updated_at'])).toBe(true)
  })

  it('show an acting user who lost Site Admin nothing at all', async () => {
    await start()
    sandbox.setFaults({ lostSiteAdmin: true })
    expect([await list(), await list('users'), await list('departments')]).toEqual([[], [], []])
    sandbox.clearFaults()
    expect(await list()).toEqual(truth())
  })

  it('hide private candidates from one who may not see them', async () => {
    await start({ hiddenPrivateCandidates: true })
    const all = sandbox.truth('candidates')
    const listed = await client.listAll('/v3/candidates?per_page=500')
    expect(listed).toEqual(all.filter((candidate) => candidate['private'] !== true))
    expect(listed.length).toBeLessThan(all.length)
  })

  it('answer the next requests with 500', async () => {
    await start()
    sandbox.setFaults({ requests: [{ kind: 'error', next: 2, path: 'jobs' }] })
    const statuses: number[] = []
    for (const path of ['jobs', 'offers', 'jobs', 'jobs']) statuses.push((await client.get(`/v3/${path}`)).status)
    expect(statuses).toEqual([500, 200, 500, 200])
  })

  it('throttle every third request', async () => {
    await start({ requests: [{ kind: 'throttle', everyNth: 3 }] })
    sandbox.setFaults({ requests: [{ kind: 'throttle', everyNth: 3 }] })
    await client.get('/v3/unknown')
    const answers = [await client.get('/v3/jobs'), await client.get('/v3/jobs'), await client.get('/v3/jobs')]
    expect(answers.map(({ status }) => status)).toContain(429)
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^\d+$/)
  })

  it('break the connection in the middle of the body', async () => {
    await start()
    await client.get('/v3/jobs')
    sandbox.setFaults({ requests: [{ kind: 'reset', next: 1 }] })
    await expect(client.get('/v3/candidates')).rejects.toThrow()
    expect((await client.get('/v3/candidates')).status).toBe(200)
  })

  it('answer slowly, and rightly', async () => {
    await start()
    sandbox.setFaults({ requests: [{ kind: 'slow', next: 1, delayMs: 20, path: 'applications' }] })
    expect(await list()).toEqual(truth())
  })

  it('put the Date header ahead', async () => {
    await start({ clockSkewMs: 90_000 })
    expect((await client.get('/v3/jobs')).headers.get('date')).toBe(new Date(START + 90_000).toUTCString())
  })

  it('hit the token endpoint too', async () => {
    await start({ requests: [{ kind: 'error', next: 1, path: 'token' }] })
    expect([(await client.token()).status, (await client.token()).status]).toEqual([500, 200])
  })

  it('refuse what they do not know', () => {
    expect(readFaults({ lagMs: 5, requests: [{ kind: 'slow' }] })).toEqual({ lagMs: 5, requests: [{ kind: 'slow' }] })
    expect(readFaults({ lag: 5 })).toBe('lag is not a fault')
    expect(readFaults({ lagMs: '5' })).toBe('lagMs is a number')
    expect(readFaults({ requests: [{ kind: 'other' }] })).toBe('requests is a list of request faults')
    expect(readFaults([])).toBe('faults are an object')
  })
})
