import { listRequest, MAX_IDS, recordFacts, sliceRecords, users } from '@trellis/greenhouse'
import {
  changeProgress,
  Fault,
  isProvenClient,
  knownKeys,
  lockListings,
  noteErrorOfAll,
  noteProvenClient,
  transact,
} from '@trellis/runtime'
import { fenced, type Fence } from '../known-entities/listed-register.js'
import type { ConnectionContext } from '../connection-context.js'

/** Whether the credentials belong to the company whose rows we hold; if not, why that is unknown or what contradicts it. */
type CredentialsVerdict =
  { readonly isProven: true } | { readonly isProven: false; readonly why: string; readonly isForbidden: boolean }

const PROVEN: CredentialsVerdict = { isProven: true }

/**
 * Asks for users that we know, where a client id has not yet shown that it belongs to the connection's company: with another company's credentials ids would
 * collide, and sweeps would take the first company away (rule N5). Where no user is known yet there is nothing to mistake. Nothing is appended.
 * Throws a Fault where Harvest does not answer.
 */
export async function verifyCredentials(
  context: ConnectionContext,
  fence: Fence,
  signal: AbortSignal,
): Promise<CredentialsVerdict> {
  const { pool, connection, credential } = context
  if (await isProvenClient(pool, connection, credential)) return PROVEN
  const known = await knownUsers(context)
  const verdict = known.length === 0 ? PROVEN : await askFor(context, known, signal)
  await fenced(pool, fence, async (client) => {
    if (verdict.isProven) return noteProvenClient(client, connection, credential)
    await lockListings(client, connection)
    if (verdict.isForbidden) await changeProgress(client, connection, users.name, { permission: 'missing' })
    await noteErrorOfAll(client, connection, verdict.why)
  })
  return verdict
}

async function knownUsers({ pool, connection }: ConnectionContext): Promise<readonly string[]> {
  return transact(pool, (client) => knownKeys(client, connection, users.name, MAX_IDS))
}

async function askFor(
  { client, harvestUrl }: ConnectionContext,
  known: readonly string[],
  signal: AbortSignal,
): Promise<CredentialsVerdict> {
  const answer = await client.get(listRequest(harvestUrl, users, { ids: known }), 'credentials', signal)
  if (answer.type === 'refused') {
    if (answer.error.kind === 'forbidden') return refusal('they may not list users, so they cannot show one that is known', true)
    throw new Fault(`Harvest refused to list users: ${answer.error.kind}`, { retryable: true })
  }
  const slices = sliceRecords(answer.body)
  if (!slices) throw new Fault('the listing of users broke off', { retryable: true })
  const isKnown = new Set(known)
  const isShown = slices.some((slice) => isKnown.has(recordFacts(users, slice)?.key ?? ''))
  return isShown ? PROVEN : refusal(`they show none of ${known.length} users that are known`)
}

function refusal(why: string, isForbidden = false): CredentialsVerdict {
  return { isProven: false, isForbidden, why: `credentials refused: ${why}` }
}
