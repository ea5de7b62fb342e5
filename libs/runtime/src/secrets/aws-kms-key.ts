import type { KMSClient } from '@aws-sdk/client-kms'
import { Fault } from '../fault.js'
import { codeOf } from '../postgres/pg-fault.js'
import type { DataKey, MasterKey } from './master-key.js'

/** Durations in milliseconds: a service looks at its connections every five seconds. */
const LIMITS = { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true }

/** Refusals by KMS that pass by themselves, although they are answered with 400. */
const PASSING = /Throttl|TooManyRequests|LimitExceeded|DependencyTimeout|KeyUnavailable|KMSInternal/

/** `arn:aws:kms:eu-west-1:111122223333:key/…`: the ARN of a key, not of an alias. */
export const KMS_KEY_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:key\/[A-Za-z0-9-]{1,128}$/

/** A master key in AWS KMS: it never leaves it. Credentials and endpoint come from the environment, as AWS's own tools read them. */
export class AwsKmsKey implements MasterKey {
  readonly names: readonly [string]
  private client: Promise<KMSClient> | undefined

  constructor(private readonly arn: string) {
    this.names = [arn]
  }

  async makeDataKey(connection: string): Promise<DataKey> {
    const { GenerateDataKeyCommand } = await sdk()
    const command = new GenerateDataKeyCommand({ KeyId: this.arn, KeySpec: 'AES_256', EncryptionContext: { connection } })
    const { Plaintext: clear, CiphertextBlob: wrapped } = await this.ask((client) => client.send(command))
    return { clear: bytesOf(clear), wrapped: bytesOf(wrapped) }
  }

  async unwrap(wrapped: Buffer, connection: string): Promise<Buffer> {
    const { DecryptCommand } = await sdk()
    const command = new DecryptCommand({ KeyId: this.arn, CiphertextBlob: wrapped, EncryptionContext: { connection } })
    const { Plaintext: clear } = await this.ask((client) => client.send(command))
    return bytesOf(clear)
  }

  private async ask<T>(question: (client: KMSClient) => Promise<T>): Promise<T> {
    this.client ??= clientFor(this.arn)
    try {
      return await question(await this.client)
    } catch (error) {
      throw kmsFault(error)
    }
  }
}

/** Loaded where a key of KMS is given, and only then. */
async function sdk() {
  return import('@aws-sdk/client-kms')
}

async function clientFor(arn: string): Promise<KMSClient> {
  const { KMSClient: Client } = await sdk()
  const region = KMS_KEY_ARN.exec(arn)?.[1]
  return new Client({ ...(region !== undefined && { region }), maxAttempts: 3, requestHandler: LIMITS })
}

/** KMS's own name for what went wrong; its message may hold who asked. */
function kmsFault(error: unknown): Fault {
  const { name } = error instanceof Error ? error : new Error()
  const status = statusOf(error)
  const isPassing = status === undefined || status >= 500 || PASSING.test(name)
  const why = name === 'Error' ? (codeOf(error) ?? name) : name
  const what = isPassing ? `AWS KMS does not answer (${why})` : `AWS KMS refuses (${why})`
  return new Fault(what, { retryable: isPassing, cause: error })
}

/** Undefined where there was no answer at all. */
function statusOf(error: unknown): number | undefined {
  const metadata: unknown = typeof error === 'object' && error !== null && '$metadata' in error ? error.$metadata : undefined
  const status: unknown =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined
  return typeof status === 'number' ? status : undefined
}

function bytesOf(answered: Uint8Array | undefined): Buffer {
  if (answered === undefined) throw new Fault('AWS KMS answered without a key')
  return Buffer.from(answered)
}
