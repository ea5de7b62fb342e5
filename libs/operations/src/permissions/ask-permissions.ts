import { setTimeout as pause } from 'node:timers/promises'
import {
  believedWaitMs,
  isHarvestError,
  listRequest,
  readListError,
  readRateLimit,
  readToken,
  resources,
  scopeOf,
  sliceRecords,
  tokenRequest,
  type HarvestError,
  type HarvestErrorKind,
} from '@trellis/greenhouse'
import { msOf, type Resource } from '@trellis/pipeline'
import { receive, retryFault, type Received } from '@trellis/runtime'
import type { HarvestAccount } from './harvest-account.js'

/** What the account says to one listing. `error` says why it is unclear whether it is granted. */
export interface AskedResource {
  readonly resource: string
  readonly scope: string
  readonly permission: 'granted' | 'missing' | 'unclear'
  /** Whether the account lists any row; null where it lists nothing at all. */
  readonly rows: 'some' | 'none' | null
  readonly error?: HarvestErrorKind
}

/** The credentials are not accepted: the token endpoint gives no token, or a listing refuses the token that it gave. */
export class CredentialsRefused extends Error {
  override readonly name = 'CredentialsRefused'

  constructor(
    message: string,
    readonly by: 'token' | 'listing',
    readonly answer: HarvestError,
  ) {
    super(message)
  }
}

/** A window of Harvest, where an answer does not say how long to wait; and what its clock in whole seconds may hide. */
const WINDOW_MS = 30_000
const MARGIN_MS = 250
/** Others read with the same budget: so often a request may find nothing left of it. */
const TURNS = 10

/** How to ask. */
export interface AskOptions {
  readonly signal: AbortSignal
  /** Is shown each answer as it comes. */
  readonly onAsked?: ((asked: AskedResource) => void) | undefined
  /** How many requests may be under way; one where nothing is said. */
  readonly atOnce?: number
  readonly among?: readonly Resource[]
}

/**
 * Asks for one row of every resource that is named, of all where none is, within what the answers' headers leave of the budget. Gives them in the order
 * of the resources.
 * Throws CredentialsRefused where Greenhouse does not accept the credentials, and a Fault where there is no answer.
 */
export async function askPermissions(
  account: HarvestAccount,
  { signal, onAsked, atOnce = 1, among = resources }: AskOptions,
): Promise<readonly AskedResource[]> {
  const asked: AskedResource[] = []
  const ending = new AbortController()
  const either = AbortSignal.any([signal, ending.signal])
  let token = newToken(account, either)
  const ask = async (of: Resource): Promise<Received> => {
    const used = token
    const answer = await listOne(account, of, await used, either)
    if (answer.status !== 401) return answer
    // A newer token of the same credential may have ended ours; another request may have seen that already.
    if (token === used) token = newToken(account, either)
    return listOne(account, of, await token, either)
  }
  const open = among.values()
  const askSome = async (): Promise<void> => {
    for (const of of open) {
      const answer = await ask(of)
      if (answer.status === 401)
        throw new CredentialsRefused(
          `Greenhouse refuses the token of connection ${account.connection}`,
          'listing',
          readError(answer),
        )
      const one = said(of, answer)
      asked.push(one)
      onAsked?.(one)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, askSome))
  } finally {
    ending.abort(new Error('another request has failed'))
  }
  const order = new Map(resources.map(({ name }, index) => [name, index]))
  return asked.toSorted((a, b) => (order.get(a.resource) ?? 0) - (order.get(b.resource) ?? 0))
}

async function newToken({ connection, tokenUrl, credentials }: HarvestAccount, signal: AbortSignal): Promise<string> {
  const { url, ...request } = tokenRequest(tokenUrl, credentials)
  const answer = await patiently(() => receive(url, { ...request, signal }), signal)
  const read = readToken(answer.status, answer.body.toString('utf8'), answer.requestedAt)
  if (isHarvestError(read))
    throw new CredentialsRefused(
      `Greenhouse gives connection ${connection} no token: ${read.kind} (${read.status})`,
      'token',
      read,
    )
  return read.token
}

async function listOne(account: HarvestAccount, of: Resource, token: string, signal: AbortSignal): Promise<Received> {
  const url = listRequest(account.harvestUrl, of, { perPage: 1 })
  return patiently(
    () => receive(url, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' }, signal }),
    signal,
  )
}

/** Sends a request until it is counted within a window, and waits for the next window once this one is used up. */
async function patiently(send: () => Promise<Received>, signal: AbortSignal): Promise<Received> {
  for (let turn = 1; ; turn++) {
    const answer = await retryFault(send, { signal, totalMs: WINDOW_MS })
    const { remaining, resetAt, retryAfterMs } = readRateLimit(answer.headers)
    const windowMs = resetAt === undefined ? WINDOW_MS : Math.max(0, msOf(resetAt) - Date.now()) + MARGIN_MS
    const isRefused = answer.status === 429
    if (isRefused) await pause(believedWaitMs(retryAfterMs ?? windowMs, turn), undefined, { signal })
    else if (remaining === 0) await pause(believedWaitMs(windowMs), undefined, { signal })
    if (!isRefused || turn === TURNS) return answer
  }
}

function readError({ status, body }: Pick<Received, 'status' | 'body'>): HarvestError {
  return readListError(status, body.toString('utf8'))
}

function said(of: Resource, { status, body }: Received): AskedResource {
  const about = { resource: of.name, scope: scopeOf(of) }
  const slices = status === 200 ? sliceRecords(body) : undefined
  if (slices) return { ...about, permission: 'granted', rows: slices.length > 0 ? 'some' : 'none' }
  const { kind } = readError({ status, body })
  if (kind === 'forbidden') return { ...about, permission: 'missing', rows: null }
  return { ...about, permission: 'unclear', rows: null, error: kind }
}
