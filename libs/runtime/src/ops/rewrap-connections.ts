import type { Pool } from 'pg'
import { Fault, isRetryable } from '../fault.js'
import { pgFault } from '../postgres/pg-fault.js'
import type { MasterKeys } from '../secrets/master-keys.js'
import {
  isSealedByFirst,
  openSecret,
  placeName,
  sealSecret,
  type SealedSecret,
  type SecretPlace,
} from '../secrets/seal-secret.js'
import { replaceTarget, sealedTargets } from './alert-channel.js'
import { replaceSealed, sealedSecrets } from './connection-record.js'

/** What a rewrap has done. */
export interface Rewrapped {
  /** Secrets that the first key seals since. */
  readonly rewrapped: number
  /** Secrets that it sealed already. */
  readonly current: number
  /** Secrets that stay as they are, since no key opens them, and why. */
  readonly unopened: readonly { readonly secret: string; readonly why: string }[]
}

/** Of those that a service changes at that moment; each time it has sealed a secret itself. */
const ATTEMPTS = 5

/**
 * Seals every secret of every connection and channel with the first master key, those that it seals already excepted. One statement for each, which changes the row only if
 * it still holds what was read, so services may go on meanwhile. It may be interrupted at any point and run again. Throws a Fault
 * where Postgres or a key service does not answer; what is done by then stays done.
 */
export async function rewrapConnections(
  pool: Pool,
  keys: MasterKeys,
  onProgress?: (done: number, total: number) => void,
): Promise<Rewrapped> {
  let rewrapped = 0
  let current = 0
  const unopened: { secret: string; why: string }[] = []
  try {
    const places = [...(await sealedSecrets(pool)), ...(await sealedTargets(pool))].map(({ place }) => place)
    for (const [index, place] of places.entries()) {
      const outcome = await rewrap(pool, keys, place)
      if (outcome === 'rewrapped') rewrapped += 1
      else if (outcome === 'current') current += 1
      else if (outcome !== 'gone') unopened.push({ secret: placeName(place), why: outcome.message })
      onProgress?.(index + 1, places.length)
    }
  } catch (error) {
    const fault = pgFault(error)
    if (!isRetryable(fault)) throw fault
    throw new Fault(`${fault.message}. ${rewrapped} secrets were rewrapped: run it again, and it goes on`, { cause: error })
  }
  return { rewrapped, current, unopened }
}

async function rewrap(pool: Pool, keys: MasterKeys, place: SecretPlace): Promise<'rewrapped' | 'current' | 'gone' | Fault> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const found = await sealedAt(pool, place)
    if (!found) return 'gone'
    if (isSealedByFirst(keys, found.sealed)) return 'current'
    const text = await opened(keys, place, found.sealed)
    if (text instanceof Fault) return text
    const replace = place.secret === 'alert_channel' ? replaceTarget : replaceSealed
    if (await replace(pool, found, await sealSecret(keys, place, text))) return 'rewrapped'
  }
  return new Fault(`${placeName(place)} was changed again and again: a service seals it with another key`, { retryable: false })
}

async function sealedAt(pool: Pool, { connection, secret }: SecretPlace): Promise<SealedSecret | undefined> {
  if (secret === 'alert_channel') return (await sealedTargets(pool, connection))[0]
  return (await sealedSecrets(pool, connection)).find(({ place }) => place.secret === secret)
}

/** A key that is missing or another one concerns this secret; a world that does not answer concerns all of them. */
async function opened(keys: MasterKeys, place: SecretPlace, sealed: Buffer): Promise<string | Fault> {
  try {
    return await openSecret(keys, place, sealed)
  } catch (error) {
    if (error instanceof Fault && !error.retryable) return error
    throw error
  }
}
