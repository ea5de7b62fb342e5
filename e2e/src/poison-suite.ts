import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { encodeCanonical } from '@trellis/pipeline'
import { inventedPoison, knownPoison, observed, webhook, type Poison } from './poison.js'
import { trellisRebuild } from './rebuild.js'
import { runTrellis } from './run-trellis.js'
import { makeWorld, type World } from './world.js'

/** More than there are partitions by far: each has one behind the poison. */
const MANY = 40
const READERS = ['normalizer', 'warehouse-writer', 'harvest-poller'] as const

/** How many inventions there are beside the known ones, and of which seed. `isLong`: what stands on the log is also shown, exported and rebuilt from. */
interface PoisonSettings {
  readonly seed: number
  readonly inventions: number
  readonly isLong: boolean
}

/** What holds on a log on which others have written. */
export function poisonSuite({ seed, inventions, isLong }: PoisonSettings): void {
  describe(`a log on which others have written (seed ${seed})`, () => {
    let world: World
    let folder: string

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'poison-'))
      world = await makeWorld({ sandbox: { candidates: 1 } })
      await world.start(...READERS)
      for (const [topic, messages] of byTopic([...knownPoison(), ...inventedPoison(seed, inventions)]))
        await world.ports.log.append(topic, messages)
      const behind = Array.from({ length: MANY }, (_, n) => 9_000_000 + n)
      const offers = behind.map((id) => encodeCanonical(observed('offers', String(id), { status: 'Behind' })))
      const candidates = behind.map((id) =>
        webhook(`{"action":"update_candidate","payload":{"candidate":{"id":${id},"title":"Behind"}}}`, id),
      )
      await world.ports.log.append('greenhouse.offers', offers)
      await world.ports.log.append(RAW_TOPIC, candidates)
    })
    afterAll(async () => {
      await world.close()
      await rm(folder, { recursive: true, force: true })
    })

    const trellis = (...args: readonly string[]): Promise<string> => runTrellis(world, ...args)

    it('G5 is read to its end by every service, none of which ends; what stands behind the poison is in the tables', async () => {
      await until(async () => (await world.lag()).every(({ records }) => records === 0), { what: 'all to be read', everyMs: 200 })
      expect(READERS.map((name) => world.services.get(name)?.child.process.exitCode)).toEqual([null, null, null])
      const { rows } = await world.pool.query(
        `select (select count(*)::int from recruiting.offers where status = 'Behind') as offers,
         (select count(*)::int from recruiting.candidates where title = 'Behind') as candidates`,
      )
      expect(rows).toEqual([{ offers: MANY, candidates: MANY }])
    })

    it('has no cell that is longer than anybody reads', async () => {
      const { rows } = await world.pool.query('select max(length(first_name)) < 1048577 as "isShort" from recruiting.candidates')
      expect(rows).toEqual([{ isShort: true }])
    })

    if (!isLong) return

    it('can be explained, exported and shown', async () => {
      expect(await trellis('explain', 'candidates', '9000000', '--scan', '--connection', 'acme')).toContain('Behind')
      expect(JSON.parse(await trellis('raw', 'export', join(folder, 'raw.jsonl.gz'), '--json'))).toMatchObject({
        records: expect.any(Number),
      })
      expect(JSON.parse(await trellis('problems', 'replay', '--all', '--json'))).toMatchObject({ rawEvents: expect.any(Number) })
      expect(await trellis('snapshot', '--to-topic', 'poison.rows', '--json')).toContain('candidates')
    })

    it('can be rebuilt from', async () => {
      const reported = await trellisRebuild(world, 'run')
      expect(reported.some(({ event }) => event === 'parity')).toBe(true)
      const { rows } = await world.pool.query(`select count(*)::int as n from recruiting.candidates where title = 'Behind'`)
      expect(rows).toEqual([{ n: MANY }])
    })
  })
}

function byTopic(all: readonly Poison[]): ReadonlyMap<string, Poison['message'][]> {
  const topics = new Map<string, Poison['message'][]>()
  for (const { topic, message } of all) topics.set(topic, [...(topics.get(topic) ?? []), message])
  return topics
}
