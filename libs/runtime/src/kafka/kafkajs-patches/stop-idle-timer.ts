import { createRequire } from 'node:module'

/** What we use of kafkajs' request queue. */
interface RequestQueue {
  readonly pending: readonly unknown[]
  readonly throttledUntil: number
  scheduleCheckPendingRequests: (this: RequestQueue) => void
}

let isPatched = false

/**
 * kafkajs 2.2.4 sets a timer with a negative delay after every answer, even where nothing waits: one wake-up per answer, and a warning on
 * Node 24 (tulios/kafkajs#1751, never released). Where nothing waits and nothing is throttled, the timer has nothing to do.
 */
export function stopIdleTimer(): void {
  if (isPatched) return
  isPatched = true
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue }
  const schedule = prototype.scheduleCheckPendingRequests
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this)
  }
}
