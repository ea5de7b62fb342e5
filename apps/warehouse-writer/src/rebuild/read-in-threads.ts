import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Fault } from '@trellis/runtime'
import { failure } from './failure.js'
import { readReplay, type ReaderSettings, type Reading } from './replay-reader.js'

/** Garbage is collected sooner: unlimited, each thread takes what the machine has. A batch needs a third of it. */
const LIMITS = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 24 }

/** Reads raw with so many readers: one in this thread, or each in a thread of its own. They end with this process. */
export async function readInThreads(settings: ReaderSettings, readers: number): Promise<Reading> {
  if (readers <= 1) return readReplay(settings)
  const threads = Array.from(
    { length: readers },
    () => new Worker(new URL('./replay-thread.js', import.meta.url), { workerData: settings, resourceLimits: LIMITS }),
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
  return { failed, stop }
}
