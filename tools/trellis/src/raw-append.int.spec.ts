import { describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RAW_TOPIC, topics } from '@trellis/greenhouse'
import { createLogger, EventLog, openOps } from '@trellis/runtime'
import { rawAppend } from './raw-append.js'

describe('trellis raw append', () => {
  it('puts records onto the log, and no listing that equals an older one is skipped after it (rule L2)', async () => {
    const { KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl } = process.env
    if (!brokers || !databaseUrl) throw new Error('run this spec by `npm test -- <pattern>`')
    const own = randomBytes(6).toString('hex')
    const dir = await mkdtemp(join(tmpdir(), 'raw-append-'))
    const ops = await openOps(databaseUrl)
    const settings = { brokers: brokers.split(','), clientId: 'spec', topicPrefix: `append-${own}.` }
    const log = await EventLog.connect(settings, createLogger('spec', 'silent'))
    try {
      await log.ensureTopics(topics.filter(({ name }) => name === RAW_TOPIC))
      const file = join(dir, 'offers.json')
      await writeFile(file, '[{"id": 7, "status": "Accepted"}, {"id": 8}]')
      expect(await rawAppend(log, ops.pool, { connection: own, resource: 'offers', file, atMs: 1_000 })).toBe(2)
      const ends = await log.endOffsets(RAW_TOPIC)
      expect([...ends.values()].reduce((sum, end) => sum + end, 0n)).toBe(2n)
      const { rows } = await ops.pool.query(
        'select key, digest, spoken > version as isheard from ops.listed_record where connection_id = $1 order by key',
        [own],
      )
      expect(rows).toEqual([
        { key: '7', digest: null, isheard: true },
        { key: '8', digest: null, isheard: true },
      ])
    } finally {
      await Promise.allSettled([log.close(), ops.close(), rm(dir, { recursive: true })])
    }
  })
})
