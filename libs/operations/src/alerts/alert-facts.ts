import type { ConnectionFacts, DatabaseFacts, ListingFacts } from '@trellis/runtime'
import { byConnection } from './by-connection.js'
import type { ReaderFacts } from './reader-movement.js'

/** All that the rules look at: what the database says, and how far the readers of the log are, where a log is at hand. */
export interface AlertFacts extends DatabaseFacts {
  readonly readers: readonly ReaderFacts[]
}

/** The listings of each connection in use. */
export function listingsByConnection(
  facts: AlertFacts,
): readonly (readonly [connection: ConnectionFacts, listings: readonly ListingFacts[]])[] {
  const listings = byConnection(facts.listings)
  return facts.connections.map((each) => [each, listings.get(each.connection) ?? []])
}
