import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Admin, Kafka, logLevel } from 'kafkajs'
import type { Certificate, CertificateRequest } from './certificates.js'
import type { Variables } from './infrastructure-state.js'
import { type KeptAuthority, keptAuthority } from './kept-authority.js'
import { aclsOf, type KafkaRight } from './kafka-rights.js'
import { type BrokerGuard, type KafkaOptions, kafkaTools, type RunningKafka, startBroker } from './kafka.js'
import { proofOf } from './kafka-proof.js'
import { type KeptKafkaSettings, keptKafkaSettings } from './kafka-settings.js'
import { runKafkaTool } from './kafka-tool.js'
import { privateDir, writePrivately } from './private-dir.js'

/** Users that are made with the broker's storage, which costs nothing; each further one costs a run of Kafka's own tool. */
export type SecureKafkaOptions = KafkaOptions & { readonly users?: readonly string[] }

/**
 * A broker that speaks TLS alone, asks each client who it is (SCRAM-SHA-512, or a certificate at `mutualBrokers`), and lets it do what it was
 * allowed and nothing else. Clients are described by the variables that services and commands read.
 */
export type SecureKafka = RunningKafka & {
  /** The certificate of the authority that vouches for the broker. */
  readonly caFile: string
  /** `127.0.0.1:<port>`, where clients show a certificate instead of a password. */
  readonly mutualBrokers: string
  /** The user who may do everything. */
  readonly admin: Variables
  /** Makes a user, or gives one another password; without one, a user who is there keeps it. */
  readonly user: (name: string, password?: string) => Promise<Variables>
  /** A client certificate of a user, in files named after it. */
  readonly certified: (request: CertificateRequest) => Promise<Variables>
  /** Another certificate of the broker's authority, such as one that is out of date. */
  readonly issue: (request: CertificateRequest) => Promise<Certificate>
  readonly allow: (user: string, rights: readonly KafkaRight[]) => Promise<void>
  readonly withdraw: (user: string, rights: readonly KafkaRight[]) => Promise<void>
  readonly asAdmin: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>
}

const ADMIN = 'admin'

/** Starts a broker that trusts no client without proof; stopped or killed, it comes back like that of `startKafka`, with its users and their rights. */
export async function startSecureKafka({ users = [], ...options }: SecureKafkaOptions): Promise<SecureKafka> {
  const { dir, log = () => undefined } = options
  await privateDir(dir)
  const authority = await keptAuthority(dir, 'Trellis, Kafka of this machine')
  const variablesOf = (name: string): Variables => ({
    KAFKA_SSL_CA_FILE: authority.caFile,
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    KAFKA_SASL_USERNAME: name,
    KAFKA_SASL_PASSWORD_FILE: passwordFile(dir, name),
  })
  const admin = variablesOf(ADMIN)
  const guard = await newGuard(dir, authority, [ADMIN, ...users], admin)
  await writeJavaClient(dir, guard.users[ADMIN] ?? '', authority.caFile)
  const kafka = await startBroker(options, guard)
  const { mutualPort } = await keptKafkaSettings(dir)
  const asAdmin = <T>(work: (admin: Admin) => Promise<T>): Promise<T> => withAdmin(kafka.brokers, admin, work)
  return {
    ...kafka,
    caFile: authority.caFile,
    mutualBrokers: `127.0.0.1:${mutualPort}`,
    admin,
    user: async (name, password) => {
      if (password === undefined && existsSync(passwordFile(dir, name))) return variablesOf(name)
      const wanted = password ?? newPassword()
      const scram = ['--add-config', `SCRAM-SHA-512=[password=${wanted}]`]
      const where = ['--bootstrap-server', kafka.brokers, '--command-config', javaClientFile(dir)]
      const args = [...where, '--alter', '--entity-type', 'users', '--entity-name', checked(name), ...scram]
      await runKafkaTool({ ...(await kafkaTools(log)), dir }, 'kafka.admin.ConfigCommand', args)
      await writePrivately(passwordFile(dir, name), wanted)
      return variablesOf(name)
    },
    certified: async (request) => ({
      KAFKA_SSL_CA_FILE: authority.caFile,
      ...(await certificateFiles(dir, checked(request.name), await authority.issue(request))),
    }),
    issue: authority.issue,
    allow: (user, rights) =>
      asAdmin(async (kafkaAdmin) => {
        await kafkaAdmin.createAcls({ acl: aclsOf(user, rights) })
      }),
    withdraw: (user, rights) =>
      asAdmin(async (kafkaAdmin) => {
        await kafkaAdmin.deleteAcls({ filters: aclsOf(user, rights) })
      }),
    asAdmin,
  }
}

