import { describe, expect, it } from '@jest/globals'
import { IsOptional, IsString } from 'class-validator'
import { readConfig } from './read-config.js'
import { Secret } from './secret.js'
import { KafkaPostgresConfig, List } from './shared-config.js'
import { shownSettings } from './shown-settings.js'

class ReceiverConfig extends KafkaPostgresConfig {
  override healthPort = 4100

  @IsOptional()
  @IsString()
  receiverUrl?: string

  @Secret()
  @IsOptional()
  @IsString()
  receiverPin?: string

  /** Not marked: known by its name. */
  @List()
  webhookSecretsFile: readonly string[] = []

  @IsOptional()
  @IsString({ each: true })
  webhookSecrets: readonly string[] = []
}

const CANARY = 'canary-77aa'

describe('a configuration that is shown', () => {
  const config = readConfig(ReceiverConfig, {
    KAFKA_BROKERS: 'one:9092,two:9092',
    DATABASE_URL: `postgres://trellis:${CANARY}@db/trellis`,
    RECEIVER_URL: ['https://ada:', `${CANARY}@${CANARY}@receiver.example/in?key=${CANARY}#top`].join(''),
    RECEIVER_PIN: CANARY,
  })
  Object.assign(config, { webhookSecrets: [CANARY] })
  const shown = shownSettings(config)
  const settingOf = (variable: string) => shown.find((setting) => setting.variable === variable)

  it('has the variables with their values, by name', () => {
    expect(settingOf('KAFKA_BROKERS')).toEqual({ variable: 'KAFKA_BROKERS', value: 'one:9092, two:9092', isSet: null })
    expect(settingOf('HEALTH_PORT')).toMatchObject({ value: '4100' })
    expect(settingOf('KAFKA_SASL_USERNAME')).toMatchObject({ value: null, isSet: null })
    expect(shown.map(({ variable }) => variable)).toEqual(shown.map(({ variable }) => variable).toSorted())
  })

  it('says of secrets whether they are set, and nothing else', () => {
    const secrets = ['DATABASE_URL', 'RECEIVER_PIN', 'WEBHOOK_SECRETS', 'KAFKA_SASL_PASSWORD']
    expect(secrets.map(settingOf)).toEqual([
      { variable: 'DATABASE_URL', value: null, isSet: true },
      { variable: 'RECEIVER_PIN', value: null, isSet: true },
      { variable: 'WEBHOOK_SECRETS', value: null, isSet: true },
      { variable: 'KAFKA_SASL_PASSWORD', value: null, isSet: false },
    ])
    expect(settingOf('RECEIVER_URL')).toMatchObject({ value: 'https://receiver.example/in?…#top' })
    expect(JSON.stringify(shown)).not.toContain(CANARY)
  })
})
