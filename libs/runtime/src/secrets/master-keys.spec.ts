import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MasterKeyConfig, masterKeysIn } from '../config/master-key-config.js'
import { readConfig } from '../config/read-config.js'
import { masterKeysOf } from './master-keys.js'

const KEY = Buffer.alloc(32, 1).toString('base64')
const OTHER = Buffer.alloc(32, 2).toString('base64')
const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab'
const REST = { KAFKA_BROKERS: 'a:9092', DATABASE_URL: 'postgres://u:p@h/d' }

describe('the master keys of the environment', () => {
  let dir: string
  beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'master-keys-'))))
  afterAll(() => rm(dir, { recursive: true }))

  const read = (env: NodeJS.ProcessEnv) => masterKeysIn(readConfig(MasterKeyConfig, { ...REST, ...env }))
  const idsOf = (env: NodeJS.ProcessEnv) => read(env).map(({ names: [id] }) => id)

  it('are one without an id, as it always was: it is called by its hash', () => {
    expect(idsOf({ TRELLIS_MASTER_KEY: KEY })).toEqual(['key-dcbe86d5d2cf'])
  })

  it('are a list, of which the first seals; the one without an id comes last', async () => {
    const file = join(dir, 'keys')
    await writeFile(file, `2024:${OTHER}\n2023:${KEY}\n`)
    const env = { TRELLIS_MASTER_KEYS: `${ARN}, 2025:${KEY}`, TRELLIS_MASTER_KEYS_FILE: file, TRELLIS_MASTER_KEY: OTHER }
    expect(idsOf(env).slice(0, 4)).toEqual([ARN, '2025', '2024', '2023'])
    expect(idsOf(env)).toHaveLength(5)
  })

  it.each([
    [{}, 'TRELLIS_MASTER_KEY is missing'],
    [{ TRELLIS_MASTER_KEY: 'short' }, 'TRELLIS_MASTER_KEY must be 32 bytes in base64'],
    [{ TRELLIS_MASTER_KEYS: `2025:${KEY}`, TRELLIS_MASTER_KEY: 'short' }, 'TRELLIS_MASTER_KEY must be 32 bytes in base64'],
    [{ TRELLIS_MASTER_KEYS: `2025:${KEY},2024:c2hvcnQ=` }, 'TRELLIS_MASTER_KEYS must hold entries'],
    [{ TRELLIS_MASTER_KEYS: KEY }, 'TRELLIS_MASTER_KEYS must hold entries'],
    [{ TRELLIS_MASTER_KEYS: ARN.replace('key/', 'alias/') }, 'TRELLIS_MASTER_KEYS must hold entries'],
    [{ TRELLIS_MASTER_KEYS: `2025:${KEY} 2025:${OTHER}` }, 'TRELLIS_MASTER_KEYS has the id 2025 twice'],
    [{ TRELLIS_MASTER_KEYS_FILE: '/none' }, 'TRELLIS_MASTER_KEYS_FILE must name a file that can be read'],
  ])('are refused where they are none, and not shown: %j', (env, why) => {
    expect(() => read(env)).toThrow(why)
    expect(() => read(env)).not.toThrow(/short|c2hvcnQ|AQEB|AgIC/)
  })

  it.each([
    [{}, 'TRELLIS_MASTER_KEYS or TRELLIS_MASTER_KEY is needed'],
    [{ masterKey: Buffer.alloc(31).toString('base64') }, 'TRELLIS_MASTER_KEY must be 32 bytes in base64'],
    [{ masterKey: 'é'.repeat(43) }, 'TRELLIS_MASTER_KEY must be 32 bytes in base64'],
    [{ masterKeys: [`a:${KEY}`, 'b:x'] }, 'entry 2 of TRELLIS_MASTER_KEYS is neither'],
  ])('are refused in the command line too: %j', (given, why) => {
    expect(() => masterKeysOf(given)).toThrow(why)
  })
})
