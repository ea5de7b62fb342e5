import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { exitCodeOf } from '@trellis/cli'
import { runAudit } from '@trellis/operations'
import { PROBLEMS_TOPIC } from '@trellis/greenhouse'
import { decodeProblem } from '@trellis/pipeline'
import { differences } from './compare.js'
import { foldedLog, tableRows, unlike } from './folded-log.js'
import { liveHardWeek, type HardWeek, type WeekSettings } from './hard-week.js'
import { whileReading } from './reading.js'
import { rebuild } from './rebuild.js'
import { CONNECTION } from './world.js'

/** Whether the week is also made again from its log, as it ended and as of its middle, which takes about as long as it did itself. */
interface HardWeekSettings extends WeekSettings {
  readonly isRebuilt: boolean
}

/** What has to be true after a hard week. `limitMs` is how long it may take until the world is at rest. */
export function hardWeekSuite(settings: HardWeekSettings, limitMs: number): void {
  describe(`a hard week (HARD_WEEK_SEED=${settings.seed})`, () => {
    let week: HardWeek

    beforeAll(async () => {
      week = await liveHardWeek(settings)
      process.stdout.write(`${week.journal.join('\n')}\n`)
    }, limitMs)

    afterAll(async () => week.close())

    if (settings.ending === 'not swept')
      it('has every webhook delivered in the end, without which no table is promised to be right', () => {
        expect(week.world.sandbox.state().exhaustedDeliveries).toBe(0)
      })

    it('ends in tables that equal what the company holds, row by row and cell by cell', async () => {
      expect((await differences(week.world.sandbox, week.world.pool, CONNECTION)).slice(0, 20)).toEqual([])
    })

    it('ends in tables in which an audit finds nothing missing, extra or different', async () => {
      const report = await runAudit(week.world.pool, { connection: CONNECTION, resources: [] })
      const differing = report.resources.filter(({ missing, extra, different }) => missing + extra + different > 0)
      expect([differing, exitCodeOf(report)]).toEqual([[], 0])
    })

    it('lets no forged webhook in', () => {
      const { forgedAnswers } = week.world.sandbox.state()
      expect(forgedAnswers[401]).toBeGreaterThan(0)
      expect(Object.keys(forgedAnswers).filter((status) => !['401', '503', 'none'].includes(status))).toEqual([])
    })

    it('is what the pure core makes of the log, every cell and version', async () => {
      const { log, pool } = week.world.ports
      const { generation } = await week.world.status()
      const folded = await foldedLog(log)
      expect(folded.size).toBeGreaterThan(settings.candidates * 10)
      expect(unlike(folded, await tableRows(pool, generation ?? 0)).slice(0, 20)).toEqual([])
    })

    it('makes a problem of each unreadable body that it accepted, and of nothing else', async () => {
      const unreadable = new Set<string>()
      await week.world.ports.log.scan(PROBLEMS_TOPIC, (records) => {
        for (const { message } of records) unreadable.add(decodeProblem(message)?.cause.rawId ?? 'a problem that cannot be read')
        return undefined
      })
      const { sent, accepted } = week.world.sandbox.state().garbage
      expect(unreadable.size).toBeGreaterThanOrEqual(accepted)
      expect(unreadable.size).toBeLessThanOrEqual(sent)
    })

    if (!settings.isRebuilt) return

    it('is made again from the log, every cell and version, under readers who see nothing of it', async () => {
      const { world } = week
      const before = await tableRows(world.pool, (await world.status()).generation ?? 0)
      let made = 0
      const reading = await whileReading(world.databaseUrl, async () => void (made = await rebuild(world)))
      expect((await world.status()).generation).toBe(made)
      expect(unlike(before, await tableRows(world.pool, made)).slice(0, 20)).toEqual([])
      expect(reading.queries).toBeGreaterThan(100)
      expect(reading.errors.slice(0, 5)).toEqual([])
      expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
    })

    it('shows as of its middle what was known then (N4)', async () => {
      const { world, halfTimeMs } = week
      const made = await rebuild(world, '--as-of', new Date(halfTimeMs).toISOString())
      const folded = await foldedLog(world.ports.log, halfTimeMs)
      expect(folded.size).toBeGreaterThan(500)
      expect(unlike(folded, await tableRows(world.pool, made)).slice(0, 20)).toEqual([])
    })
  })
}
