import { Fault } from '../fault.js'
import { decrypt, encrypt } from './aes-gcm.js'
import { envelopeHead, readEnvelope, type Envelope } from './envelope.js'
import { LocalKey } from './local-key.js'
import type { MasterKeys } from './master-keys.js'

/** Where a secret is kept: a row of `ops.connection` and its column, or the target of a row of `ops.alert_channel`. It opens nowhere else. */
export interface SecretPlace {
  /** Or the channel. */
  readonly connection: string
  readonly secret: 'credentials' | 'webhook_secrets' | 'alert_channel'
}

/** A secret as it is kept. */
export interface SealedSecret {
  readonly place: SecretPlace
  readonly sealed: Buffer
}

/** Seals a secret with a data key of its own, wrapped by the first master key. Throws a Fault where that key cannot be had. */
export async function sealSecret([first]: MasterKeys, place: SecretPlace, text: string): Promise<Buffer> {
  const { clear, wrapped } = await first.makeDataKey(place.connection)
  const head = envelopeHead({ key: first.names[0], wrapped })
  try {
    return Buffer.concat([head, encrypt(clear, boundTo(head, place), Buffer.from(text))])
  } finally {
    clear.fill(0)
  }
}

/** Opens a secret. Throws a Fault that says which key is missing or is another; retryable where the world does not answer. */
export async function openSecret(keys: MasterKeys, place: SecretPlace, sealed: Buffer): Promise<string> {
  const envelope = readEnvelope(sealed)
  return envelope ? openEnvelope(keys, place, envelope) : openNameless(keys, place, sealed)
}

/** The id of the master key that a sealed secret needs; undefined where it was sealed before keys had ids. */
export function keyIdOf(sealed: Buffer): string | undefined {
  return readEnvelope(sealed)?.key
}

/** Whether it is sealed as `sealSecret` would seal it: by the first key. */
export function isSealedByFirst([first]: MasterKeys, sealed: Buffer): boolean {
  return keyIdOf(sealed) === first.names[0]
}

/** As messages have it. */
export function placeName({ connection, secret }: SecretPlace): string {
  return `${connection}/${secret}`
}

async function openEnvelope(keys: MasterKeys, place: SecretPlace, envelope: Envelope): Promise<string> {
  const { key: id, wrapped, head, sealed } = envelope
  const key = keys.find(({ names }) => names.includes(id))
  if (!key) throw unopened(place, `it was sealed with the master key ${id}, which is not given (TRELLIS_MASTER_KEYS)`)
  let clear: Buffer | undefined
  try {
    clear = await key.unwrap(wrapped, place.connection)
    return decrypt(clear, boundTo(head, place), sealed).toString('utf8')
  } catch (error) {
    if (!(error instanceof Fault)) throw unopened(place, 'what is stored was changed, or moved', error)
    throw new Fault(`${placeName(place)} does not open: ${error.message}`, { retryable: error.retryable, cause: error })
  } finally {
    clear?.fill(0)
  }
}

function openNameless(keys: MasterKeys, place: SecretPlace, sealed: Buffer): string {
  for (const key of keys) {
    const text = key instanceof LocalKey ? key.openNameless(placeName(place), sealed) : undefined
    if (text !== undefined) return text
  }
  throw unopened(place, 'no local key that is given is the one that it was stored with (TRELLIS_MASTER_KEY, TRELLIS_MASTER_KEYS)')
}

function boundTo(head: Buffer, place: SecretPlace): Buffer {
  return Buffer.concat([head, Buffer.from(placeName(place))])
}

function unopened(place: SecretPlace, why: string, cause?: unknown): Fault {
  return new Fault(`${placeName(place)} does not open: ${why}`, { retryable: false, cause })
}
