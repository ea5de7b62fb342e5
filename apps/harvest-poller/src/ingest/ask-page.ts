import { listRequest, nextCursor, sliceRecords, type HarvestError, type ListOptions } from '@trellis/greenhouse'
import type { Instant } from '@trellis/pipeline'
import { Fault } from '@trellis/runtime'
import type { ConnectionContext } from '../connection-context.js'
import type { ResourceListing } from '../harvest/listings.js'
import type { Work } from '../schedule/task.js'

/** Which page of a listing is asked for, and what for. */
interface PageRequest {
  readonly work: Work
  readonly listing: ResourceListing
  /** A cursor, or what the listing's first page is to show: all, a window, or what some keys name. */
  readonly options: Omit<ListOptions, 'also'>
}

/** A page that was answered whole. */
export interface AskedPage {
  readonly type: 'page'
  /** The bytes of each record. */
  readonly slices: readonly Uint8Array[]
  /** Names the page behind it; undefined on the last. */
  readonly cursor: string | undefined
  /** When the attempt that answered went out (rule V2). */
  readonly requestedAt: Instant
}

/** Harvest answered, and gave no page. */
export interface RefusedPage {
  readonly type: 'refused'
  readonly error: HarvestError
}

/** Asks for one page. Throws a retryable Fault where Harvest did not answer, the answer broke off, or a next page is named that cannot be asked for. */
export async function askPage(
  { client, harvestUrl }: Pick<ConnectionContext, 'client' | 'harvestUrl'>,
  { work, listing: { of, name, also }, options }: PageRequest,
  signal: AbortSignal,
): Promise<AskedPage | RefusedPage> {
  const answer = await client.get(listRequest(harvestUrl, of, { ...(also && { also }), ...options }), work, signal)
  if (answer.type === 'refused') return answer
  const slices = sliceRecords(answer.body)
  if (!slices) throw brokeOff(name)
  return { type: 'page', slices, cursor: cursorAfter(name, answer.link), requestedAt: answer.requestedAt }
}

/** Asks for a page that has to be its listing's only one: a part of an answer says nothing of the entities that it does not show. Throws like `askPage`. */
export async function askOnlyPage(
  context: Pick<ConnectionContext, 'client' | 'harvestUrl'>,
  request: PageRequest,
  signal: AbortSignal,
): Promise<AskedPage | RefusedPage> {
  const asked = await askPage(context, request, signal)
  if (asked.type === 'page' && asked.cursor !== undefined) throw brokeOff(request.listing.name)
  return asked
}

/** The cursor behind a page, by its Link header. To stop where a next page is named and cannot be asked for would pass for a complete listing. */
function cursorAfter(listing: string, link: string | undefined): string | undefined {
  try {
    return nextCursor(link)
  } catch (error) {
    throw new Fault(`the listing of ${listing} does not say how it goes on`, { retryable: true, cause: error })
  }
}

function brokeOff(listing: string): Fault {
  return new Fault(`the listing of ${listing} broke off`, { retryable: true })
}
