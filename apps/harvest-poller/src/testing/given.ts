import { resources } from '@trellis/greenhouse'
import { instantOfMs } from '@trellis/pipeline'
import { readStatus, type Ops, type ResourceStatus } from '@trellis/runtime'
import { givenIn, type Given } from '@trellis/runtime/testing'
import { listingsOf } from '../harvest/listings.js'

/** What a poller may find in `ops` when it begins. */
export interface GivenPoller extends Given {
  /** All collections were listed and swept a moment ago: whatever is asked for now is due by its key, or by the columns that are given. */
  allListed(columns?: Parameters<Given['progress']>[1]): Promise<void>
}

const LISTINGS = resources.flatMap(listingsOf).map(({ name }) => name)

/** The builder for a database. */
export function givenPoller(ops: Pick<Ops, 'data'>): GivenPoller {
  const given = givenIn(ops)
  const allListed: GivenPoller['allListed'] = async (columns) => {
    const now = String(instantOfMs(Date.now()))
    const done = { backfillDone: true, backfillStartedUs: now, completeUntilUs: now, sweepCompleteUs: now }
    await given.progress(LISTINGS, { ...done, ...columns })
  }
  return { ...given, allListed }
}

/** What `trellis status` shows of a listing of a connection that was registered. */
export async function statusOf({ pool }: Pick<Ops, 'pool'>, listing: string): Promise<ResourceStatus | undefined> {
  const { connections } = await readStatus(pool, () => Promise.resolve([]))
  return connections[0]?.resources.find(({ resource }) => resource === listing)
}
