import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import { createLogger } from '../../telemetry/logger.js'
import { stopIdleTimer } from './stop-idle-timer.js'

/** What kafkajs' request queue shows of itself. */
interface Queue {
  readonly pending: object[]
  throttledUntil: number
  readonly throttleCheckTimeoutId?: NodeJS.Timeout | null
  scheduleCheckPendingRequests(): void
  destroy(): void
}

const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as new (of: object) => Queue

/** Whether a timer is set once a queue in this state was asked to look again. */
function setsTimer(state: { readonly pending?: boolean; readonly throttled?: boolean }): boolean {
  const queue = new RequestQueue({ maxInFlightRequests: 1, logger: createLogger('spec', 'silent') })
  if (state.pending) queue.pending.push({})
  if (state.throttled) queue.throttledUntil = Date.now() + 60_000
  try {
    queue.scheduleCheckPendingRequests()
    return Boolean(queue.throttleCheckTimeoutId)
  } finally {
    queue.destroy()
  }
}

describe('the quiet request queue', () => {
  it('sets no timer where nothing waits, where kafkajs by itself sets one', () => {
    expect(setsTimer({})).toBe(true)
    stopIdleTimer()
    expect(setsTimer({})).toBe(false)
  })

  it('leaves what waits or is throttled to kafkajs', () => {
    stopIdleTimer()
    expect(setsTimer({ pending: true })).toBe(true)
    expect(setsTimer({ throttled: true })).toBe(true)
  })
})
