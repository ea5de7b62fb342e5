import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { IsOptional, Matches } from 'class-validator'
import { scratchDir } from '@trellis/local'
import { ConfigFault, Example, readConfig, readSecret, secretFileOf } from './read-config.js'
import { Secret } from './secret.js'
import { KafkaPostgresConfig } from './shared-config.js'

class SpecConfig extends KafkaPostgresConfig {
  override healthPort = 4100

  @Secret()
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
      otelTracesSamplerArg: 1,
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
    const password = 'hunter2'
    const { message } = faultsOf({ ...GOOD, MASTER_KEY: 'hush!', DATABASE_URL: `mysql://u:${password}@h` })
    expect(message).not.toMatch(/hush|hunter2/)
  })
})

describe('a secret', () => {
  let dir: string
  const { MASTER_KEY: _, ...WITHOUT } = GOOD

  beforeAll(async () => {
    dir = await scratchDir('secrets')
    await writeFile(join(dir, 'key'), 'a2V5\n')
    await writeFile(join(dir, 'lines'), ' two \nlines\n\n')
    await writeFile(join(dir, 'empty'), '\n')
  })

  it('may stand in a file, whose last line break is not part of it, and is known to come from there', () => {
    const config = readConfig(SpecConfig, { ...WITHOUT, MASTER_KEY_FILE: join(dir, 'key') })
    expect(config.masterKey).toBe('a2V5')
    expect(secretFileOf(config, 'masterKey')).toBe(join(dir, 'key'))
    expect(secretFileOf(readConfig(SpecConfig, GOOD), 'masterKey')).toBeUndefined()
  })

  it('is otherwise what the file has, byte for byte', () => {
    expect(readSecret('S', { S_FILE: join(dir, 'lines') })).toBe(' two \nlines\n')
  })

  it('that is not one has no file', () => {
    expect(readConfig(SpecConfig, { ...GOOD, NICKNAME_FILE: join(dir, 'key') }).nickname).toBeUndefined()
  })

  it('is refused, in the same breath as everything else, where variable and file are both set, or the file has none', () => {
    const both = faultsOf({ ...GOOD, MASTER_KEY_FILE: join(dir, 'key'), HEALTH_PORT: 'many' }).message
    expect(both).toContain('MASTER_KEY and MASTER_KEY_FILE are both set: which of them counts? Leave one out')
    expect(both).toContain('HEALTH_PORT')
    expect(faultsOf({ ...WITHOUT, MASTER_KEY_FILE: join(dir, 'none') }).message).toContain(
      'MASTER_KEY cannot be read from the file that MASTER_KEY_FILE names: ENOENT',
    )
    expect(faultsOf({ ...WITHOUT, MASTER_KEY_FILE: join(dir, 'empty') }).message).toContain(
      'MASTER_KEY is empty in the file that MASTER_KEY_FILE names',
    )
  })

  it('that is looked up alone is refused in the same way', () => {
    expect(() => readSecret('S', { S: 'x', S_FILE: join(dir, 'key') })).toThrow('S and S_FILE are both set')
    expect(readSecret('S', { S_FILE: ' ' })).toBeUndefined()
  })
})
