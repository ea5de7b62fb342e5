import { parentPort, workerData } from 'node:worker_threads'
import { readReplay, type ReaderSettings } from './replay-reader.js'

// One of several readers of raw, each with its own share of the partitions and a core of its own.
const reading = await readReplay(workerData as ReaderSettings)
reading.failed.catch((error: unknown) => parentPort?.postMessage(error instanceof Error ? error.message : String(error)))
parentPort?.once('message', () => {
  void reading.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
