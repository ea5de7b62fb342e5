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
