import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { freePort, processesMentioning, scratchDir } from '@trellis/local'
import { startService } from './services.js'

describe('a service', () => {
  it('that is not ready in time is stopped: it would go unnoticed', async () => {
    const mark = `mark_${randomBytes(8).toString('hex')}`
    const nowhere = `127.0.0.1:${await freePort()}`
    const settings = {
      infrastructure: { brokers: nowhere, databaseUrl: `postgres://user@${nowhere}/nothing` },
      ...{ ingressPort: await freePort(), env: { SPEC_MARK: mark }, logs: await scratchDir('logs'), limitMs: 3_000 },
    }
    await expect(startService('normalizer', settings)).rejects.toThrow('in vain for normalizer to be ready')
    expect(processesMentioning(mark)).toEqual([])
  })
})
