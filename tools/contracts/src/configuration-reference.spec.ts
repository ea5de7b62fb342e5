import { describe, expect, it } from '@jest/globals'
import { configurationReference, variables } from './configuration-reference.js'

const all = variables()
const named = (name: string) => all.find((each) => each.name === name)

describe('the reference of variables', () => {
  it('says of each variable what it means: where one is missing, its field in the configuration class needs a docstring', () => {
    expect(all.filter(({ meaning }) => meaning === '').map(({ name }) => name)).toEqual([])
  })

  it('knows who reads a variable, what it is by default and what one has to give', () => {
    expect(named('SETTLE_MS')).toMatchObject({ services: ['harvest-poller'], byDefault: '10000' })
    expect(named('KAFKA_BROKERS')?.services).toHaveLength(5)
    expect(named('TRELLIS_MASTER_KEY')?.services).not.toContain('normalizer')
    expect([named('DATABASE_URL'), named('KAFKA_TOPIC_PREFIX')].map((each) => each?.isOptional)).toEqual([false, true])
    expect(named('HEALTH_PORT')?.byDefault).toBe('4004, 4001, 4002, 4003, 4005')
  })

  it('has a row for each', () => {
    const rows = configurationReference(all)
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    expect(rows.map((line) => line.split('`')[1])).toEqual(all.map(({ name }) => name))
  })
})
