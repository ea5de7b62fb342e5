import { Fault } from '../../fault.js'

const REFUSALS: ReadonlySet<string> = new Set([
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_CONFIG',
  'POLICY_VIOLATION',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
])

/** A topic that the cluster does not know, perhaps not yet. */
export class UnknownTopic extends Fault {
  override readonly name = 'UnknownTopic'
}

/** The cluster finds a batch, or what of it is halved until it is alone, larger than the topic takes. */
export class TooLarge extends Fault {
  override readonly name = 'TooLarge'

  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { ...options, retryable: false })
  }
}

const TOO_LARGE: ReadonlySet<string | undefined> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'])

/** What kafkajs threw, as a Fault: not retryable where the cluster understood us and refused. */
export function kafkaFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const type = typeOf(error)
  const message = `Kafka: ${error instanceof Error ? error.message : String(error)}`
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return new UnknownTopic(message, { cause: error })
  if (TOO_LARGE.has(type)) return new TooLarge(message, { cause: error })
  return new Fault(message, { cause: error, retryable: type === undefined || !REFUSALS.has(type) })
}

/** Kafka's own name of an error, found at any depth: kafkajs wraps what it has retried. */
export function typeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('type' in error && typeof error.type === 'string') return error.type
  if ('errors' in error && Array.isArray(error.errors)) {
    for (const each of error.errors) {
      const type = typeOf(each)
      if (type !== undefined) return type
    }
  }
  return error.cause === error ? undefined : typeOf(error.cause)
}
