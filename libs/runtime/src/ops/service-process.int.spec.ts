import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import { noteServiceProcess, noteServiceStopped, serviceProcesses, SILENT_AFTER_SECONDS } from './service-process.js'

const settings = [{ variable: 'LOG_LEVEL', value: 'info', isSet: null }]
const own = {
  ...{ service: 'normalizer', instance: 'one/1', version: '0.1.0', settings, failing: [] as readonly string[] },
  ...{ uptimeSeconds: 60, isFirst: true },
}

describe('processes of services', () => {
  let ops: OwnOps
  beforeAll(async () => {
    ops = await ownOps()
  })
  afterAll(() => ops.drop())

  const processOf = async (instance = own.instance) =>
    (await serviceProcesses(ops.pool)).find((each) => each.instance === instance)
  /** As if the process had said nothing since. */
  const silentFor = (instance: string, seconds: number) =>
    ops.pool.query(`update ops.service_process set seen_at = clock_timestamp() - $2 * interval '1 second' where instance = $1`, [
      instance,
      seconds,
    ])

  it('say in which version they run and since when, with which configuration, and what they wait for', async () => {
    await noteServiceProcess(ops.pool, { ...own, failing: ['kafka'] })
    const noted = await processOf()
    expect(noted).toMatchObject({
      ...{ service: 'normalizer', version: '0.1.0', settings, failing: ['kafka'], stoppedAt: null, isAlive: true },
    })
    const { startedAt, seenAt } = noted ?? { startedAt: '', seenAt: '' }
    expect(Math.round((Date.parse(seenAt) - Date.parse(startedAt)) / 1_000)).toBe(60)
  })

  it('have begun when they said so first, and again after a restart under the same name', async () => {
    const before = await processOf()
    await noteServiceProcess(ops.pool, { ...own, uptimeSeconds: 3_000, isFirst: false })
    const later = await processOf()
    expect(later).toMatchObject({ startedAt: before?.startedAt, failing: [] })
    expect(Date.parse(later?.seenAt ?? '')).toBeGreaterThan(Date.parse(before?.seenAt ?? ''))
    await noteServiceProcess(ops.pool, { ...own, version: '0.2.0', uptimeSeconds: 0 })
    const restarted = await processOf()
    expect(restarted?.version).toBe('0.2.0')
    expect(Date.parse(restarted?.startedAt ?? '')).toBeGreaterThan(Date.parse(before?.startedAt ?? ''))
  })

  it('are alive until they say nothing for too long, and again once they do', async () => {
    await silentFor(own.instance, SILENT_AFTER_SECONDS - 20)
    expect(await processOf()).toMatchObject({ isAlive: true })
    await silentFor(own.instance, SILENT_AFTER_SECONDS + 1)
    expect(await processOf()).toMatchObject({ isAlive: false, stoppedAt: null })
    await noteServiceProcess(ops.pool, { ...own, isFirst: false })
    expect(await processOf()).toMatchObject({ isAlive: true })
  })

  it('that ended in order say so, until they begin again', async () => {
    await noteServiceStopped(ops.pool, own)
    const ended = await processOf()
    expect(ended).toMatchObject({ isAlive: false, stoppedAt: expect.any(String) })
    expect(ended?.stoppedAt?.slice(0, 19)).toBe(ended?.seenAt.slice(0, 19))
    await noteServiceProcess(ops.pool, own)
    expect(await processOf()).toMatchObject({ isAlive: true, stoppedAt: null })
  })

  it('are forgotten after a day, but for the last one of a service of which none runs', async () => {
    for (const instance of ['old/1', 'older/1']) await noteServiceProcess(ops.pool, { ...own, service: 'console', instance })
    await silentFor('old/1', 2 * 86_400)
    await silentFor('older/1', 3 * 86_400)
    const listed = async () =>
      (await serviceProcesses(ops.pool)).filter(({ service }) => service === 'console').map(({ instance }) => instance)
    expect(await listed()).toEqual(['old/1'])
    await noteServiceProcess(ops.pool, { ...own, service: 'console', instance: 'new/1' })
    const { rows } = await ops.pool.query(`select service, instance from ops.service_process order by service`)
    expect(rows).toEqual([
      { service: 'console', instance: 'new/1' },
      { service: 'normalizer', instance: 'one/1' },
    ])
  })
})
