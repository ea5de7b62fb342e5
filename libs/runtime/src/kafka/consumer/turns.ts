import { setTimeout as pause } from 'node:timers/promises'

/** How long the loop is free between two turns: what is small is fetched, appended and acknowledged meanwhile. */
const REST_MS = 20

/**
 * Turns of the event loop, given one at a time to callers: between two of them the loop hears its sockets and timers for a while. Work on several partitions that
 * takes long would otherwise stand in one turn, and no heartbeat would go out meanwhile.
 */
export class Turns {
  private last: Promise<void> = Promise.resolve()

  /** Resolves in a turn that no other caller is given. */
  next(): Promise<void> {
    this.last = this.last.then(() => pause(REST_MS))
    return this.last
  }
}
