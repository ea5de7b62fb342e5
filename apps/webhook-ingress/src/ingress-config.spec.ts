import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfig } from '@trellis/runtime'
import { IngressConfig } from './ingress-config.js'

const GOOD = {
  KAFKA_BROKERS: 'a:9092',
  DATABASE_URL: 'postgres://u:p@h/d',
  TRELLIS_MASTER_KEY: Buffer.alloc(32).toString('base64'),
}

describe('secrets of webhooks', () => {
  let dir: string
  beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'secrets-'))))
  afterAll(() => rm(dir, { recursive: true }))

  const secrets = (text: string): readonly string[] =>
    readConfig(IngressConfig, { ...GOOD, WEBHOOK_SECRETS: text }).webhookSecrets
  const secretsInFile = async (text: string): Promise<readonly string[]> => {
    const path = join(dir, 'secrets')
    await writeFile(path, text)
    return readConfig(IngressConfig, { ...GOOD, WEBHOOK_SECRETS_FILE: path }).webhookSecretsFile
  }

  it.each([
    ['one', ['one']],
    ['one, two,,', ['one', 'two']],
    ['"quoted"', ['"quoted"']],
    ['[one]', ['[one]']],
  ])('are separated by commas: %s', (text, expected) => expect(secrets(text)).toEqual(expected))

  const ANY = ['with, commas', ' blanks at its ends ', '"quotes"', "it's", '[brackets]', 'línea\n', '\\']
  it('are any text in a JSON array', () => expect(secrets(JSON.stringify(ANY))).toEqual(ANY))
  it('are any text in a file with a JSON array', async () =>
    expect(await secretsInFile(`${JSON.stringify(ANY, null, 2)}\n`)).toEqual(ANY))
  it('stand each on a line of a file, as they are', async () =>
    expect(await secretsInFile(' one, and "more" \r\ntwo\n')).toEqual([' one, and "more" ', 'two']))

  it.each(['["one", two]', '["one', '["one", 2]', '["one", ""]', '["", ""]'])(
    'that begin like a JSON array and are none are refused, and not shown: %s',
    (text) => {
      const read = (): unknown => secrets(text)
      expect(read).toThrow('WEBHOOK_SECRETS begins like a JSON array')
      expect(read).not.toThrow(/one"/)
    },
  )

  it('whose file cannot be read are named', () => {
    expect(() => readConfig(IngressConfig, { ...GOOD, WEBHOOK_SECRETS_FILE: join(dir, 'none') })).toThrow(
      'WEBHOOK_SECRETS_FILE must name a file that can be read',
    )
  })
})
