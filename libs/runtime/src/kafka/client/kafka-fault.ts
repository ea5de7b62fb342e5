import { Fault } from '../../fault.js'
import { oneLine, tlsAdvice } from '../../tls-refusal.js'

const REFUSALS: ReadonlySet<string> = new Set([
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_CONFIG',
  'POLICY_VIOLATION',
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

/** The cluster does not believe who we are, or we do not believe that it is the cluster. It says nothing of what was to be done there. */
export class IdentityRefused extends Fault {
  override readonly name = 'IdentityRefused'

  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { ...options, retryable: false })
  }
}

/** The cluster knows who we are, and does not allow us this, whatever the messages are. */
export class Forbidden extends Fault {
  override readonly name = 'Forbidden'

  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { ...options, retryable: false })
  }
}

const TOO_LARGE: ReadonlySet<string | undefined> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'])

/** What kafkajs threw, as a Fault: not retryable where the cluster understood us and refused. `doing` says what was refused. */
export function kafkaFault(error: unknown, doing?: string): Fault {
  if (error instanceof Fault) return error
  const type = typeOf(error)
  const message = `Kafka: ${error instanceof Error ? error.message : String(error)}`
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return new UnknownTopic(message, { cause: error })
  if (TOO_LARGE.has(type)) return new TooLarge(message, { cause: error })
  const advice = identityAdvice(error, type)
  if (advice !== undefined) return new IdentityRefused(`${oneLine(message)}. ${advice}`, { cause: error })
  if (type?.endsWith('_AUTHORIZATION_FAILED'))
    return new Forbidden(`${message}${doing === undefined ? '' : `, ${doing}`}. ${FORBIDDEN}`, { cause: error })
  return new Fault(message, { cause: error, retryable: type === undefined || !REFUSALS.has(type) })
}

const FORBIDDEN =
  'No ACL of the cluster allows it to this user (KAFKA_SASL_USERNAME, or the name in its certificate): grant it, and start again'
const LOGIN = 'Are KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or its file, those of a user of this cluster?'
const MECHANISM = 'The cluster takes no logins of this kind: is KAFKA_SASL_MECHANISM one of its own?'
const VARIABLES = { ca: 'KAFKA_SSL_CA_FILE', own: 'KAFKA_SSL_CERT_FILE' }

function identityAdvice(error: unknown, type: string | undefined): string | undefined {
  if (type === 'UNSUPPORTED_SASL_MECHANISM') return MECHANISM
  // kafkajs throws away the type of what a login was answered.
  if (type === 'SASL_AUTHENTICATION_FAILED' || isIn(error, ({ name }) => name === 'KafkaJSSASLAuthenticationError')) return LOGIN
  let advice: string | undefined
  isIn(error, (each) => {
    advice = tlsAdvice('code' in each && typeof each.code === 'string' ? each.code : undefined, VARIABLES)
    return advice !== undefined
  })
  return advice
}

/** Is it so of the error, or of one that led to it? */
function isIn(error: unknown, is: (error: Error) => boolean): boolean {
  if (!(error instanceof Error)) return false
  if (is(error)) return true
  if ('errors' in error && Array.isArray(error.errors) && error.errors.some((each) => isIn(each, is))) return true
  return error.cause !== error && isIn(error.cause, is)
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
