/** What one poller sees of all of them. */
export interface Sharing {
  /** This process, as leases name it. */
  readonly holder: string
  /** How many poller processes there are, this one included. */
  readonly pollers: number
  /** All connections that can be polled. */
  readonly connections: readonly string[]
  /** Who holds the lease of a connection; without an entry no process does. */
  readonly holders: ReadonlyMap<string, string>
  /** What this process polls, or waits to poll. */
  readonly running: readonly string[]
}

/**
 * How one poller comes to its share, which is as many connections as fall to each, rounded up: what another polls is left to it, what is more than the
 * share is given up, and what no process polls is taken until the share is full. Connections stay where they are but for that, since each change costs its
 * connection seconds.
 */
export function shareConnections({ holder, pollers, connections, holders, running }: Sharing): {
  readonly take: readonly string[]
  readonly leave: readonly string[]
} {
  const share = Math.ceil(connections.length / Math.max(1, pollers))
  const isOurs = (id: string): boolean => holders.get(id) === holder
  const isTheirs = (id: string): boolean => holders.has(id) && !isOurs(id)
  // What is held already is kept before what is only waited for.
  const ours = running.filter((id) => !isTheirs(id)).toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)) || (a < b ? -1 : 1))
  const kept = ours.slice(0, share)
  const free = connections.filter((id) => !isTheirs(id) && !running.includes(id))
  return { take: free.slice(0, share - kept.length), leave: running.filter((id) => !kept.includes(id)) }
}
