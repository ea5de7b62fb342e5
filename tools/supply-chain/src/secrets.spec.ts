import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { workspaceRoot } from '@trellis/local'
import { secretFaults, secretsIn } from './secrets.js'

/** Made here, so that this file holds none of them. */
const SECRETS: Readonly<Record<string, string>> = {
  'a private key': generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey,
  'a cloud key': `aws_secret_access_key = ${randomBytes(30).toString('base64')}`,
  'a token': `token: ${['gh', 'p_'].join('')}${randomBytes(18).toString('hex')}`,
  'an age identity': `${['AGE', 'SECRET', 'KEY', '1'].join('-')}${randomBytes(29).toString('hex').toUpperCase()}`,
  'a master key': `TRELLIS_MASTER_KEYS: "2026:${randomBytes(32).toString('base64')}"`,
}

describe('secrets', () => {
  it.each(Object.entries(SECRETS))('such as %s are found, by their place, and not shown', async (_, secret) => {
    const faults = await secretsIn('notes.txt', `first line\n${secret}\n`)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.every((fault) => fault.startsWith('notes.txt:2: ') && !fault.includes(secret.slice(-20)))).toBe(true)
  })

  it('are in none of the files that git knows', async () => {
    expect(await secretFaults(workspaceRoot)).toEqual([])
  })
})
