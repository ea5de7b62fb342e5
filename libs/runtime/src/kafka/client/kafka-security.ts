/** How a client and a cluster show each other who they are. Plain data, which can be handed to a thread. */
export interface KafkaSecurity {
  /** TLS, where there is any. */
  readonly tls?: TlsFiles
  /** A name and a password, where the cluster asks for them. */
  readonly sasl?: SaslLogin
}

/** Paths of PEM files; all are read again at each new connection, so that what was renewed is used. */
export interface TlsFiles {
  /** Authorities that may vouch for brokers; those that Node trusts where none is named. */
  readonly caFile?: string
  /** The client's own certificate and its key. */
  readonly certFile?: string
  readonly keyFile?: string
  readonly keyPassword?: SecretSource
}

export interface SaslLogin {
  readonly mechanism: SaslMechanism
  readonly username: string
  readonly password: SecretSource
}

/** A secret itself, or the file that has it, which is read again at each new connection. */
export type SecretSource = { readonly text: string } | { readonly file: string }

export const SASL_MECHANISMS = ['scram-sha-512', 'scram-sha-256', 'plain'] as const
export type SaslMechanism = (typeof SASL_MECHANISMS)[number]

/** Is it the name of a mechanism that a client of ours has? */
export function isSaslMechanism(name: string): name is SaslMechanism {
  return SASL_MECHANISMS.some((each) => each === name)
}
