import {
  isHarvestError,
  listRequest,
  MAX_IDS,
  readToken,
  recordFacts,
  sliceRecords,
  tokenRequest,
  users,
  type Credentials,
} from '@trellis/greenhouse'
import { clientDigest, Fault, isProvenClient, knownKeys, receive, TOKEN_LIMITS, type Pool, type Received } from '@trellis/runtime'
import type { HarvestAccount } from '../permissions/harvest-account.js'

/** Why credentials cannot be used: each is another thing to do, for another person. */
export type CredentialsCause =
  /** The token endpoint knows no such id with this secret. */
  | 'wrong credentials'
  /** It takes id and secret, and not the user that the token is to act as. */
  | 'acting user unknown'
  /** It does not answer, or answers that it cannot. */
  | 'unreachable'
  /** They list users, and none of those that we know: they are another company's (rule N5). */
  | 'other company'
  /** They may not list users, so they cannot show one that we know. */
  | 'company unproven'

/** What trying them has shown. */
export type CredentialsTrial = { readonly isAccepted: true } | { readonly isAccepted: false; readonly cause: CredentialsCause }

const ACCEPTED: CredentialsTrial = { isAccepted: true }

/**
 * Tries credentials: whether the token endpoint gives a token, and where users of the connection are known, whether it shows one of them. Nothing is kept.
 */
export async function tryCredentials(account: HarvestAccount, pool: Pool, signal: AbortSignal): Promise<CredentialsTrial> {
  try {
    const token = await tokenOf(account, account.credentials, signal)
    if (token === undefined) return refused((await isWithoutUser(account, signal)) ? 'acting user unknown' : 'wrong credentials')
    const known = await unprovenUsers(account, pool)
    return known.length === 0 ? ACCEPTED : await showsOne(account, token, known, signal)
  } catch (error) {
    if (error instanceof Fault || signal.aborted) return refused('unreachable')
    throw error
  }
}

/** Undefined where the endpoint refuses; a Fault where it cannot say. */
async function tokenOf(account: HarvestAccount, credentials: Credentials, signal: AbortSignal): Promise<string | undefined> {
  const { url, ...request } = tokenRequest(account.tokenUrl, credentials)
  const answer = await receive(url, { ...request, signal, limits: TOKEN_LIMITS })
  const read = readToken(answer.status, answer.body.toString('utf8'), answer.requestedAt)
  if (!isHarvestError(read)) return read.token
  if (read.status >= 500 || read.status === 429 || read.status < 400)
    throw new Fault(`the token endpoint answered ${read.status}`, { retryable: true })
  return undefined
}

/** Whether the same id and secret are taken without a user: then it is the user that is wrong. */
async function isWithoutUser(account: HarvestAccount, signal: AbortSignal): Promise<boolean> {
  const { clientId, clientSecret, userId } = account.credentials
  return userId !== undefined && (await tokenOf(account, { clientId, clientSecret }, signal)) !== undefined
}

/** Users that a client id which has shown none yet has to show one of. */
async function unprovenUsers({ connection, credentials }: HarvestAccount, pool: Pool): Promise<readonly string[]> {
  if (await isProvenClient(pool, connection, clientDigest(credentials.clientId))) return []
  return knownKeys(pool, connection, users.name, MAX_IDS)
}

async function showsOne(
  { harvestUrl }: HarvestAccount,
  token: string,
  known: readonly string[],
  signal: AbortSignal,
): Promise<CredentialsTrial> {
  const listing = listRequest(harvestUrl, users, { ids: known })
  const answer = await receive(listing, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' }, signal })
  const slices = slicesOf(answer)
  if (!slices) return refused('company unproven')
  const isKnown = new Set(known)
  return slices.some((slice) => isKnown.has(recordFacts(users, slice)?.key ?? '')) ? ACCEPTED : refused('other company')
}

function slicesOf({ status, body }: Received): ReturnType<typeof sliceRecords> {
  if (status >= 500 || status === 429) throw new Fault(`the listing of users answered ${status}`, { retryable: true })
  return status === 200 ? sliceRecords(body) : undefined
}

function refused(cause: CredentialsCause): CredentialsTrial {
  return { isAccepted: false, cause }
}
