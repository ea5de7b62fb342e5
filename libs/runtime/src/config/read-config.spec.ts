import { describe, expect, it } from '@jest/globals'
import { IsOptional, Matches } from 'class-validator'
import { ConfigFault, Example, readConfig } from './read-config.js'
import { KafkaPostgresConfig } from './shared-config.js'

class SpecConfig extends KafkaPostgresConfig {
  override healthPort = 4100

  @Matches(/^[A-Za-z0-9+/]+=*$/, { message: '$property must be base64' })
  @Example('bWFzdGVyIGtleQ==')
  masterKey: string = ''

  @IsOptional()
  @Matches(/^[a-z]+$/)
  nickname?: string

  /** Not read: it has no rule. */
  unruled = 'kept'
}

const GOOD = { KAFKA_BROKERS: 'a:9092, b:9093', DATABASE_URL: 'postgres://u:p@h/d', MASTER_KEY: 'a2V5' }

function faultsOf(env: NodeJS.ProcessEnv): ConfigFault {
  try {
    readConfig(SpecConfig, env)
  } catch (error) {
    if (error instanceof ConfigFault) return error
    throw error
  }
  throw new Error('nothing was wrong')
}

describe('readConfig', () => {
  it('reads variables by their properties’ names, and keeps defaults', () => {
    expect(readConfig(SpecConfig, { ...GOOD, UNRULED: 'x', HOME: '/root' })).toEqual({
      kafkaBrokers: ['a:9092', 'b:9093'],
      kafkaTopicPrefix: '',
      databaseUrl: 'postgres://u:p@h/d',
      healthPort: 4100,
      logLevel: 'info',
      masterKey: 'a2V5',
      unruled: 'kept',
    })
  })

  it('turns numbers into numbers', () => {
    expect(readConfig(SpecConfig, { ...GOOD, HEALTH_PORT: '81' }).healthPort).toBe(81)
  })

  it('reports everything that is missing or wrong at once, with examples', () => {
    const { faults, message } = faultsOf({ KAFKA_BROKERS: 'nonsense', HEALTH_PORT: 'many', LOG_LEVEL: 'loud', MASTER_KEY: ' ' })
    expect(faults.map(({ variable }) => variable).sort()).toEqual([
      'DATABASE_URL',
      'HEALTH_PORT',
      'KAFKA_BROKERS',
      'LOG_LEVEL',
      'MASTER_KEY',
    ])
    expect(message).toContain('DATABASE_URL is missing (example: DATABASE_URL=postgres://user:password@localhost:5432/trellis)')
    expect(message).toContain('KAFKA_BROKERS must be a list of host:port (example: KAFKA_BROKERS=localhost:9092,localhost:9093)')
  })

  it('never shows a value', () => {
    const { message } = faultsOf({ ...GOOD, MASTER_KEY: 'hush!', DATABASE_URL: 'mysql://u:hunter2@h' })
    expect(message).not.toMatch(/hush|hunter2/)
  })
})
