import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { issueCertificate, newAuthority, scratchDir } from '@trellis/local'
import { configuredKafka } from './configured-kafka.js'
import { ConfigFault, readConfig } from './read-config.js'
import { KafkaClientConfig } from './shared-config.js'

const DAY_MS = 86_400_000
let files: Readonly<Record<'ca' | 'cert' | 'key' | 'otherKey' | 'expired' | 'early' | 'password' | 'rubbish', string>>

beforeAll(async () => {
  const dir = await scratchDir('configured-kafka')
  const authority = await newAuthority('spec')
  const ours = await issueCertificate(authority, { name: 'writer' })
  const written = async (name: string, text: string): Promise<string> => {
    await writeFile(join(dir, name), text)
    return join(dir, name)
  }
  const dated = async (from: number, until: number): Promise<string> => {
    const [begin, end] = [from, until].map((days) => new Date(Date.now() + days * DAY_MS))
    return (await issueCertificate(authority, { name: 'writer', ...(begin && { from: begin }), ...(end && { until: end }) }))
      .certificate
  }
  files = {
    ca: await written('ca.crt', authority.certificate),
    cert: await written('user.crt', ours.certificate),
    key: await written('user.key', ours.key),
    otherKey: await written('other.key', authority.key),
    expired: await written('expired.crt', await dated(-2, -1)),
    early: await written('early.crt', await dated(1, 2)),
    password: await written('password', 'hush\n'),
    rubbish: await written('rubbish', 'no PEM'),
  }
})

function settings(env: NodeJS.ProcessEnv): unknown {
  return configuredKafka(readConfig(KafkaClientConfig, { KAFKA_BROKERS: 'a:1', ...env }), 'spec')
}

function wrong(env: NodeJS.ProcessEnv): string {
  try {
    settings(env)
  } catch (error) {
    if (error instanceof ConfigFault) return error.message
    throw error
  }
  throw new Error('nothing was wrong')
}

describe('how a client and the cluster show each other who they are', () => {
  it('is nothing at all where nothing is said', () => {
    expect(settings({})).toEqual({ brokers: ['a:1'], clientId: 'spec', topicPrefix: '' })
  })

  it('is TLS with the authorities that Node trusts, or with those of a file', () => {
    expect(settings({ KAFKA_SSL: 'true' })).toMatchObject({ security: { tls: {} } })
    expect(settings({ KAFKA_SSL_CA_FILE: files.ca })).toMatchObject({ security: { tls: { caFile: files.ca } } })
  })

  it('is a certificate and its key, or a user and a password, which stay in their files', () => {
    expect(settings({ KAFKA_SSL_CERT_FILE: files.cert, KAFKA_SSL_KEY_FILE: files.key })).toMatchObject({
      security: { tls: { certFile: files.cert, keyFile: files.key } },
    })
    expect(settings({ KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD_FILE: files.password })).toMatchObject({
      security: { sasl: { mechanism: 'scram-sha-512', username: 'u', password: { file: files.password } } },
    })
    expect(settings({ KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p', KAFKA_SASL_MECHANISM: 'scram-sha-256' })).toMatchObject(
      {
        security: { sasl: { mechanism: 'scram-sha-256', username: 'u', password: { text: 'p' } } },
      },
    )
  })

  it.each([
    ['a half of a login', () => ({ KAFKA_SASL_USERNAME: 'u' }), 'KAFKA_SASL_USERNAME is set without KAFKA_SASL_PASSWORD'],
    ['the other half', () => ({ KAFKA_SASL_PASSWORD: 'p' }), 'KAFKA_SASL_PASSWORD is set without KAFKA_SASL_USERNAME'],
    [
      'a certificate without its key',
      () => ({ KAFKA_SSL_CERT_FILE: files.cert }),
      'KAFKA_SSL_CERT_FILE is set without KAFKA_SSL_KEY_FILE',
    ],
    [
      'a key of another certificate',
      () => ({ KAFKA_SSL_CERT_FILE: files.cert, KAFKA_SSL_KEY_FILE: files.otherKey }),
      'KAFKA_SSL_KEY_FILE names a key that does not belong to the certificate',
    ],
    [
      'a file that is not there',
      () => ({ KAFKA_SSL_CA_FILE: '/nowhere' }),
      'KAFKA_SSL_CA_FILE names a file in which no certificate can be read (ENOENT)',
    ],
    [
      'a file of something else',
      () => ({ KAFKA_SSL_CA_FILE: files.rubbish }),
      'KAFKA_SSL_CA_FILE names a file in which no certificate can be read',
    ],
    [
      'a certificate that is out of date',
      () => ({ KAFKA_SSL_CA_FILE: files.expired }),
      'KAFKA_SSL_CA_FILE names a certificate that has expired on',
    ],
    [
      'one of the future',
      () => ({ KAFKA_SSL_CA_FILE: files.early }),
      'KAFKA_SSL_CA_FILE names a certificate that is not valid before',
    ],
    [
      'certificates and no TLS',
      () => ({ KAFKA_SSL: 'false', KAFKA_SSL_CA_FILE: files.ca }),
      'KAFKA_SSL is false, and certificates for it are named',
    ],
    ['a switch of another kind', () => ({ KAFKA_SSL: 'yes' }), 'KAFKA_SSL must be true or false'],
    [
      'a mechanism that no client of ours has',
      () => ({ KAFKA_SASL_MECHANISM: 'gssapi' }),
      'KAFKA_SASL_MECHANISM must be one of: scram-sha-512',
    ],
    [
      'a password that everybody sees',
      () => ({ KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' }),
      'KAFKA_SASL_MECHANISM is plain, which shows the password to the network without KAFKA_SSL',
    ],
  ])('is refused at start where there is %s', (_, env, message) => {
    expect(wrong(env())).toContain(message)
  })
})
