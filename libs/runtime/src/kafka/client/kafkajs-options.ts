import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { connect, type ConnectionOptions } from 'node:tls'
import type { ISocketFactory, KafkaConfig, SASLOptions } from 'kafkajs'
import { readSecretFile, whyUnread } from '../../config/secret.js'
import { Fault } from '../../fault.js'
import type { SaslLogin, SecretSource, TlsFiles } from './kafka-security.js'
import type { KafkaSettings } from './kafka-settings.js'

/** As long as kafkajs' own sockets. */
const KEEP_ALIVE_MS = 60_000

/** The part of kafkajs' options that says where the cluster is and who we are. Each connection reads certificates and password again: a renewed one needs no restart. */
export function kafkajsOptions({ brokers, clientId, security = {} }: KafkaSettings): KafkaConfig {
  const { tls, sasl } = security
  return {
    clientId,
    brokers: [...brokers],
    ...(tls && { ssl: true, socketFactory: socketsOf(tls) }),
    ...(sasl && { sasl: freshLogin(sasl) }),
  }
}

function socketsOf(tls: TlsFiles): ISocketFactory {
  return ({ host, port, onConnect }) => {
    // An address has no name that a server could be asked for; its certificate is checked against it all the same.
    const servername = isIP(host) === 0 ? { servername: host } : {}
    const socket = connect({ host, port, ...servername, ...readTls(tls) }, onConnect)
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    return socket
  }
}

/** The files as they are now. Throws a Fault that names the variable of one that cannot be read. */
function readTls({ caFile, certFile, keyFile, keyPassword }: TlsFiles): ConnectionOptions {
  return {
    ...(caFile !== undefined && { ca: named('KAFKA_SSL_CA_FILE', () => readFileSync(caFile)) }),
    ...(certFile !== undefined && { cert: named('KAFKA_SSL_CERT_FILE', () => readFileSync(certFile)) }),
    ...(keyFile !== undefined && { key: named('KAFKA_SSL_KEY_FILE', () => readFileSync(keyFile)) }),
    ...(keyPassword !== undefined && { passphrase: named('KAFKA_SSL_KEY_PASSWORD_FILE', () => textOf(keyPassword)) }),
  }
}

/** kafkajs asks for the password whenever it logs in. */
function freshLogin({ mechanism, username, password }: SaslLogin): SASLOptions {
  const login = {
    username,
    get password() {
      return named('KAFKA_SASL_PASSWORD_FILE', () => textOf(password))
    },
  }
  switch (mechanism) {
    case 'plain':
      return Object.assign(login, { mechanism })
    case 'scram-sha-256':
      return Object.assign(login, { mechanism })
    case 'scram-sha-512':
      return Object.assign(login, { mechanism })
    default:
      return mechanism satisfies never
  }
}

function textOf(secret: SecretSource): string {
  return 'text' in secret ? secret.text : readSecretFile(secret.file)
}

function named<T>(variable: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Fault(`${variable} names a file that cannot be read now (${whyUnread(error)})`, { cause: error })
  }
}
