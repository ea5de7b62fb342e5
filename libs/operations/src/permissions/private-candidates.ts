import { candidates, isHarvestError, listRequest, readToken, sliceRecords, tokenRequest } from '@trellis/greenhouse'
import { ident, LIVE_SCHEMA } from '@trellis/pipeline'
import { receive, type Pool, type PrivateCandidates } from '@trellis/runtime'
import type { HarvestAccount } from './harvest-account.js'

/**
 * Whether private candidates are shown to the user that a credential acts as, Site Admin or not (Harvest v3 guide, authentication); null where the
 * listing is not granted. An account that shows none may have none: `hidden` is said only where our tables hold some. Throws a Fault where there is no answer.
 */
export async function askPrivateCandidates(
  account: HarvestAccount,
  pool: Pool,
  signal: AbortSignal,
): Promise<PrivateCandidates | null> {
  const { url, ...request } = tokenRequest(account.tokenUrl, account.credentials)
  const given = await receive(url, { ...request, signal })
  const token = readToken(given.status, given.body.toString('utf8'), given.requestedAt)
  if (isHarvestError(token)) return null
  const listing = listRequest(account.harvestUrl, candidates, { perPage: 1, also: { private: 'true' } })
  const answer = await receive(listing, {
    headers: { authorization: `Bearer ${token.token}`, accept: 'application/json' },
    signal,
  })
  const rows = answer.status === 200 ? sliceRecords(answer.body) : undefined
  if (!rows) return null
  if (rows.length > 0) return 'seen'
  return (await holdsPrivateCandidates(pool, account.connection)) ? 'hidden' : 'none seen'
}

async function holdsPrivateCandidates(pool: Pool, connection: string): Promise<boolean> {
  const view = ident(LIVE_SCHEMA, candidates.name)
  const { rows: views } = await pool.query<{ is_there: boolean }>('select to_regclass($1) is not null as is_there', [view])
  if (views[0]?.is_there !== true) return false
  const { rows } = await pool.query(`select 1 from ${view} where connection_id = $1 and private limit 1`, [connection])
  return rows.length > 0
}
