import { describe, expect, it } from '@jest/globals'
import type { ServiceProcess } from '@trellis/runtime'
import { serviceStatus } from './list-services.js'

const running: ServiceProcess = {
  ...{ service: 'normalizer', instance: 'one/1', version: '0.1.0', settings: [], failing: [], isAlive: true },
  ...{ startedAt: '2026-11-30T17:00:00.000Z', seenAt: '2026-11-30T17:10:00.000Z', stoppedAt: null },
}
const gone: ServiceProcess = { ...running, instance: 'two/1', isAlive: false, seenAt: '2026-11-30T17:05:00.000Z' }
const stopped: ServiceProcess = {
  ...gone,
  instance: 'three/1',
  seenAt: '2026-11-30T17:06:00.000Z',
  stoppedAt: '2026-11-30T17:06:00.000Z',
}

const stateOf = (...processes: readonly ServiceProcess[]) => serviceStatus('normalizer', processes, []).state

describe('how a service stands', () => {
  it('is said by its own processes', () => {
    expect(stateOf()).toBe('never')
    expect(stateOf(running, gone)).toBe('running')
    expect(stateOf(running, { ...running, instance: 'four/1', failing: ['kafka'] })).toBe('waiting')
    expect(stateOf(gone)).toBe('silent')
    expect(stateOf(gone, stopped)).toBe('stopped')
    expect(stateOf({ ...running, service: 'console' })).toBe('never')
  })

  it('has the processes that run and those that fell silent, and where none runs the one that ended last', () => {
    const namesOf = (...processes: readonly ServiceProcess[]) =>
      serviceStatus('normalizer', processes, []).processes.map(({ instance }) => instance)
    expect(namesOf(stopped, gone, running)).toEqual(['one/1', 'two/1'])
    expect(namesOf(gone, stopped)).toEqual(['three/1', 'two/1'])
    expect(namesOf(gone)).toEqual(['two/1'])
    expect(namesOf({ ...stopped, seenAt: running.startedAt }, gone)).toEqual(['two/1'])
  })

  it('has what its reader is behind, and does not say zero where that is not known', () => {
    const lag = [
      { reader: 'normalizer', records: 2 },
      { reader: 'warehouse-writer', records: 3 },
      { reader: 'warehouse-writer', records: 4 },
    ]
    expect(serviceStatus('warehouse-writer', [], lag).behind).toBe(7)
    expect(serviceStatus('harvest-poller', [], lag).behind).toBe(0)
    expect(serviceStatus('normalizer', [], undefined)).toMatchObject({ isReader: true, behind: null })
    expect(serviceStatus('console', [], lag)).toMatchObject({ isReader: false, behind: null })
  })
})
