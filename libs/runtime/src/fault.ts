/** The world does not answer: Kafka, Postgres or the network. Retried with growing pauses where `retryable`; then the process ends. */
export class Fault extends Error {
  override readonly name: string = 'Fault'
  readonly retryable: boolean

  constructor(message: string, options: { readonly cause?: unknown; readonly retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.retryable = options.retryable ?? true
  }
}

/** Is this a fault that may pass by itself? */
export function isRetryable(error: unknown): error is Fault {
  return error instanceof Fault && error.retryable
}
