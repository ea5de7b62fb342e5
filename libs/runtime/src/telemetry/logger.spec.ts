import { describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { loggerOptions } from './logger.js'

describe('a log line', () => {
  function lineOf(fields: object): Record<string, unknown> {
    const lines: string[] = []
    pino(loggerOptions('spec', 'info'), { write: (line: string) => void lines.push(line) }).info(fields, 'said')
    return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>
  }

  it('is JSON with the service, the level by name and the time', () => {
    expect(lineOf({ connection: 'acme' })).toMatchObject({ service: 'spec', level: 'info', msg: 'said', connection: 'acme' })
  })

  it.each([
    { clientSecret: 'hush' },
    { connection: { clientSecret: 'hush' } },
    { a: { headers: { authorization: 'hush' } } },
    { body: 'hush' },
    { err: Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(hush)' }) },
  ])('shows no secret of %j', (fields) => expect(JSON.stringify(lineOf(fields))).not.toContain('hush'))
})

describe('a warning', () => {
  let now = 0
  const lines: string[] = []
  const logger = pino(
    loggerOptions('spec', 'info', () => now),
    { write: (line: string) => void lines.push(line) },
  )
  const written = (): readonly unknown[] =>
    lines.splice(0).map((line) => {
      const { msg, fault, partition, alike } = JSON.parse(line) as Record<string, unknown>
      return { msg, fault, partition, alike }
    })

  it('of one outage is written once a minute, with how many were alike', () => {
    const child = logger.child({ part: 'consumer' })
    for (let attempt = 0; attempt < 3_000; attempt += 1) {
      now = attempt * 30
      for (const each of [logger, child]) each.warn({ fault: `Kafka: away for ${attempt} ms`, partition: attempt }, 'tried again')
    }
    const line = { msg: 'tried again', fault: 'Kafka: away for 0 ms', partition: 0 }
    expect(written()).toEqual([line, { ...line, fault: 'Kafka: away for 2000 ms', partition: 2_000, alike: 3_999 }])
  })

  it('of something else is written, and so is whatever is no warning', () => {
    for (const fault of ['Kafka: away', 'Postgres: away']) logger.warn({ fault }, 'tried once more')
    logger.warn({ err: new Error('away') }, 'tried once more')
    logger.warn('tried once more')
    for (let time = 0; time < 3; time += 1) logger.error({ fault: 'Kafka: away' }, 'given up')
    expect(written()).toHaveLength(7)
  })
})
