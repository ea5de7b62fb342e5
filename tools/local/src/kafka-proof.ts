import { readFile } from 'node:fs/promises'
import type { KafkaConfig } from 'kafkajs'
import type { Variables } from './infrastructure-state.js'

/** How a client of kafkajs shows who it is. */
export type ClientProof = Pick<KafkaConfig, 'ssl' | 'sasl'>

/** Reads what the variables name. Only what servers of ours ask for; services read them in their configuration. */
export async function proofOf(client: Variables): Promise<ClientProof> {
  const { KAFKA_SSL_CA_FILE: ca, KAFKA_SSL_CERT_FILE: cert, KAFKA_SSL_KEY_FILE: key } = client
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD_FILE: password } = client
  if (ca === undefined) return {}
  const own = cert !== undefined && key !== undefined && { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
  return {
    ssl: { ca: await readFile(ca, 'utf8'), ...own },
    ...(username !== undefined &&
      password !== undefined && {
        sasl: { mechanism: 'scram-sha-512', username, password: await readFile(password, 'utf8') },
      }),
  }
}
