import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newAuthority, scratchDir, startSecureKafka, until, type SecureKafka, type Variables } from '@trellis/local'
import { configuredKafka } from '../../config/configured-kafka.js'
import { readConfig } from '../../config/read-config.js'
import { KafkaClientConfig } from '../../config/shared-config.js'
import { EventLog } from '../log/event-log.js'
import { consuming, say, textsOf } from '../testing/consuming.js'
import { specLogger } from '../testing/own-topics.js'
import type { KafkaSettings } from './kafka-settings.js'

const DAY_MS = 86_400_000
const topics = ['t', 'other'].map((name) => ({ name, partitions: 1, config: {} }))
const WRITE = { on: 'topic', name: 't', may: ['write', 'describe'] } as const
const READ = [
  { on: 'topic', name: 't', may: ['read', 'describe'] },
  { on: 'group', name: 'readers', may: ['read', 'describe'] },
] as const

/** A broker of its own: everybody else's is open. */
describe('a cluster that asks its clients who they are', () => {
  let dir: string
  let kafka: SecureKafka
  let writer: Variables
  let admin: EventLog
  const opened: EventLog[] = []

  beforeAll(async () => {
    dir = await scratchDir('identity')
    kafka = await startSecureKafka({ dir: join(dir, 'kafka'), users: ['writer', 'reader'] })
    writer = await kafka.user('writer')
    admin = await connect(settingsOf(kafka.admin))
    await admin.ensureTopics(topics)
    await kafka.allow('writer', [WRITE])
    await kafka.allow('reader', READ)
  })
  afterAll(async () => {
    for (const log of opened) await log.close()
    await kafka.stop()
  })

  function settingsOf(client: Variables, brokers = kafka.brokers): KafkaSettings {
    return configuredKafka(readConfig(KafkaClientConfig, { ...client, KAFKA_BROKERS: brokers }), 'spec')
  }

  async function connect(settings: KafkaSettings): Promise<EventLog> {
    const log = await EventLog.connect(settings, specLogger)
    opened.push(log)
    return log
  }

  /** A copy of a user's variables with files of its own, so they can be wrong. */
  async function withFile(client: Variables, variable: string, name: string, text: string): Promise<Variables> {
    const path = join(dir, name)
    await writeFile(path, text)
    return { ...client, [variable]: path }
  }

  it('lets a user do what was allowed, and says in one line what was not', async () => {
    const log = await connect(settingsOf(writer))
    await until(() => say(log, 't', 'allowed').then(() => true), { what: 'the ACL to hold' })
    await expect(say(log, 'other', 'forbidden')).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(
        /^Kafka: Not authorized[^\n]+, appending to other\. No ACL of the cluster allows it to this user[^\n]+$/,
      ),
    })
    expect(await textsIn('t')).toEqual(['allowed'])
    expect(await textsIn('other')).toEqual([])
  })

  it.each([
    [
      'of an authority that we do not trust',
      async () => withFile(writer, 'KAFKA_SSL_CA_FILE', 'stranger.crt', (await newAuthority('stranger')).certificate),
      undefined,
      /^Kafka: Connection error: [^\n]+\. No authority that is trusted here vouches for the server: is its authority in KAFKA_SSL_CA_FILE\?$/,
    ],
    [
      'whose certificate is out of date',
      async () => writer,
      () => expiredBroker(),
      /^Kafka: Connection error: certificate has expired\. The certificate of the server is out of date: renew it there, or put the clock right$/,
    ],
    [
      'that does not know our password',
      async () => withFile(writer, 'KAFKA_SASL_PASSWORD_FILE', 'wrong', 'guessed'),
      undefined,
      /^Kafka: SASL SCRAM SHA512 authentication failed: [^\n]+\. Are KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or its file, those of a user of this cluster\?$/,
    ],
    [
      'that has no logins of our kind',
      async () => ({ ...writer, KAFKA_SASL_MECHANISM: 'plain' }),
      undefined,
      /^Kafka: [^\n]+\. The cluster takes no logins of this kind: is KAFKA_SASL_MECHANISM one of its own\?$/,
    ],
  ] as const)('a broker %s is an end in one line that says what to do', async (_, clientOf, brokersOf, message) => {
    const client = await clientOf()
    const broker = brokersOf && (await brokersOf())
    await expect(connect(settingsOf(client, broker?.address))).rejects.toMatchObject({
      name: 'IdentityRefused',
      retryable: false,
      message: expect.stringMatching(message),
    })
    broker?.close()
  })

  it('takes a password that was changed in its file, without a restart', async () => {
    const client = await withFile(writer, 'KAFKA_SASL_PASSWORD_FILE', 'renewed', 'not yet')
    const settings = settingsOf(client)
    await expect(connect(settings)).rejects.toMatchObject({ name: 'IdentityRefused' })
    await writeFile(join(dir, 'renewed'), `${await readFile(writer['KAFKA_SASL_PASSWORD_FILE'] ?? '', 'utf8')}\n`)
    await expect(connect(settings)).resolves.toBeDefined()
  })

  it('acknowledges nothing to a writer whose ACL is withdrawn, and keeps all that it acknowledged before and after', async () => {
    const log = await connect(settingsOf(writer))
    await say(log, 't', 'before')
    await kafka.withdraw('writer', [WRITE])
    const refused = await until(
      () =>
        say(log, 't', 'in vain').then(
          () => undefined,
          (error: unknown) => error,
        ),
      { what: 'the refusal' },
    )
    expect(refused).toMatchObject({ retryable: false, message: expect.stringContaining('appending to t. No ACL') })
    const held = await textsIn('t')
    await kafka.allow('writer', [WRITE])
    await until(() => say(log, 't', 'after').then(() => true), { what: 'the ACL to hold again' })
    expect(await textsIn('t')).toEqual([...held, 'after'])
    expect(held).toContain('before')
  })

  it('ends a reader whose ACL is withdrawn in one line, and another goes on where it was', async () => {
    const reader = settingsOf(await kafka.user('reader'))
    const seen: string[] = []
    const first = await consuming(reader, 't', 'readers', (batch) => void seen.push(...textsOf(batch)))
    const all = await textsIn('t')
    await until(() => seen.length >= all.length, { what: 'all that is there' })
    await kafka.withdraw('reader', READ)
    await until(() => first.fatal.length > 0, { what: 'the end' })
    const message = /^Kafka: Not authorized[^\n]+readers[^\n]*\. No ACL of the cluster allows it to this user[^\n]+$/
    expect(first.fatal).toMatchObject([{ retryable: false, message: expect.stringMatching(message) }])
    await first.close()
    await say(admin, 't', 'meanwhile')
    await kafka.allow('reader', READ)
    const second = await consuming(reader, 't', 'readers', (batch) => void seen.push(...textsOf(batch)))
    await until(() => seen.includes('meanwhile'), { what: 'what came meanwhile' })
    await second.close()
    expect(new Set(seen)).toEqual(new Set([...all, 'meanwhile']))
  })

  describe('by their certificates', () => {
    it('knows a user by the name in it', async () => {
      const log = await connect(settingsOf(await kafka.certified({ name: 'writer' }), kafka.mutualBrokers))
      await expect(say(log, 't', 'certified')).resolves.toBeUndefined()
      await expect(say(log, 'other', 'forbidden')).rejects.toMatchObject({ retryable: false })
    })

    it('refuses one that ran out under a running client, which says so in one line', async () => {
      const client = await kafka.certified({ name: 'writer' })
      const settings = settingsOf(client, kafka.mutualBrokers)
      const late = await kafka.issue({
        name: 'writer',
        from: new Date(Date.now() - 2 * DAY_MS),
        until: new Date(Date.now() - DAY_MS),
      })
      await writeFile(client['KAFKA_SSL_CERT_FILE'] ?? '', late.certificate)
      await writeFile(client['KAFKA_SSL_KEY_FILE'] ?? '', late.key)
      await expect(connect(settings)).rejects.toMatchObject({
        name: 'IdentityRefused',
        message: expect.stringMatching(/^Kafka: Connection error: [^\n]+\. The server does not take our certificate[^\n]+$/),
      })
    })
  })

  async function textsIn(topic: string): Promise<readonly string[]> {
    const texts: string[] = []
    await admin.scan(topic, (records) => {
      texts.push(...records.map(({ message: { value } }) => Buffer.from(value).toString()))
      return undefined
    })
    return texts
  }

  /** What stands in a broker's place: TLS fails before anything of Kafka is said. */
  async function expiredBroker(): Promise<{ readonly address: string; close(): void }> {
    const late = await kafka.issue({
      name: 'kafka',
      from: new Date(Date.now() - 2 * DAY_MS),
      until: new Date(Date.now() - DAY_MS),
    })
    const server = createServer({ cert: late.certificate, key: late.key }).on('tlsClientError', () => undefined)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() }
  }
})
