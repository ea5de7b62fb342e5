import { describe, expect, it } from '@jest/globals'
import { ALL_WITHHELD, encodeRaw, instantOfMs, withheldBy } from '@trellis/pipeline'
import { createLogger, Fault, type LogRecord, type WithheldCount } from '@trellis/runtime'
import { PrivacyDirectory } from './privacy-directory.js'

const logger = createLogger('spec', 'silent')

/** A database that may be away. */
class Stored {
  leaveOut = new Map<string, readonly string[]>()
  isAway = false
  reads = 0
  readonly kept: WithheldCount[] = []

  readonly read = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    await this.answer()
    this.reads += 1
    return new Map(this.leaveOut)
  }

  readonly keep = async (counts: readonly WithheldCount[]): Promise<void> => {
    await this.answer()
    this.kept.push(...counts)
  }

  private answer(): Promise<void> {
    return this.isAway ? Promise.reject(new Fault('Postgres does not answer')) : Promise.resolve()
  }
}

function of(connection: string): LogRecord {
  const raw = { id: 'a'.repeat(24), connection, kind: 'webhook', at: instantOfMs(1), body: Buffer.from('{}') } as const
  return {
    message: encodeRaw(raw, `${connection}/1`),
    position: { topic: 'greenhouse.raw', partition: 0, offset: '0' },
    appendedAtMs: 1,
  }
}

describe('P1 the switches that a normalizer knows', () => {
  it('are read before the first event, and at once for a connection that is new', async () => {
    const stored = new Stored()
    stored.leaveOut.set('acme', ['pay'])
    const directory = new PrivacyDirectory(stored, logger)
    expect((await directory.withheldIn([of('acme')]))('acme')).toEqual(withheldBy(['pay']))
    stored.leaveOut.set('globex', ['demographics'])
    expect((await directory.withheldIn([of('acme'), of('globex')]))('globex')).toEqual(withheldBy(['demographics']))
    expect(stored.reads).toBe(2)
  })

  it('leave out everything of who is no connection in use', async () => {
    const withheldOf = await new PrivacyDirectory(new Stored(), logger).withheldIn([of('globex')])
    expect(withheldOf('globex')).toBe(ALL_WITHHELD)
  })

  it('hold while Postgres is away; an event of an unknown connection waits for it', async () => {
    const stored = new Stored()
    const directory = new PrivacyDirectory(stored, logger)
    stored.isAway = true
    await expect(directory.withheldIn([of('acme')])).rejects.toThrow('does not answer')
    expect(() => directory.check()).toThrow('not read yet')
    stored.isAway = false
    stored.leaveOut.set('acme', ['pay'])
    await directory.refresh()
    stored.isAway = true
    expect((await directory.withheldIn([of('acme')]))('acme')).toEqual(withheldBy(['pay']))
    await expect(directory.withheldIn([of('globex')])).rejects.toThrow('does not answer')
  })

  it('are counted by resource and reason, and no count is lost while Postgres is away', async () => {
    const stored = new Stored()
    const directory = new PrivacyDirectory(stored, logger)
    const left = { connection: 'acme', resource: 'offers', as: 'compensation', cells: 1 } as const
    directory.note([left, left])
    stored.isAway = true
    await expect(directory.keepCounts()).rejects.toThrow('does not answer')
    directory.note([left])
    stored.isAway = false
    await directory.keepCounts()
    expect(stored.kept).toEqual([{ connection: 'acme', resource: 'offers', what: 'compensation', events: 3, cells: 3 }])
  })
})
