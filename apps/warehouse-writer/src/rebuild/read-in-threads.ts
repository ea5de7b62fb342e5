import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Fault, type EventLog } from '@trellis/runtime'
import { failure } from './failure.js'
import { readReplay, type ReaderSettings, type Reading } from './replay-reader.js'

/** Garbage is collected sooner: unlimited, each thread takes what the machine has. A batch needs a third of it. */
const LIMITS = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 24 }

/**
 * Reads raw with so many readers: one in this thread, or each in a thread of its own. They end with this process. Each has a group to itself: members of
 * one would begin again whenever the next has started, several seconds each time.
 */
export async function readInThreads(settings: ReaderSettings, readers: number): Promise<Reading> {
  if (readers <= 1) return readReplay(settings)
  const shares = Array.from({ length: readers }, (_, index) => ({
    ...settings,
    group: `${settings.group}-${index}`,
    share: { index, of: readers },
  }))
  const threads = shares.map(
    (share) => new Worker(new URL('./replay-thread.js', import.meta.url), { workerData: share, resourceLimits: LIMITS }),
  )
  const { failed, fail } = failure()
  for (const thread of threads) {
    thread.once('error', fail)
    thread.once('message', (why: string) => fail(new Fault(why, { retryable: false })))
    thread.once('exit', (code) => fail(new Fault(`a reader has ended with ${code}`, { retryable: false })))
  }
  const stop = async (): Promise<void> => {
    await Promise.all(
      threads.map(async (thread) => {
        if (thread.threadId === -1) return
        const ended = once(thread, 'exit')
        thread.postMessage('stop')
        await ended
      }),
    )
  }
  return { failed, groups: shares.map(({ group }) => group), stop }
}

/** Stops reading. Kafka would forget its groups by itself some day; until then they would stand in every list. */
export async function endReading(reading: Reading, log: EventLog): Promise<void> {
  await reading.stop()
  for (const group of reading.groups) await log.deleteGroup(group).catch(() => undefined)
}
