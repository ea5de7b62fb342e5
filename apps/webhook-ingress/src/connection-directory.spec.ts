import { describe, expect, it } from '@jest/globals'
import { createLogger, Fault, type Connection } from '@trellis/runtime'
import { ConnectionDirectory } from './connection-directory.js'

const good: Connection = { id: 'good', name: 'Good', webhookSecrets: ['s'] }
const bad: Connection = { id: 'bad', name: 'Bad', webhookSecrets: [], unopened: { webhookSecrets: new Fault('not opened') } }

describe('the directory of connections', () => {
  const counts: number[] = []
  const directoryOf = async (...connections: readonly Connection[]): Promise<ConnectionDirectory> => {
    const directory = new ConnectionDirectory(
      () => Promise.resolve(connections),
      createLogger('spec', 'silent'),
      (count) => counts.push(count),
    )
    await directory.refresh()
    return directory
  }

  it('lets a connection alone whose secrets cannot be opened, and counts it', async () => {
    const directory = await directoryOf(good, bad)
    expect(['good', 'bad', 'none'].map((id) => [directory.secretsOf(id), directory.isUnopened(id)])).toEqual([
      [['s'], false],
      [undefined, true],
      [undefined, false],
    ])
    expect(() => directory.check()).not.toThrow()
    expect(counts.at(-1)).toBe(1)
  })

  it('does not mind credentials that cannot be opened: they are the poller’s', async () => {
    const directory = await directoryOf({ ...good, unopened: { credentials: new Fault('not opened') } })
    expect([directory.secretsOf('good'), counts.at(-1)]).toEqual([['s'], 0])
  })

  it('is not ready where nothing can be opened', async () => {
    const directory = await directoryOf(bad)
    expect(() => directory.check()).toThrow('the secrets of no connection can be opened')
  })

  it('is ready where there is no connection yet', async () => {
    const directory = await directoryOf()
    expect(() => directory.check()).not.toThrow()
  })
})
