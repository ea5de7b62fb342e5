import { nextCursor } from '@trellis/greenhouse'
import { Fault } from '@trellis/runtime'

/**
 * The cursor behind a listing's page, by its Link header; undefined after the last page. Throws a retryable Fault where a next page is named and cannot
 * be asked for: to stop there would pass for a complete listing.
 */
export function cursorAfter(listing: string, link: string | undefined): string | undefined {
  try {
    return nextCursor(link)
  } catch (error) {
    throw new Fault(`the listing of ${listing} does not say how it goes on`, { retryable: true, cause: error })
  }
}
