/** A key that is made for one secret: in clear only while it is used, wrapped by a master key for as long as the secret is kept. */
export interface DataKey {
  /** 32 bytes. */
  readonly clear: Buffer
  readonly wrapped: Buffer
}

/** Port: a master key, which wraps data keys and unwraps them again, for the connection that they were made for and no other. */
export interface MasterKey {
  /** What envelopes call it. The first is put into new ones. */
  readonly names: readonly [string, ...string[]]
  /** Throws a Fault where it cannot; retryable where the world does not answer. */
  makeDataKey(connection: string): Promise<DataKey>
  /** The data key in clear. Throws a Fault where it was wrapped by another key, or for another connection; retryable where the world does not answer. */
  unwrap(wrapped: Buffer, connection: string): Promise<Buffer>
}