/** Does the work as the user that the variables describe. */
export async function withAdmin<T>(brokers: string, client: Variables, work: (admin: Admin) => Promise<T>): Promise<T> {
  const kafka = new Kafka({
    ...(await proofOf(client)),
    brokers: brokers.split(','),
    clientId: 'operator',
    logLevel: logLevel.NOTHING,
  })
  const admin = kafka.admin()
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

async function newGuard(dir: string, authority: KeptAuthority, users: readonly string[], admin: Variables): Promise<BrokerGuard> {
  const passwords: Record<string, string> = {}
  for (const name of users) passwords[name] = await keptPassword(passwordFile(dir, checked(name)))
  const controller = await keptPassword(passwordFile(dir, 'controller'))
  const { certificate, key } = await authority.issue({ name: 'kafka' })
  const store = join(dir, 'broker.pem')
  await writePrivately(store, key + certificate + (await readFile(authority.caFile, 'utf8')))
  const settings = secureSettings({ store, caFile: authority.caFile, admin: passwords[ADMIN] ?? '', controller })
  return { settings, users: passwords, admin }
}

function secureSettings(how: { store: string; caFile: string; admin: string; controller: string }): BrokerGuard['settings'] {
  const login = (module: string, ...options: readonly string[]): string =>
    `org.apache.kafka.common.security.${module} required ${options.join(' ')};`
  return ({ port, controllerPort, mutualPort }: KeptKafkaSettings) => ({
    listeners: `SECURE://127.0.0.1:${port},MUTUAL://127.0.0.1:${mutualPort},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `SECURE://127.0.0.1:${port},MUTUAL://127.0.0.1:${mutualPort}`,
    'listener.security.protocol.map': 'SECURE:SASL_SSL,MUTUAL:SSL,CONTROLLER:SASL_PLAINTEXT',
    'inter.broker.listener.name': 'SECURE',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.controller.plain.sasl.jaas.config': login(
      'plain.PlainLoginModule',
      'username="controller"',
      `password="${how.controller}"`,
      `user_controller="${how.controller}"`,
    ),
    'listener.name.secure.scram-sha-512.sasl.jaas.config': login(
      'scram.ScramLoginModule',
      `username="${ADMIN}"`,
      `password="${how.admin}"`,
    ),
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': how.store,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': how.caFile,
    'listener.name.mutual.ssl.client.auth': 'required',
    'ssl.principal.mapping.rules': 'RULE:^CN=([^,]+).*$/$1/,DEFAULT',
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:${ADMIN};User:controller`,
    'allow.everyone.if.no.acl.found': 'false',
  })
}

/** What Kafka's own tools, and other clients in Java, are given with `--command-config`. */
async function writeJavaClient(dir: string, password: string, caFile: string): Promise<void> {
  const login = `org.apache.kafka.common.security.scram.ScramLoginModule required username="${ADMIN}" password="${password}";`
  const lines = [
    'security.protocol=SASL_SSL',
    'sasl.mechanism=SCRAM-SHA-512',
    `sasl.jaas.config=${login}`,
    'ssl.truststore.type=PEM',
    `ssl.truststore.location=${caFile}`,
  ]
  await writePrivately(javaClientFile(dir), `${lines.join('\n')}\n`)
}

function javaClientFile(dir: string): string {
  return join(dir, 'client.properties')
}

async function certificateFiles(dir: string, name: string, { certificate, key }: Certificate): Promise<Variables> {
  const [certFile, keyFile] = [join(dir, `${name}.crt`), join(dir, `${name}.key`)]
  await writeFile(certFile, certificate, { mode: 0o600 })
  await writePrivately(keyFile, key)
  return { KAFKA_SSL_CERT_FILE: certFile, KAFKA_SSL_KEY_FILE: keyFile }
}

async function keptPassword(path: string): Promise<string> {
  if (existsSync(path)) return readFile(path, 'utf8')
  const made = newPassword()
  await writePrivately(path, made)
  return made
}

function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

function passwordFile(dir: string, name: string): string {
  return join(dir, `${name}.password`)
}

/** It is part of file names and of Kafka's own notation. */
function checked(name: string): string {
  if (!/^[A-Za-z0-9._-]+$/.test(name))
    throw new Error(`'${name}' is no name of a user: letters, digits, dots, dashes and underscores`)
  return name
}
