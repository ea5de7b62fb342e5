import { useSyncExternalStore } from 'react'

const EVERY_MS = 1_000

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** The time in milliseconds, to the second: all who show an age share one clock. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current)
}

/** The clock stands still while nothing shows it: what is shown first must not be an age of then. */
function current(): number {
  if (timer === undefined) now = Math.floor(Date.now() / EVERY_MS) * EVERY_MS
  return now
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, EVERY_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}
